/** R37, R40, R45, R76, R77: ends, turns, and what a supervisor decides over the line. */
import { acknowledge, endAssignment, quietDeadlines, startAssignment } from "./assignments.ts";
import { handOverNext } from "./hand-over.ts";
import { keptPromise } from "./handle-promise.ts";
import { assignmentOf, chatWeight, entryOf, hasRoom } from "./holdings.ts";
import { answerReoffer, startLadder } from "./ladder.ts";
import { shedOffers, withdrawOfferOf } from "./offers.ts";
import { leaveEngine, leaveLineAssigned, requeue } from "./queue-line.ts";
import { placeNumbers, reasonNamed } from "./reasons.ts";
import type { Handler } from "./rules.ts";
import type { ConversationRow } from "./state.ts";
import { must, putConversation, type Stepping } from "./stepping.ts";

export const closeConversation: Handler<"conversation:closed"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  if (event.by === "agent" && (event.byId === null || conversation.assigneeId !== event.byId)) return "not_yours";
  leaveEngine(s, conversation, { how: "closed", by: event.by, byId: event.byId });
  return null;
};

export const changeTurn: Handler<"turn:changed"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  if (event.logSeq <= conversation.turnSeq) return "stale_turn";
  const { turn, since = s.at } = event;
  if (!Number.isFinite(since) || since < 0) return "invalid";
  // The same turn again under a newer number: the one between them was never told.
  const isAnswered = turn === "customer" || conversation.turn === "agent";
  const moved: ConversationRow = {
    ...conversation,
    turn,
    turnSince: Math.min(since, s.at),
    turnSeq: event.logSeq,
    hops: 0,
    formerAgentId: null,
    reoffer: answerReoffer(s, conversation),
    ...(isAnswered ? keptPromise(s, conversation) : {}),
  };
  const assignment = assignmentOf(s.state, conversation.id);
  const ladder = startLadder(s.state, moved, Math.max(moved.turnSince, assignment?.startedAt ?? 0));
  putConversation(s, { ...moved, ...ladder, ...quietDeadlines(s.state, moved, s.at) });
  // R68: an answer may have ended the offering on of the only chat that stood for the taking.
  if (conversation.assigneeId !== null) handOverNext(s, conversation.assigneeId);
  // R32: a customer who writes is there.
  if (turn === "agent" && assignment !== null) acknowledge(s, assignment);
  return null;
};

/** Takes the conversation from where it is; returns what the new assignment starts from. */
function takeOut(s: Stepping, conversation: ConversationRow) {
  withdrawOfferOf(s, conversation.id, "supervisor");
  const entry = entryOf(s.state, conversation.id);
  if (entry !== null) {
    return { place: leaveLineAssigned(s, conversation, entry), fromAgentId: null, isConnected: false };
  }
  const given = must(s.state.assignments, assignmentOf(s.state, conversation.id)?.id);
  endAssignment(s, given, "transferred");
  return { place: s.rules.keptPlace(given, s.at), fromAgentId: given.agentId, isConnected: given.connectedAt !== null };
}

export const assignBySupervisor: Handler<"conversation:assigned-by-supervisor"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  const agent = s.state.agents.get(event.agentId);
  if (agent === undefined) return "unknown_agent";
  if (conversation.assigneeId === agent.id) return "same_agent";
  if (!agent.isEnabled) return "agent_disabled";
  if (agent.presentOn.length === 0) return "agent_absent";
  const from = takeOut(s, conversation);
  shedOffers(s, agent.id, chatWeight(s.state, conversation.teamId));
  const isOver = !hasRoom(s.state, agent.id, conversation.teamId);
  const where = { teamId: conversation.teamId, entryKey: from.place.entryKey };
  const reason = reasonNamed(s.state, where, agent.id, isOver ? "supervisor_override" : "supervisor");
  const now = must(s.state.conversations, conversation.id);
  const assignment = startAssignment(s, now, { agentId: agent.id, ...from, why: "supervisor", byId: event.byId });
  const numbers = placeNumbers(assignment, s.at);
  const shared = { conversationId: conversation.id, at: s.at };
  s.reasons.push({ about: "assignment", id: assignment.id, ...shared, ...reason, numbers });
  return null;
};

export const requeueBySupervisor: Handler<"conversation:requeued"> = (s, event) => {
  const conversation = s.state.conversations.get(event.conversationId);
  if (conversation === undefined) return "unknown_conversation";
  const team = s.state.teams.get(event.teamId ?? conversation.teamId);
  if (team === undefined) return "unknown_team";
  const assignment = assignmentOf(s.state, conversation.id);
  if (assignment === null) return "not_assigned";
  withdrawOfferOf(s, conversation.id, "supervisor");
  const declinedBy = team.agentIds.includes(assignment.agentId) ? [assignment.agentId] : [];
  requeue(s, assignment, { how: "transferred", why: "requeued", teamId: team.id, declinedBy });
  return null;
};
