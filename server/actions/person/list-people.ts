import type { OutputOf } from "../../contract/command.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { personViews } from "../../store/staff.ts";
import { teamSettings } from "../../store/teams.ts";
import type { App, StaffPrincipal } from "../app.ts";

export async function listPeople(app: App, _me: StaffPrincipal): Promise<OutputOf<AgentCommands["person:list"]>> {
  const [people, teams] = await Promise.all([
    personViews(app.database.main),
    teamSettings(app.database.main, app.siteId),
  ]);
  return { people, teams };
}
