import type { TeamSettings } from "../../contract/admin-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { conversationsOfTeams, saveTeam as storeTeam, setMembers, teamSettings } from "../../store/teams.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { noChange, staffChanged } from "./staff-changed.ts";

/** Adds or changes a team and its members. Who is no longer a member stops hearing its conversations. */
export async function saveTeam(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["team:save"]>,
): Promise<TeamSettings> {
  const { clientId: _, id, memberIds, ...team } = input;
  const change = noChange();
  const view = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "team:save", input), async () => {
      const teamId = await storeTeam(sql, app.siteId, id, {
        ...team,
        name: team.name.trim(),
        languages: [...new Set(team.languages)],
      });
      for (const staffId of await setMembers(sql, teamId, memberIds)) {
        if (await isStaffWide(sql, staffId)) continue;
        for (const conversationId of await conversationsOfTeams(sql, [teamId], staffId))
          change.unfollow.push({ staffId, conversationId });
      }
      const [saved] = await teamSettings(sql, app.siteId, teamId);
      if (saved === undefined) throw new RefusedError("not_found");
      return saved;
    }),
  );
  await staffChanged(app, "teams", change);
  return view;
}

async function isStaffWide(sql: Parameters<Parameters<typeof inTransaction>[1]>[0], staffId: string): Promise<boolean> {
  const found = await sql.query(`SELECT 1 FROM staff WHERE id = $1 AND roles && ARRAY['supervisor', 'admin']`, [
    staffId,
  ]);
  return found.rows.length > 0;
}
