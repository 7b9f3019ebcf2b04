/**
 * What must hold between any two events, checked from the rows alone, deliberately without the
 * engine's own helpers and indexes. For tests, simulation and development.
 */
import type { AgentRow, AssignmentRow, ConversationRow, EntryRow, OfferRow, RoutingState } from "./state.ts";

/** Carries the name of what does not hold; the details are ids and numbers. */
export class InvariantBroken extends Error {
  readonly invariant: string;
  constructor(invariant: string, detail: string) {
    super(`${invariant}: ${detail}`);
    this.name = "InvariantBroken";
    this.invariant = invariant;
  }
}

export function hold(isHeld: boolean, invariant: string, detail: string): void {
  if (!isHeld) throw new InvariantBroken(invariant, detail);
}

interface Held {
  entries: Map<string, EntryRow>;
  offers: Map<string, OfferRow>;
  assignments: Map<string, AssignmentRow>;
  loads: Map<string, number>;
  served: Map<string, number>;
}

function plus(counts: Map<string, number>, id: string, by: number): void {
  counts.set(id, (counts.get(id) ?? 0) + by);
}

/** Recounts who holds what, and finds doubles on the way (I1, I7). */
function recount(state: RoutingState): Held {
  const held: Held = {
    entries: new Map(),
    offers: new Map(),
    assignments: new Map(),
    loads: new Map(),
    served: new Map(),
  };
  for (const entry of state.entries.values()) {
    hold(!held.entries.has(entry.conversationId), "one-entry-per-conversation", entry.conversationId);
    held.entries.set(entry.conversationId, entry);
  }
  for (const offer of state.offers.values()) {
    hold(!held.offers.has(offer.conversationId), "one-pending-offer", offer.conversationId);
    held.offers.set(offer.conversationId, offer);
    plus(held.loads, offer.agentId, 1);
  }
  for (const assignment of state.assignments.values()) {
    hold(!held.assignments.has(assignment.conversationId), "one-assignment", assignment.conversationId);
    held.assignments.set(assignment.conversationId, assignment);
    plus(held.loads, assignment.agentId, 1);
    plus(held.served, assignment.agentId, assignment.connectedAt === null ? 0 : 1);
  }
  return held;
}

function isOpenToWork(agent: AgentRow | undefined): agent is AgentRow {
  return agent?.isEnabled === true && agent.availability === "available" && agent.presentOn.length > 0;
}

function checkAgents(state: RoutingState, held: Held): void {
  for (const agent of state.agents.values()) {
    const load = held.loads.get(agent.id) ?? 0;
    hold(
      agent.overBy === Math.max(0, load - agent.capacity),
      "load-within-capacity",
      `${agent.id} ${load}/${agent.capacity}+${agent.overBy}`,
    );
    hold(agent.servedCount === (held.served.get(agent.id) ?? 0), "served-recount", `${agent.id} ${agent.servedCount}`);
    const isPresent = agent.presentOn.length > 0;
    hold(isPresent === (agent.goneAt === null), "presence-consistent", agent.id);
    hold(!isPresent || agent.graceUntil === null, "presence-consistent", agent.id);
    hold(agent.busyReason === null || agent.availability === "busy", "presence-consistent", agent.id);
  }
}

function checkWaiting(conversation: ConversationRow, entry: EntryRow | undefined, offer: OfferRow | undefined): void {
  const { id } = conversation;
  hold(entry !== undefined && entry.teamId === conversation.teamId, "one-state", `${id} waits without its entry`);
  hold(conversation.assigneeId === null, "one-state", `${id} waits and is assigned`);
  hold(
    conversation.quietWarnAt === null && conversation.quietCloseAt === null,
    "one-state",
    `${id} waits and is timed`,
  );
  hold((entry?.state === "offered") === (offer !== undefined), "offer-matches-entry", id);
  hold(offer === undefined || (offer.kind === "queue" && offer.entryId === entry?.id), "offer-matches-entry", id);
  hold(entry?.key === (entry?.enteredAt ?? 0) - (entry?.creditMs ?? 0), "key-fixed", id);
}

