/**
 * The only functions that change rows and what is derived from them. Rows may be put in any
 * order, references may come later: the result depends on the rows alone.
 */
import { DEADLINE, type DeadlineKind } from "./deadline-kinds.ts";
import { agentIndexOf, liftAgent, placeAgent, refreshAgent, teamIndexOf } from "./index-agents.ts";
import type { Change } from "./outcome.ts";
import type { AgentRow, AssignmentRow, ConversationRow, EntryRow, OfferRow, RoutingState, TeamRow } from "./state.ts";

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

function putTeam(state: RoutingState, id: string, row: TeamRow | null): void {
  const was = state.teams.get(id)?.agentIds ?? [];
  const is = row?.agentIds ?? [];
  setRow(state.teams, id, row);
  if (was !== is) {
    for (const agentId of new Set([...was, ...is])) {
      liftAgent(state, agentId);
      agentIndexOf(state, agentId).teamIds.delete(id);
    }
    for (const agentId of is) agentIndexOf(state, agentId).teamIds.add(id);
    for (const agentId of new Set([...was, ...is])) placeAgent(state, agentId);
  }
  if (row === null) state.index.teams.delete(id);
  else teamIndexOf(state, id);
}

function putAgent(state: RoutingState, id: string, row: AgentRow | null): void {
  const was = state.agents.get(id);
  setRow(state.agents, id, row);
  moveDeadline(state, DEADLINE.agentGrace, id, was?.graceUntil ?? null, row?.graceUntil ?? null);
  movePresence(state, "agents", id, was?.presentOn ?? [], row?.presentOn ?? []);
  refreshAgent(state, id);
}

/** The entry is in line always, and offerable while it waits with its customer present. */
function placeEntry(state: RoutingState, entry: EntryRow): void {
  const team = teamIndexOf(state, entry.teamId);
  const customer = state.conversations.get(entry.conversationId);
  if (entry.state === "waiting" && customer !== undefined && customer.customerPresentOn.length > 0) {
    team.offerable.insert(entry.key, entry.enteredAt, entry.id);
    state.index.dirty.add(entry.teamId);
  } else team.offerable.delete(entry.key, entry.enteredAt, entry.id);
}

function putConversation(state: RoutingState, id: string, row: ConversationRow | null): void {
  const was = state.conversations.get(id);
  setRow(state.conversations, id, row);
  moveDeadline(state, DEADLINE.customerGrace, id, was?.customerGraceUntil ?? null, row?.customerGraceUntil ?? null);
  moveDeadline(state, DEADLINE.quietWarn, id, was?.quietWarnAt ?? null, row?.quietWarnAt ?? null);
  moveDeadline(state, DEADLINE.quietClose, id, was?.quietCloseAt ?? null, row?.quietCloseAt ?? null);
  movePresence(state, "conversations", id, was?.customerPresentOn ?? [], row?.customerPresentOn ?? []);
  moveLink(state.index.conversationOfCustomer, was?.customerId, row?.customerId, id);
  const entry = state.entries.get(state.index.entryOf.get(id) ?? "");
  if (entry !== undefined) placeEntry(state, entry);
}

function putEntry(state: RoutingState, id: string, row: EntryRow | null): void {
  const was = state.entries.get(id);
  setRow(state.entries, id, row);
  moveDeadline(state, DEADLINE.rest, id, was?.restUntil ?? null, row?.restUntil ?? null);
  moveLink(state.index.entryOf, was?.conversationId, row?.conversationId, id);
  const isMoved =
    was !== undefined &&
    (row === null || was.key !== row.key || was.enteredAt !== row.enteredAt || was.teamId !== row.teamId);
  if (isMoved) {
    const team = teamIndexOf(state, was.teamId);
    team.waiting.delete(was.key, was.enteredAt, id);
    team.offerable.delete(was.key, was.enteredAt, id);
  }
  if (row === null) return;
  if (was === undefined || isMoved) teamIndexOf(state, row.teamId).waiting.insert(row.key, row.enteredAt, id);
  placeEntry(state, row);
}

/** Moves what an agent holds, and the agent's place in the service queues with it. */
function moveHolding(
  state: RoutingState,
  list: "offers" | "assignments",
  was: string | undefined,
  is: string | undefined,
  id: string,
): void {
  if (was === is) return;
  if (was !== undefined) {
    agentIndexOf(state, was)[list].delete(id);
    refreshAgent(state, was);
  }
  if (is !== undefined) {
    agentIndexOf(state, is)[list].add(id);
    refreshAgent(state, is);
  }
}

function putOffer(state: RoutingState, id: string, row: OfferRow | null): void {
  const was = state.offers.get(id);
  setRow(state.offers, id, row);
  moveDeadline(state, DEADLINE.offer, id, was?.deadlineAt ?? null, row?.deadlineAt ?? null);
  moveLink(state.index.offerOf, was?.conversationId, row?.conversationId, id);
  moveHolding(state, "offers", was?.agentId, row?.agentId, id);
}

function putAssignment(state: RoutingState, id: string, row: AssignmentRow | null): void {
  const was = state.assignments.get(id);
  setRow(state.assignments, id, row);
  moveDeadline(state, DEADLINE.connect, id, was?.connectDeadlineAt ?? null, row?.connectDeadlineAt ?? null);
  moveLink(state.index.assignmentOf, was?.conversationId, row?.conversationId, id);
  moveHolding(state, "assignments", was?.agentId, row?.agentId, id);
}

/** Puts or removes one row and everything derived from it. */
export function putChange(state: RoutingState, change: Change): void {
  switch (change.kind) {
    case "settings":
      if (change.row !== null) state.settings = change.row;
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
