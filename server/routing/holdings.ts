/** Lookups between rows: who holds what. */
import type { AssignmentRow, EntryRow, OfferRow, RoutingState } from "./state.ts";

export function loadOf(state: RoutingState, agentId: string): number {
  const agent = state.index.agents.get(agentId);
  return agent === undefined ? 0 : agent.assignments.size + agent.offers.size;
}

export function entryOf(state: RoutingState, conversationId: string): EntryRow | null {
  return state.entries.get(state.index.entryOf.get(conversationId) ?? "") ?? null;
}

/** The pending offer of a conversation, of either kind. */
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