function checkAssigned(
  state: RoutingState,
  conversation: ConversationRow,
  assignment: AssignmentRow | undefined,
  offer: OfferRow | undefined,
): void {
  const { id } = conversation;
  hold(assignment !== undefined, "one-state", `${id} is assigned without an assignment`);
  hold(
    conversation.assigneeId === assignment?.agentId && conversation.teamId === assignment?.teamId,
    "one-state",
    `${id} is elsewhere`,
  );
  hold(
    offer === undefined || (offer.kind === "transfer" && offer.fromAgentId === assignment?.agentId),
    "offer-matches-assignment",
    id,
  );
  const agent = state.agents.get(assignment?.agentId ?? "");
  // From every state an exit: somebody is there, or a clock runs (I8, I10).
  const isWatched = agent?.isEnabled === true && (agent.presentOn.length > 0 || agent.graceUntil !== null);
  hold(isWatched, "seat-watched", `${id} with ${assignment?.agentId}`);
  hold(
    (assignment?.connectedAt === null) === (assignment?.connectDeadlineAt !== null),
    "seat-watched",
    `${id} connects`,
  );
  hold(
    conversation.turn === "customer" || (conversation.quietWarnAt === null && conversation.quietCloseAt === null),
    "quiet-clock",
    id,
  );
}

function checkConversations(state: RoutingState, held: Held): void {
  const customers = new Set<string>();
  for (const conversation of state.conversations.values()) {
    const { id, customerId } = conversation;
    hold(!customers.has(customerId), "one-conversation-per-customer", customerId);
    customers.add(customerId);
    hold(state.teams.has(conversation.teamId), "team-exists", id);
    const isPresent = conversation.customerPresentOn.length > 0;
    hold(isPresent === (conversation.customerGraceUntil === null), "customer-watched", id);
    hold(isPresent === (conversation.customerGoneAt === null), "customer-watched", id);
    const offer = held.offers.get(id);
    if (conversation.state === "waiting") {
      hold(!held.assignments.has(id), "one-state", `${id} waits with a seat`);
      checkWaiting(conversation, held.entries.get(id), offer);
    } else {
      hold(!held.entries.has(id), "one-state", `${id} is assigned and in line`);
      checkAssigned(state, conversation, held.assignments.get(id), offer);
    }
  }
  const orphan = [...held.entries.keys(), ...held.offers.keys(), ...held.assignments.keys()].find(
    (id) => !state.conversations.has(id),
  );
  hold(orphan === undefined, "no-orphans", `${orphan} has left but something of it lives`);
}

/** I3: only present, available, enabled agents hold offers; out of the line, only members of the team. */
function checkOffers(state: RoutingState, held: Held): void {
  for (const offer of held.offers.values()) {
    hold(isOpenToWork(state.agents.get(offer.agentId)), "offer-to-eligible", `${offer.id} to ${offer.agentId}`);
    const team = state.teams.get(state.conversations.get(offer.conversationId)?.teamId ?? "");
    const isMember = team?.agentIds.includes(offer.agentId) === true;
    hold(offer.kind === "transfer" || isMember, "offer-to-eligible", `${offer.id} outside the team`);
  }
}

/** I4: nobody waits while somebody could be asked. */
function checkNobodyWaits(state: RoutingState, held: Held): void {
  const free = new Map<string, string[]>();
  for (const team of state.teams.values()) {
    const hasRoom = (id: string) => (held.loads.get(id) ?? 0) < (state.agents.get(id)?.capacity ?? 0);
    free.set(
      team.id,
      team.agentIds.filter((id) => isOpenToWork(state.agents.get(id)) && hasRoom(id)),
    );
  }
  for (const entry of held.entries.values()) {
    const isHere = (state.conversations.get(entry.conversationId)?.customerPresentOn.length ?? 0) > 0;
    if (entry.state !== "waiting" || !isHere) continue;
    const askable = (free.get(entry.teamId) ?? []).filter(
      (id) => entry.restUntil === null || !entry.declinedBy.includes(id),
    );
    hold(askable.length === 0, "nobody-waits", `${entry.id} while ${askable[0]} has room`);
  }
}

/** Every deadline in the rows, so that a test can compare them with the index. */
export function deadlinesIn(state: RoutingState): number[] {
  const all: (number | null)[] = [];
  for (const row of state.agents.values()) all.push(row.graceUntil);
  for (const row of state.conversations.values()) all.push(row.customerGraceUntil, row.quietWarnAt, row.quietCloseAt);
  for (const row of state.assignments.values()) all.push(row.connectDeadlineAt);
  for (const row of state.offers.values()) all.push(row.deadlineAt);
  for (const row of state.entries.values()) all.push(row.restUntil);
  return all.filter((at) => at !== null);
}

/**
 * Throws `InvariantBroken` with the invariant's name if the state is not as it must be.
 * @param isAfterTick also checks that nothing due was left lying
 */
export function assertInvariants(state: RoutingState, isAfterTick = false): void {
  const held = recount(state);
  checkConversations(state, held);
  checkAgents(state, held);
  checkOffers(state, held);
  checkNobodyWaits(state, held);
  if (!isAfterTick) return;
  for (const at of deadlinesIn(state)) hold(at > state.meta.at, "deadlines-in-future", `${at} <= ${state.meta.at}`);
}
