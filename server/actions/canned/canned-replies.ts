import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { CannedReply } from "../../contract/views.ts";
import { listCannedReplies as read, removeCannedReply as remove, saveCannedReply as save } from "../../store/canned.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

export async function listCannedReplies(
  app: App,
  _me: StaffPrincipal,
): Promise<OutputOf<AgentCommands["canned:list"]>> {
  return { replies: await read(app.database.main, app.siteId) };
}

export async function saveCannedReply(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["canned:save"]>,
): Promise<CannedReply> {
  const reply = {
    shortcut: input.shortcut.toLowerCase(),
    title: input.title.trim(),
    body: input.body.trim(),
    language: input.language,
  };
  const saved = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "canned:save", input), () => save(sql, app.siteId, input.id, reply)),
  );
  await app.settingsChanged("canned");
  return saved;
}

export async function removeCannedReply(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["canned:remove"]>,
): Promise<Record<string, never>> {
  await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "canned:remove", input), async () => {
      if (!(await remove(sql, app.siteId, input.id))) throw new RefusedError("not_found");
    }),
  );
  await app.settingsChanged("canned");
  return {};
}
