/**
 * What must hold between any two events, checked from the rows alone, deliberately without the
 * engine's own helpers and indexes. For tests, simulation and development.
 */
import { assertDesks } from "./invariants-desk.ts";
import type {
  AgentRow,
  AssignmentRow,
  ConversationRow,
  EntryRow,
  Needs,
  OfferRow,
  RoutingState,
  TeamRow,
} from "./state.ts";

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
  /** In hundredths of a chat. */
  loads: Map<string, number>;
  loadsIn: Map<string, number>;
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
    loadsIn: new Map(),
    served: new Map(),
  };
  for (const entry of state.entries.values()) {
    hold(!held.entries.has(entry.conversationId), "one-entry-per-conversation", entry.conversationId);
    held.entries.set(entry.conversationId, entry);
  }
  for (const offer of state.offers.values()) {
    hold(!held.offers.has(offer.conversationId), "one-pending-offer", offer.conversationId);
    held.offers.set(offer.conversationId, offer);
    const teamId = state.conversations.get(offer.conversationId)?.teamId ?? "";
    plus(held.loads, offer.agentId, Math.round(offer.weight * 100));
    plus(held.loadsIn, `${offer.agentId} ${teamId}`, Math.round(offer.weight * 100));
  }
  for (const assignment of state.assignments.values()) {
    hold(!held.assignments.has(assignment.conversationId), "one-assignment", assignment.conversationId);
    held.assignments.set(assignment.conversationId, assignment);
    plus(held.loads, assignment.agentId, Math.round(assignment.weight * 100));
    plus(held.loadsIn, `${assignment.agentId} ${assignment.teamId}`, Math.round(assignment.weight * 100));
    plus(held.served, assignment.agentId, assignment.connectedAt === null ? 0 : 1);
  }
  const { request, consult } = state.settings.weights;
  for (const { id, sideWork, wrapUps } of state.agents.values()) {
    plus(held.loads, id, Math.round(request * 100) * sideWork.requests + Math.round(consult * 100) * sideWork.consults);
    for (const { teamId, weight } of wrapUps) {
      plus(held.loads, id, Math.round(weight * 100));
      plus(held.loadsIn, `${id} ${teamId}`, Math.round(weight * 100));
    }
  }
  return held;
}

export function isOpenToWork(agent: AgentRow | undefined): agent is AgentRow {
  if (agent?.isEnabled !== true || agent.availability !== "available" || agent.presentOn.length === 0) return false;
  return agent.notResponding === null && agent.leavingAt === null;
}

/** R9: whether the agent speaks what is needed, and knows it well enough. */
export function isAbleTo(agent: AgentRow | undefined, needs: Needs | null): boolean {
  if (needs === null) return true;
  if (agent === undefined) return false;
  const { language, skill, level } = needs;
  const spoken = agent.languages.map((tag) => tag.toLowerCase().split("-")[0]);
  if (language !== null && spoken.length > 0 && !spoken.includes(language)) return false;
  return skill === null || (agent.skills[skill] ?? 0) >= level;
}

