/** How a conversation gets into the line, back into it, and out of the engine. */
import { endAssignment, placeOfEntry, type Place } from "./assignments.ts";
import { assignmentOf, assignmentsOf, entryOf } from "./holdings.ts";
import { withdrawOfferOf, withdrawOffersOf } from "./offers.ts";
import type { ConversationEnd, EntryEnd, QueuedWhy, ReasonWhy } from "./outcome.ts";
import { NO_RUN } from "./ladder.ts";
import { needsIn, type Wants } from "./needs.ts";
import { entryPlace } from "./queries.ts";
import { tellMove } from "./reasons.ts";
import type { AssignmentRow, ConversationRow, EntryRow, Needs, TeamRow } from "./state.ts";
import { change, freshId, must, putConversation, putEntry, type Stepping } from "./stepping.ts";

interface Enter {
  place: Place;
  why: QueuedWhy;
  declinedBy: readonly string[];
  preferAgentId: string | null;
  /** What the customer brought; left out: what the place asks for. */
  wants?: Wants;
  /** That the wait is long has been told already. */
  isLongWaitTold?: boolean;
}

const ifSet = (ms: number | null, from: number): number | null => (ms === null ? null : from + ms);

/** R9, R17, R59, R79: what will fall due for an entry that enters this team's line now. */
function clocksOf(s: Stepping, team: TeamRow, enter: Enter, needs: Needs | null) {
  const { overflow, longWaitMs, needsMs, strategy, preferMs } = team;
  const { why, place, preferAgentId } = enter;
  // Who has been moved on once moves on to the message box, never in a circle.
  const isMovedOn = overflow !== null && (why !== "overflow" || overflow.toTeamId === null);
  const longWaitAt = ifSet(longWaitMs, place.enteredAt);
  return {
    needsUntil: needs === null ? null : ifSet(needsMs, s.at),
    preferUntil: strategy === "last_agent" && preferAgentId !== null ? s.at + preferMs : null,
    overflowAt: isMovedOn ? ifSet(overflow.afterMs, s.at) : null,
    longWaitAt:
      enter.isLongWaitTold === true
        ? null
        : longWaitAt !== null && longWaitAt <= s.at
          ? ifSet(longWaitMs, s.at)
          : longWaitAt,
  };
}

/** Puts an entry into the conversation's team at its place. */
export function enterLine(s: Stepping, conversation: ConversationRow, enter: Enter): EntryRow {
  const team = must(s.state.teams, conversation.teamId);
  const { place } = enter;
  const needs = needsIn(s.state, team, enter.wants ?? place.needs ?? { language: null, skill: null });
  const entry: EntryRow = {
    id: freshId(s),
    conversationId: conversation.id,
    teamId: conversation.teamId,
    state: "waiting",
    enteredAt: place.enteredAt,
    key: place.entryKey,
    creditMs: place.creditMs,
    degree: place.degree,
    declinedBy: enter.declinedBy,
    restUntil: enter.declinedBy.length === 0 ? null : s.at + s.state.settings.roundRestMs,
    preferAgentId: enter.preferAgentId,
    needs,
    ...clocksOf(s, team, enter, needs),
    isVip: place.isVip,
    skips: 0,
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
  return entry;
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

const REQUEUE_WHY: Record<QueuedWhy, ReasonWhy> = {
  handoff: "left_the_line",
  agent_lost: "agent_lost",
  agent_leaving: "leaving",
  transferred: "named_by_giver",
  requeued: "supervisor",
  overflow: "overflow_after",
  moved: "supervisor",
};

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
    ...NO_RUN,
  });
  const { why, declinedBy } = to;
  const now = must(s.state.conversations, conversation.id);
  const entry = enterLine(s, now, { place, why, declinedBy, preferAgentId: null });
  tellMove(s, "requeue", entry, REQUEUE_WHY[why]);
}

/** R78, R79: out of one team's line into another's, at its place. */
export function moveToTeam(s: Stepping, entry: EntryRow, teamId: string, why: "overflow" | "moved"): void {
  const { conversationId } = entry;
  withdrawOfferOf(s, conversationId, "supervisor");
  tellMove(s, "diversion", entry, why === "moved" ? "supervisor" : "overflow_after");
  const conversation = must(s.state.conversations, conversationId);
  const isLongWaitTold = entry.longWaitAt === null && must(s.state.teams, entry.teamId).longWaitMs !== null;
  endEntry(s, conversation, must(s.state.entries, entry.id), "diverted");
  putConversation(s, { ...conversation, teamId });
  const enter = { place: placeOfEntry(entry), why, declinedBy: [], preferAgentId: null, isLongWaitTold };
  enterLine(s, must(s.state.conversations, conversationId), enter);
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

/** Why somebody is no longer in line. */
function whyLeft({ how, by }: Leave): ReasonWhy {
  if (how === "abandoned") return "away_too_long";
  if (by === "supervisor") return "supervisor";
  return how === "diverted" && by === "system" ? "overflow_after" : "left_the_line";
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
  if (entry !== null) {
    tellMove(s, "diversion", entry, whyLeft(leave));
    endEntry(s, conversation, entry, how === "abandoned" || how === "diverted" ? how : "cancelled");
  }
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
