/** Lookups between rows: who holds what, and what it weighs. */
import type { AgentIndex, AgentRow, AssignmentRow, EntryRow, OfferRow, RoutingState } from "./state.ts";

/** Weights are added as whole hundredths, so that sums are the same in any order. */
export function hundredths(weight: number): number {
  return Math.round(weight * 100);
}

/** What an agent holds, in chats (R11). */
export function loadOf(state: RoutingState, agentId: string): number {
  return (state.index.agents.get(agentId)?.load ?? 0) / 100;
}

/** How far the load is above the agent's limit, in chats; 0 = within it (R13). */
export function excessOf(state: RoutingState, agent: AgentRow): number {
  return Math.max(0, (state.index.agents.get(agent.id)?.load ?? 0) - hundredths(agent.capacity)) / 100;
}

/** What a new chat of this team weighs, in chats. */
export function chatWeight(state: RoutingState, teamId: string): number {
  return state.teams.get(teamId)?.chatWeight ?? state.settings.weights.chat;
}

/** Hundredths that one member holds of one team's work. */
export function loadInTeam(state: RoutingState, agent: AgentRow, index: AgentIndex, teamId: string): number {
  let load = 0;
  for (const id of index.assignments) {
    const assignment = state.assignments.get(id);
    if (assignment?.teamId === teamId) load += hundredths(assignment.weight);
  }
  for (const id of index.offers) {
    const offer = state.offers.get(id);
    if (offer === undefined) continue;
    if (state.conversations.get(offer.conversationId)?.teamId === teamId) load += hundredths(offer.weight);
  }
  for (const { weight, teamId: of } of agent.wrapUps) if (of === teamId) load += hundredths(weight);
  return load;
}

/** Hundredths of a chat under the agent's limit, and the team's for one member; below 0 = over it. */
export function freeIn(state: RoutingState, agent: AgentRow, index: AgentIndex, teamId: string | null): number {
  const free = hundredths(agent.capacity) - index.load;
  const most = state.teams.get(teamId ?? "")?.memberCapacity ?? null;
  if (teamId === null || most === null) return free;
  return Math.min(free, hundredths(most) - loadInTeam(state, agent, index, teamId));
}

/** Whether the agent has room for one more chat of this team, a member or not. */
export function hasRoom(state: RoutingState, agentId: string, teamId: string): boolean {
  const agent = state.agents.get(agentId);
  const index = state.index.agents.get(agentId);
  if (agent === undefined || index === undefined) return false;
  return freeIn(state, agent, index, teamId) >= hundredths(chatWeight(state, teamId));
}

export function entryOf(state: RoutingState, conversationId: string): EntryRow | null {
  return state.entries.get(state.index.entryOf.get(conversationId) ?? "") ?? null;
}

/** The pending offer of a conversation, of whatever kind. */
export function offerOf(state: RoutingState, conversationId: string): OfferRow | null {
  return state.offers.get(state.index.offerOf.get(conversationId) ?? "") ?? null;
}

export function assignmentOf(state: RoutingState, conversationId: string): AssignmentRow | null {
  return state.assignments.get(state.index.assignmentOf.get(conversationId) ?? "") ?? null;
}

/** In a fixed order, so that a rebuilt copy does the same: a set remembers how it was filled. */
export function assignmentsOf(state: RoutingState, agentId: string): AssignmentRow[] {
  const ids = [...(state.index.agents.get(agentId)?.assignments ?? [])];
  return ids
    .flatMap((id) => state.assignments.get(id) ?? [])
    .sort((x, y) => x.startedAt - y.startedAt || (x.id < y.id ? -1 : 1));
}

/** Newest first. */
export function offersOf(state: RoutingState, agentId: string): OfferRow[] {
  const ids = [...(state.index.agents.get(agentId)?.offers ?? [])];
  return ids
    .flatMap((id) => state.offers.get(id) ?? [])
    .sort((x, y) => y.createdAt - x.createdAt || (x.id < y.id ? 1 : -1));
}
