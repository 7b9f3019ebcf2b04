import type { AgentView, DeskChange, WrapUpView } from "../contract/views.ts";
import type { AgentRow } from "../routing/state.ts";
import type { Sql } from "../store/database.ts";

type AgentTimes = Pick<AgentView, "availabilityUntil" | "isAwayByItself" | "notResponding" | "leavingAt">;

/** What of an agent's own time stands beside availability. */
export const agentTimes = (agent: AgentRow): AgentTimes => ({
  availabilityUntil: agent.availabilityUntil,
  isAwayByItself: agent.isAwayByItself,
  notResponding: agent.notResponding,
  leavingAt: agent.leavingAt,
});

/** Names of the customers whose chats these agents still note about, by conversation; nothing is asked when there are none. */
export async function wrapUpNames(
  sql: Sql,
  agents: readonly Pick<AgentRow, "wrapUps">[],
): Promise<ReadonlyMap<string, string | null>> {
  const ids = agents.flatMap(({ wrapUps }) => wrapUps.map(({ conversationId }) => conversationId));
  return ids.length === 0 ? new Map() : customerNames(sql, ids);
}

/** Names of the customers of these conversations. */
export async function customerNames(sql: Sql, conversationIds: readonly string[]): Promise<Map<string, string | null>> {
  const found = await sql.query<{ id: string; name: string | null }>({
    name: "customer_names",
    text: "SELECT c.id, cu.name FROM conversations c JOIN customers cu ON cu.id = c.customer_id WHERE c.id = ANY ($1::uuid[])",
    values: [conversationIds],
  });
  return new Map(found.rows.map((row) => [row.id, row.name]));
}

export const wrapUpViews = (
  agent: Pick<AgentRow, "wrapUps">,
  names: ReadonlyMap<string, string | null>,
): WrapUpView[] =>
  agent.wrapUps.map(({ conversationId, until }) => ({
    conversationId: conversationId as WrapUpView["conversationId"],
    customerName: names.get(conversationId) ?? null,
    until,
  }));

/** How an agent stands, for their own desk. `load` in chats. */
export const stateChange = (
  agent: AgentRow,
  load: number,
  names: ReadonlyMap<string, string | null>,
): Extract<DeskChange, { kind: "state" }> => ({
  kind: "state",
  availability: agent.availability,
  busyReason: agent.busyReason,
  availabilityAt: agent.availabilityAt,
  ...agentTimes(agent),
  wrapUps: wrapUpViews(agent, names),
  load,
  capacity: agent.capacity,
});
