/**
 * The only functions that change rows and what is derived from them. Rows may be put in any
 * order, references may come later: the result depends on the rows alone.
 */
import { DEADLINE, type DeadlineKind } from "./deadline-kinds.ts";
import { hundredths } from "./holdings.ts";
import { agentIndexOf, refreshAgent } from "./index-agents.ts";
import { placeAgain, placeEntry, placeReoffer, teamIndexOf, unplaceEntry } from "./index-lines.ts";
import type { Change } from "./outcome.ts";
import type {
  AgentRow,
  AssignmentRow,
  ConversationRow,
  EntryRow,
  OfferRow,
  RoutingState,
  SettingsRow,
  TeamRow,
} from "./state.ts";

function moveDeadline(
  state: RoutingState,
  kind: DeadlineKind,
  id: string,
  was: number | null,
  is: number | null,
): void {
  if (was === is) return;
  if (was !== null) state.index.deadlines.delete(was, kind, id);
  if (is !== null) state.index.deadlines.insert(is, kind, id);
}

function movePresence(
  state: RoutingState,
  who: "agents" | "conversations",
  id: string,
  was: readonly string[],
  is: readonly string[],
): void {
  if (was === is) return;
  for (const epoch of was) {
    const node = state.index.nodes.get(epoch);
    if (node === undefined || is.includes(epoch)) continue;
    node[who].delete(id);
    if (node.agents.size + node.conversations.size === 0) state.index.nodes.delete(epoch);
  }
  for (const epoch of is) {
    let node = state.index.nodes.get(epoch);
    if (node === undefined) {
      node = { agents: new Set(), conversations: new Set() };
      state.index.nodes.set(epoch, node);
    }
    node[who].add(id);
  }
}

function setRow<R>(rows: Map<string, R>, id: string, row: R | null): void {
  if (row === null) rows.delete(id);
  else rows.set(id, row);
}

/** Writes the link unless a newer one has taken its place. */
function moveLink(links: Map<string, string>, from: string | undefined, to: string | undefined, id: string): void {
  if (from !== undefined && from !== to && links.get(from) === id) links.delete(from);
  if (to !== undefined) links.set(to, id);
}

function putSettings(state: RoutingState, row: SettingsRow): void {
  const was = state.settings.weights;
  state.settings = row;
  const { chat, request, consult } = row.weights;
  if (was.chat === chat && was.request === request && was.consult === consult) return;
  for (const agentId of state.agents.keys()) refreshAgent(state, agentId);
}

function isSameList(was: readonly string[], is: readonly string[]): boolean {
  return was === is || (was.length === is.length && was.every((id, at) => id === is[at]));
}

/** Whether the members stand as before: the same ones, ordered and limited the same. */
function isSameService(was: TeamRow | undefined, is: TeamRow | null): boolean {
  if (was === undefined || is === null || !isSameList(was.agentIds, is.agentIds)) return false;
  const isSameLimit = was.chatWeight === is.chatWeight && was.memberCapacity === is.memberCapacity;
  return isSameLimit && was.strategy === is.strategy;
}

function putTeam(state: RoutingState, id: string, row: TeamRow | null): void {
  const before = state.teams.get(id);
  const was = before?.agentIds ?? [];
  const is = row?.agentIds ?? [];
  setRow(state.teams, id, row);
  teamIndexOf(state, id);
  if (!isSameService(before, row)) {
    for (const agentId of was) agentIndexOf(state, agentId).teamIds.delete(id);
    for (const agentId of is) agentIndexOf(state, agentId).teamIds.add(id);
    for (const agentId of new Set([...was, ...is])) refreshAgent(state, agentId);
    state.index.dirty.add(id);
  }
  moveDeadline(state, DEADLINE.teamHours, id, before?.hours?.turnsAt[0] ?? null, row?.hours?.turnsAt[0] ?? null);
  if (row === null) state.index.teams.delete(id);
}

function firstWrapUp(row: AgentRow | null | undefined): number | null {
  return row === null || row === undefined || row.wrapUps.length === 0
    ? null
    : Math.min(...row.wrapUps.map(({ until }) => until));
}

function putAgent(state: RoutingState, id: string, row: AgentRow | null): void {
  const was = state.agents.get(id);
  setRow(state.agents, id, row);
  moveDeadline(state, DEADLINE.agentGrace, id, was?.graceUntil ?? null, row?.graceUntil ?? null);
  moveDeadline(state, DEADLINE.availabilityEnd, id, was?.availabilityUntil ?? null, row?.availabilityUntil ?? null);
  moveDeadline(state, DEADLINE.leaving, id, was?.leavingAt ?? null, row?.leavingAt ?? null);
  moveDeadline(state, DEADLINE.wrapUp, id, firstWrapUp(was), firstWrapUp(row));
  movePresence(state, "agents", id, was?.presentOn ?? [], row?.presentOn ?? []);
  refreshAgent(state, id);
}

