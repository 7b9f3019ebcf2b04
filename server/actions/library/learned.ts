import type { InputOf, OutputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { listLearned as readLearned, setRevoked } from "../../store/library-learned.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

export async function listLearned(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["learned:list"]>,
): Promise<OutputOf<AgentCommands["learned:list"]>> {
  return readLearned(app.database.main, app.siteId, input);
}

/** Takes pairs out of what the matcher knows, or back in; from the next question on. */
export async function revokeLearned(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["learned:revoke"]>,
): Promise<OutputOf<AgentCommands["learned:revoke"]>> {
  const done = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "learned:revoke", input), async () => ({
      changed: await setRevoked(sql, app.siteId, input.ids, input.isRevoked),
    })),
  );
  await app.library
    .learnedChanged()
    .catch((error: unknown) => app.log.error({ err: error }, "what was learned could not be loaded"));
  app.questionsMoved("learned");
  return done;
}
