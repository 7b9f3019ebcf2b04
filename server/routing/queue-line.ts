/** How a conversation gets into the line, back into it, and out of the engine. */
import { endAssignment, placeOfEntry, type Place } from "./assignments.ts";
import { assignmentOf, assignmentsOf, entryOf } from "./holdings.ts";
import { withdrawOfferOf, withdrawOffersOf } from "./offers.ts";
import type { ConversationEnd, EntryEnd, QueuedWhy } from "./outcome.ts";
import { entryPlace } from "./queries.ts";
import type { AssignmentRow, ConversationRow, EntryRow } from "./state.ts";
import { change, freshId, must, putConversation, putEntry, type Stepping } from "./stepping.ts";

interface Enter {
  place: Place;
  why: QueuedWhy;
  declinedBy: readonly string[];
  preferAgentId: string | null;
}

/** Puts an entry into the conversation's team at its place. */
export function enterLine(s: Stepping, conversation: ConversationRow, enter: Enter): void {
  const entry: EntryRow = {
    id: freshId(s),
    conversationId: conversation.id,
    teamId: conversation.teamId,
    state: "waiting",
    enteredAt: enter.place.enteredAt,
    key: enter.place.entryKey,
    creditMs: enter.place.creditMs,
    degree: enter.place.degree,
    declinedBy: enter.declinedBy,
    restUntil: enter.declinedBy.length === 0 ? null : s.at + s.state.settings.roundRestMs,
    preferAgentId: enter.preferAgentId,
  };
  putEntry(s, entry);
  s.notices.push({
    type: "entry:queued",
    conversationId: conversation.id,
    customerId: conversation.customerId,
    entryId: entry.id,
    teamId: entry.teamId,
    why: enter.why,
    key: entry.key,
    creditMs: entry.creditMs,
    position: entryPlace(s.state, entry) + 1,
    isAnybodyReachable: (s.state.index.teams.get(entry.teamId)?.reachable ?? 0) > 0,
  });
}

export function endEntry(s: Stepping, conversation: ConversationRow, entry: EntryRow, how: EntryEnd): void {
  change(s, { kind: "entry", id: entry.id, row: null, ended: { ...entry, state: how, endedAt: s.at } });
  s.notices.push({
    type: "entry:ended",
    conversationId: conversation.id,
    customerId: conversation.customerId,
    entryId: entry.id,
    teamId: entry.teamId,
    how,
    waitedMs: s.at - entry.enteredAt,
  });
}

/** R33: out of the line, because somebody has it; returns the place for a possible return. */
export function leaveLineAssigned(s: Stepping, conversation: ConversationRow, entry: EntryRow): Place {
  endEntry(s, conversation, entry, "assigned");
  return placeOfEntry(entry);
}

/** R34: from an agent back into the line, of this or another team, at the first place. */
export function requeue(
  s: Stepping,
  assignment: AssignmentRow,
  to: { how: "agent_lost" | "transferred"; why: QueuedWhy; teamId: string; declinedBy: readonly string[] },
): void {
  const place = s.rules.keptPlace(assignment, s.at);
  endAssignment(s, assignment, to.how);
  const conversation = must(s.state.conversations, assignment.conversationId);
  putConversation(s, {
    ...conversation,
    teamId: to.teamId,
    state: "waiting",
    assigneeId: null,
    quietWarnAt: null,
    quietCloseAt: null,
  });
  enterLine(s, must(s.state.conversations, conversation.id), {
    place,
    why: to.why,
    declinedBy: to.declinedBy,
    preferAgentId: null,
  });
}

/** R35: everything an agent held goes back into the line, each once. */
export function loseAgent(s: Stepping, agentId: string): void {
  withdrawOffersOf(s, agentId);
  for (const assignment of assignmentsOf(s.state, agentId)) {
    withdrawOfferOf(s, assignment.conversationId, "giver_lost");
    requeue(s, assignment, { how: "agent_lost", why: "agent_lost", teamId: assignment.teamId, declinedBy: [] });
  }
}

interface Leave {
  how: ConversationEnd;
  by: "agent" | "customer" | "supervisor" | "system";
  byId: string | null;
}

/** R36: the conversation leaves the engine with whatever it held, in one step. */
export function leaveEngine(s: Stepping, conversation: ConversationRow, leave: Leave): void {
  const { how } = leave;
  const cause =
    how === "cancelled" || how === "diverted"
      ? "customer_cancelled"
      : how === "abandoned" || how === "customer_left"
        ? "customer_gone"
        : "conversation_closed";
  withdrawOfferOf(s, conversation.id, cause);
  const entry = entryOf(s.state, conversation.id);
  if (entry !== null) endEntry(s, conversation, entry, how === "abandoned" || how === "diverted" ? how : "cancelled");
  const assignment = assignmentOf(s.state, conversation.id);
  if (assignment !== null) endAssignment(s, assignment, how === "customer_left" ? "customer_left" : "closed");
  change(s, {
    kind: "conversation",
    id: conversation.id,
    row: null,
    ended: { ...conversation, state: how, endedAt: s.at },
  });
  s.notices.push({
    type: "conversation:ended",
    conversationId: conversation.id,
    customerId: conversation.customerId,
    teamId: conversation.teamId,
    how,
    by: leave.by,
    byId: leave.byId,
    agentId: conversation.assigneeId,
    isAnswerOwed: conversation.turn === "agent",
    turnSeq: conversation.turnSeq,
  });
}