function putConversation(state: RoutingState, id: string, row: ConversationRow | null): void {
  const was = state.conversations.get(id);
  setRow(state.conversations, id, row);
  moveDeadline(state, DEADLINE.customerGrace, id, was?.customerGraceUntil ?? null, row?.customerGraceUntil ?? null);
  moveDeadline(state, DEADLINE.quietWarn, id, was?.quietWarnAt ?? null, row?.quietWarnAt ?? null);
  moveDeadline(state, DEADLINE.quietClose, id, was?.quietCloseAt ?? null, row?.quietCloseAt ?? null);
  moveDeadline(state, DEADLINE.ladder, id, was?.ladderAt ?? null, row?.ladderAt ?? null);
  moveDeadline(state, DEADLINE.promise, id, was?.promisedAt ?? null, row?.promisedAt ?? null);
  movePresence(state, "conversations", id, was?.customerPresentOn ?? [], row?.customerPresentOn ?? []);
  moveLink(state.index.conversationOfCustomer, was?.customerId, row?.customerId, id);
  placeReoffer(state, id);
  const isHere = row !== null && row.customerPresentOn.length > 0;
  if (was === undefined || isHere !== was.customerPresentOn.length > 0) {
    const entry = state.entries.get(state.index.entryOf.get(id) ?? "");
    if (entry !== undefined) placeAgain(state, entry);
  }
  if (was?.teamId === row?.teamId) return;
  // What one member may hold of a team counts offers by the team of their conversation.
  const offer = state.offers.get(state.index.offerOf.get(id) ?? "");
  if (offer !== undefined) refreshAgent(state, offer.agentId);
}

function waitedFor(row: EntryRow | null | undefined): string | null {
  return row === null || row === undefined || row.preferUntil === null ? null : row.preferAgentId;
}

function moveAwaited(state: RoutingState, id: string, was: string | null, is: string | null): void {
  if (was === is) return;
  if (was !== null) {
    agentIndexOf(state, was).awaitedBy.delete(id);
    if (!state.agents.has(was)) refreshAgent(state, was);
  }
  if (is !== null) agentIndexOf(state, is).awaitedBy.add(id);
}

function putEntry(state: RoutingState, id: string, row: EntryRow | null): void {
  const was = state.entries.get(id);
  setRow(state.entries, id, row);
  moveDeadline(state, DEADLINE.rest, id, was?.restUntil ?? null, row?.restUntil ?? null);
  moveDeadline(state, DEADLINE.preferred, id, was?.preferUntil ?? null, row?.preferUntil ?? null);
  moveDeadline(state, DEADLINE.needs, id, was?.needsUntil ?? null, row?.needsUntil ?? null);
  moveDeadline(state, DEADLINE.overflow, id, was?.overflowAt ?? null, row?.overflowAt ?? null);
  moveDeadline(state, DEADLINE.longWait, id, was?.longWaitAt ?? null, row?.longWaitAt ?? null);
  moveLink(state.index.entryOf, was?.conversationId, row?.conversationId, id);
  moveAwaited(state, id, waitedFor(was), waitedFor(row));
  // An offered entry stands in line, but in none in which somebody could be asked.
  if (was?.state === "waiting") unplaceEntry(state, was);
  const isInPlace = row?.key === was?.key && row?.enteredAt === was?.enteredAt && row?.teamId === was?.teamId;
  if (was !== undefined && !isInPlace) teamIndexOf(state, was.teamId).waiting.delete(was.key, was.enteredAt, id);
  if (row === null) return;
  if (!isInPlace) teamIndexOf(state, row.teamId).waiting.insert(row.key, row.enteredAt, id);
  placeEntry(state, row);
}

interface Holding {
  id: string;
  agentId: string;
  weight: number;
}

/** Moves what an agent holds, and the agent's place in the service queues with it. */
function moveHolding(
  state: RoutingState,
  list: "offers" | "assignments",
  was: Holding | undefined,
  is: Holding | null,
): void {
  if (was?.agentId === is?.agentId && was?.weight === is?.weight) return;
  if (was !== undefined) {
    const agent = agentIndexOf(state, was.agentId);
    if (agent[list].delete(was.id)) agent.held -= hundredths(was.weight);
    if (was.agentId !== is?.agentId) refreshAgent(state, was.agentId);
  }
  if (is !== null) {
    const agent = agentIndexOf(state, is.agentId);
    agent[list].add(is.id);
    agent.held += hundredths(is.weight);
    refreshAgent(state, is.agentId);
  }
}

function putOffer(state: RoutingState, id: string, row: OfferRow | null): void {
  const was = state.offers.get(id);
  setRow(state.offers, id, row);
  moveDeadline(state, DEADLINE.offer, id, was?.deadlineAt ?? null, row?.deadlineAt ?? null);
  moveLink(state.index.offerOf, was?.conversationId, row?.conversationId, id);
  moveHolding(state, "offers", was, row);
  placeReoffer(state, (row ?? was)?.conversationId ?? "");
}

function putAssignment(state: RoutingState, id: string, row: AssignmentRow | null): void {
  const was = state.assignments.get(id);
  setRow(state.assignments, id, row);
  moveDeadline(state, DEADLINE.connect, id, was?.connectDeadlineAt ?? null, row?.connectDeadlineAt ?? null);
  moveLink(state.index.assignmentOf, was?.conversationId, row?.conversationId, id);
  moveHolding(state, "assignments", was, row);
  placeReoffer(state, (row ?? was)?.conversationId ?? "");
}

/** Puts or removes one row and everything derived from it. */
export function putChange(state: RoutingState, change: Change): void {
  switch (change.kind) {
    case "settings":
      if (change.row !== null) putSettings(state, change.row);
      return;
    case "team":
      putTeam(state, change.id, change.row);
      return;
    case "agent":
      putAgent(state, change.id, change.row);
      return;
    case "conversation":
      putConversation(state, change.id, change.row);
      return;
    case "entry":
      putEntry(state, change.id, change.row);
      return;
    case "offer":
      putOffer(state, change.id, change.row);
      return;
    case "assignment":
      putAssignment(state, change.id, change.row);
      return;
  }
}
