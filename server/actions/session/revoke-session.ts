import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { revokeSessions, type SessionEnd } from "../../store/sessions.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { cutsOf } from "../team/staff-changed.ts";

/** Ends one of one's own sessions; somebody else's is not there. */
export async function revokeSession(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["session:revoke"]>,
): Promise<Record<string, never>> {
  let ended: SessionEnd[] = [];
  await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "session:revoke", input), async () => {
      ended = await revokeSessions(sql, me.staffId, "revoked", { only: input.id });
      if (ended.length === 0) throw new RefusedError("not_found");
    }),
  );
  app.publish(cutsOf(ended));
  return {};
}
