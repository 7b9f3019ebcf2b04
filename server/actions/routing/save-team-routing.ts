import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import type { TeamRouting } from "../../contract/routing-commands.ts";
import { overflowFault, storedOf } from "../../rules/routing-defaults.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { lockedOverflows, saveTeamRouting as storeTeam, teamRouting } from "../../store/routing-settings.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { noChange, staffChanged } from "../team/staff-changed.ts";
import { teamRoutingView } from "./routing-view.ts";

/** Stores a team's rules and hours and tells the engine; what begins later goes by them. */
export async function saveTeamRouting(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["routing:save-team"]>,
): Promise<TeamRouting> {
  const { teamId, rules, timetable } = input;
  const view = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "routing:save-team", input), async () => {
      const nextOf = await lockedOverflows(sql, app.siteId);
      const fault = overflowFault(teamId, rules.overflow?.toTeamId ?? null, nextOf);
      if (fault !== null)
        throw new RefusedError("invalid", { issues: [{ path: "rules.overflow.toTeamId", message: fault }] });
      if (!(await storeTeam(sql, app.siteId, teamId, { ...storedOf(rules), timetable })))
        throw new RefusedError("not_found");
      const [saved] = await teamRouting(sql, app.siteId, teamId);
      if (saved === undefined) throw new RefusedError("not_found");
      return teamRoutingView(saved, Date.now());
    }),
  );
  await staffChanged(app, "teams", noChange());
  return view;
}
