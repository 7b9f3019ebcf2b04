import type { InputOf } from "../../contract/command.ts";
import { RefusedError, refusalOf } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { isTeamInUse, removeTeam as storeRemoval, teamSettings } from "../../store/teams.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { noChange, staffChanged } from "./staff-changed.ts";

/**
 * Removes a team nobody waits in. The engine decides under its lock, so no hand-off slips in meanwhile; should our commit
 * fail after that, the next comparison gives the engine its team back.
 */
export async function removeTeam(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["team:remove"]>,
): Promise<Record<string, never>> {
  await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "team:remove", input), async () => {
      const [team] = await teamSettings(sql, app.siteId, input.id);
      if (team === undefined) throw new RefusedError("not_found");
      if (await isTeamInUse(sql, input.id)) throw new RefusedError("in_use");
      await app.dispatcher.dispatch({ type: "team:removed", teamId: input.id }).catch((error: unknown) => {
        // The engine never heard of it.
        if (refusalOf(error)?.code !== "not_found") throw error;
      });
      await storeRemoval(sql, app.siteId, input.id);
    }),
  );
  await staffChanged(app, "teams", noChange());
  return {};
}