function checkAgents(state: RoutingState, held: Held): void {
  for (const agent of state.agents.values()) {
    const load = (held.loads.get(agent.id) ?? 0) / 100;
    hold(
      Math.round(agent.overBy * 100) === Math.round(Math.max(0, load - agent.capacity) * 100),
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
    offer === undefined || (offer.kind !== "queue" && offer.fromAgentId === assignment?.agentId),
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

/** I3: only those open to work hold offers; out of the line, or in place of another, only members of the team. */
function checkOffers(state: RoutingState, held: Held): void {
  for (const offer of held.offers.values()) {
    hold(isOpenToWork(state.agents.get(offer.agentId)), "offer-to-eligible", `${offer.id} to ${offer.agentId}`);
    const team = state.teams.get(state.conversations.get(offer.conversationId)?.teamId ?? "");
    const isMember = team?.agentIds.includes(offer.agentId) === true;
    hold(offer.kind === "transfer" || isMember, "offer-to-eligible", `${offer.id} outside the team`);
  }
}

/** Members of the team who are open to work and have room for one more chat of it. */
function freeMembers(state: RoutingState, team: TeamRow, held: Held): string[] {
  const weight = Math.round((team.chatWeight ?? state.settings.weights.chat) * 100);
  return team.agentIds.filter((id) => {
    const agent = state.agents.get(id);
    if (!isOpenToWork(agent)) return false;
    if ((held.loads.get(id) ?? 0) + weight > agent.capacity * 100) return false;
    const most = team.memberCapacity;
    return most === null || (held.loadsIn.get(`${id} ${team.id}`) ?? 0) + weight <= Math.round(most * 100);
  });
}

/** R17: it waits for one agent, who can be reached and is able, but has no room. */
export function isHeldFor(state: RoutingState, { preferAgentId, preferUntil, ...entry }: EntryRow): boolean {
  const agent = state.agents.get(preferAgentId ?? "");
  if (agent === undefined || preferUntil === null || entry.declinedBy.includes(agent.id)) return false;
  if (state.teams.get(entry.teamId)?.agentIds.includes(agent.id) !== true) return false;
  const isThere = agent.presentOn.length > 0 || agent.graceUntil !== null;
  return isOpenToWork({ ...agent, presentOn: ["somewhere"] }) && isThere && isAbleTo(agent, entry.needs);
}

/** I4: nobody waits, in line or for an answer that is offered on, while somebody could be asked. */
function checkNobodyWaits(state: RoutingState, held: Held): void {
  const free = new Map<string, string[]>();
  for (const team of state.teams.values()) free.set(team.id, freeMembers(state, team, held));
  for (const entry of held.entries.values()) {
    const isHere = (state.conversations.get(entry.conversationId)?.customerPresentOn.length ?? 0) > 0;
    if (entry.state !== "waiting" || !isHere || state.teams.get(entry.teamId)?.strategy === "manual") continue;
    const isHeld = isHeldFor(state, entry);
    const askable = (free.get(entry.teamId) ?? []).filter(
      (id) =>
        (entry.restUntil === null || !entry.declinedBy.includes(id)) &&
        (!isHeld || id === entry.preferAgentId) &&
        isAbleTo(state.agents.get(id), entry.needs),
    );
    hold(askable.length === 0, "nobody-waits", `${entry.id} while ${askable[0]} has room`);
  }
  for (const { id, teamId, assigneeId, formerAgentId, reoffer } of state.conversations.values()) {
    if (reoffer === null || held.offers.has(id)) continue;
    const not = [assigneeId, formerAgentId, ...reoffer.declinedBy];
    const needs = held.assignments.get(id)?.needs ?? null;
    const other = free.get(teamId)?.find((one) => !not.includes(one) && isAbleTo(state.agents.get(one), needs));
    hold(other === undefined, "nobody-waits", `${id} is offered on while ${other} has room`);
  }
}

/** Every deadline in the rows, so that a test can compare them with the index. */
export function deadlinesIn(state: RoutingState): number[] {
  const all: (number | null)[] = [];
  for (const row of state.teams.values()) all.push(row.hours?.turnsAt[0] ?? null);
  for (const row of state.agents.values()) {
    all.push(row.graceUntil, row.availabilityUntil, row.leavingAt);
    for (const { until } of row.wrapUps) all.push(until);
  }
  for (const row of state.conversations.values()) {
    all.push(row.customerGraceUntil, row.quietWarnAt, row.quietCloseAt, row.ladderAt, row.promisedAt);
  }
  for (const row of state.assignments.values()) all.push(row.connectDeadlineAt);
  for (const row of state.offers.values()) all.push(row.deadlineAt);
  for (const row of state.entries.values())
    all.push(row.restUntil, row.preferUntil, row.needsUntil, row.overflowAt, row.longWaitAt);
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
  assertDesks(state, hold);
  if (!isAfterTick) return;
  for (const at of deadlinesIn(state)) hold(at > state.meta.at, "deadlines-in-future", `${at} <= ${state.meta.at}`);
}
