import type { InputOf, OutputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { toAllStaff, type Publication } from "../../runtime/publication.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { removeDemo as storeRemoval, type DemoRemoval } from "../../store/demo.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { syncStaffToEngine } from "../team/sync-engine.ts";

/** Takes the demo out; whoever asks keeps their account, as a real one. */
export async function removeDemo(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["demo:remove"]>,
): Promise<OutputOf<AgentCommands["demo:remove"]>> {
  let done: DemoRemoval | null = null;
  const answer = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "demo:remove", input), async () => {
      done = await storeRemoval(sql, app.siteId, me.staffId);
      return { removed: done.removed };
    }),
  );
  const removal = done as DemoRemoval | null;
  if (removal === null) return answer;
  app.publish([
    ...removal.staffIds.map((staffId): Publication => ({ kind: "cut", staffId, sessionId: null, reason: "disabled" })),
    toAllStaff("heads:moved", { heads: [], deskSeq: null, boxSeq: removal.boxSeq }),
  ]);
  await syncStaffToEngine(app).catch((error: unknown) =>
    app.log.warn({ err: error }, "the engine still knows the demo"),
  );
  await app.library
    .entriesChanged()
    .catch((error: unknown) => app.log.error({ err: error }, "the library without the demo was not loaded"));
  for (const what of ["answers", "people", "teams", "canned", "settings"] as const) await app.settingsChanged(what);
  return answer;
}
