import type { InputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { setLanguage as storeLanguage } from "../../store/staff.ts";
import type { App, StaffPrincipal } from "../app.ts";

/** The language of one's own screens, also on the next device. */
export async function setLanguage(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["account:set-language"]>,
): Promise<Record<string, never>> {
  await storeLanguage(app.database.main, me.staffId, input.language);
  return {};
}
