import type { AgentView } from "../contract/views.ts";
import { assignmentsOf, loadOf } from "../routing/holdings.ts";
import type { AgentRow, RoutingState } from "../routing/state.ts";
import type { Sql } from "../store/database.ts";
import { agentTimes } from "./desk-state.ts";

const presenceOf = (agent: AgentRow): AgentView["presence"] =>
  agent.presentOn.length > 0 ? "present" : agent.graceUntil !== null ? "grace" : "gone";

/** Since when the longest-waiting customer of an agent has been owed a reply. */
function owesSince(state: RoutingState, agentId: string): number | null {
  let since: number | null = null;
  for (const { conversationId } of assignmentsOf(state, agentId)) {
    const conversation = state.conversations.get(conversationId);
    if (conversation?.turn !== "agent") continue;
    if (since === null || conversation.turnSince < since) since = conversation.turnSince;
  }
  return since;
}

/** Every enabled agent with names from the database and state from the engine's copy; in one query however many. */
export async function agentViews(sql: Sql, state: RoutingState): Promise<AgentView[]> {
  const found = await sql.query<{ id: string; name: string; teams: AgentView["teams"]; closed_today: number }>({
    name: "agent_views",
    text: `SELECT s.id, s.name,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) ORDER BY t.name) FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.staff_id = s.id), '[]') AS teams,
      (SELECT count(*)::int FROM assignments a WHERE a.agent_id = s.id AND a.state = 'closed' AND a.ended_at >= date_trunc('day', now())) AS closed_today
      FROM staff s WHERE 'agent' = ANY (s.roles) AND NOT s.is_disabled ORDER BY s.name, s.id`,
  });
  return found.rows.flatMap((row) => {
    const agent = state.agents.get(row.id);
    if (agent === undefined) return [];
    return [
      {
        id: row.id as AgentView["id"],
        name: row.name,
        teams: row.teams,
        availability: agent.availability,
        busyReason: agent.busyReason,
        availabilityAt: agent.availabilityAt,
        ...agentTimes(agent),
        standing: state.index.agents.get(row.id)?.placed?.shop.standing ?? "offline",
        wrapUps: agent.wrapUps.length,
        sideWork: agent.sideWork,
        presence: presenceOf(agent),
        load: loadOf(state, row.id),
        capacity: agent.capacity,
        owesSince: owesSince(state, row.id),
        closedToday: row.closed_today,
      },
    ];
  });
}
