import type { AgentCommands } from "../../contract/index.ts";
import type { OutputOf } from "../../contract/command.ts";
import type { AgentView } from "../../contract/views.ts";
import { seats } from "../../routing/queries.ts";
import { agentViews } from "../../runtime/agent-views.ts";
import type { App } from "../app.ts";

/** Who a chat could be given to. */
export async function listColleagues(app: App): Promise<OutputOf<AgentCommands["colleague:list"]>> {
  const { state } = app.dispatcher;
  const [agents, teams] = await Promise.all([
    agentViews(app.database.main, state),
    app.database.main.query<{ id: AgentView["teams"][number]["id"]; name: string }>(
      "SELECT id, name FROM teams WHERE site_id = $1 ORDER BY name",
      [app.siteId],
    ),
  ]);
  return {
    agents,
    teams: teams.rows.map((team) => {
      const { isAnybodyReachable, waiting } = seats(state, team.id);
      return { ...team, isAnybodyReachable, waiting, isManual: state.teams.get(team.id)?.strategy === "manual" };
    }),
  };
}
