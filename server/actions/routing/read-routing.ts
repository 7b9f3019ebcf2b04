import { RefusedError } from "../../contract/errors.ts";
import type { RoutingView } from "../../contract/routing-commands.ts";
import { skillNames, teamRouting } from "../../store/routing-settings.ts";
import { siteById } from "../../store/site.ts";
import type { App, StaffPrincipal } from "../app.ts";
import { routingDefaults, shopRoutingView, teamRoutingView } from "./routing-view.ts";

/** Every rule of queue and assignment as it is in force now. */
export async function readRouting(app: App, _me: StaffPrincipal): Promise<RoutingView> {
  const sql = app.database.main;
  const [site, teams, skills] = await Promise.all([
    siteById(sql, app.siteId),
    teamRouting(sql, app.siteId),
    skillNames(sql, app.siteId),
  ]);
  if (site === null) throw new RefusedError("not_found");
  const at = Date.now();
  return {
    shop: shopRoutingView(site),
    teams: teams.map((team) => teamRoutingView(team, at)),
    defaults: routingDefaults,
    skillNames: skills,
  };
}
