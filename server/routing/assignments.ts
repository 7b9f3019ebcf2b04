/** How an agent gets a conversation and how the seat is freed. */
import { handOverNext } from "./hand-over.ts";
import { chatWeight, excessOf } from "./holdings.ts";
import { startLadder } from "./ladder.ts";
import type { AssignedWhy, AssignmentEnd } from "./outcome.ts";
import type { AgentRow, AssignmentRow, ConversationRow, EntryRow, RoutingState } from "./state.ts";
import { change, freshId, must, putAgent, putAssignment, putConversation, type Stepping } from "./stepping.ts";

/** The place in line an assignment came from: what a return needs. */
export type Place = Pick<AssignmentRow, "entryKey" | "enteredAt" | "creditMs" | "degree" | "needs" | "isVip">;

export function placeOfEntry(entry: EntryRow): Place {
  const { key, enteredAt, creditMs, degree, needs, isVip } = entry;
  return { entryKey: key, enteredAt, creditMs, degree, needs, isVip };
}

interface AssignTo {
  agentId: string;
  place: Place;
  why: AssignedWhy;
  /** The supervisor, if one decided it. */
  byId: string | null;
  fromAgentId: string | null;
  /** The customer's client was already with somebody: nothing to acknowledge. */
  isConnected: boolean;
  /** Of the offer it comes from; left out: what a chat of the team weighs now. */
  weight?: number;
}

type QuietClocks = Pick<ConversationRow, "quietWarnAt" | "quietCloseAt">;

/** R41: the two deadlines of a quiet customer; none in line, while the agent owes the word or has promised it (R48). */
export function quietDeadlines(state: RoutingState, conversation: ConversationRow, at: number): QuietClocks {
  const { turn, promisedAt } = conversation;
  if (conversation.state === "waiting" || turn === "agent" || promisedAt !== null)
    return { quietWarnAt: null, quietCloseAt: null };
  const { quietWarnMs, quietCloseMs } = state.settings;
  const { warnMs, closeMs } = must(state.teams, conversation.teamId).quiet ?? {
    warnMs: quietWarnMs,
    closeMs: quietCloseMs,
  };
  return {
    quietWarnAt: warnMs === null ? null : at + warnMs,
    quietCloseAt: closeMs === null ? null : at + closeMs,
  };
}

/** Keeps the recorded excess true: seats above the limit that are accounted for (R13). */
export function withExcess(s: Stepping, agent: AgentRow, isAllowed: boolean): AgentRow {
  const excess = excessOf(s.state, agent);
  const overBy = isAllowed ? excess : Math.min(agent.overBy, excess);
  return overBy === agent.overBy ? agent : { ...agent, overBy };
}

/** R30: the conversation is the agent's; the customer's client has until the deadline to show it. */
export function startAssignment(s: Stepping, conversation: ConversationRow, to: AssignTo): AssignmentRow {
  const { settings } = s.state;
  const isConnected = to.isConnected || !settings.isConnectAckNeeded;
  const assignment: AssignmentRow = {
    id: freshId(s),
    conversationId: conversation.id,
    agentId: to.agentId,
    teamId: conversation.teamId,
    startedAt: s.at,
    connectDeadlineAt: isConnected ? null : s.at + settings.connectMs,
    connectedAt: isConnected ? s.at : null,
    weight: to.weight ?? chatWeight(s.state, conversation.teamId),
    ...to.place,
  };
  putAssignment(s, assignment);
  const agent = must(s.state.agents, to.agentId);
  const isOverride = to.why === "supervisor" && excessOf(s.state, agent) > 0;
  const counted = withExcess(s, isConnected ? { ...agent, servedCount: agent.servedCount + 1 } : agent, isOverride);
  if (counted !== agent) putAgent(s, counted);
  const isHop = to.why === "reoffer" && conversation.reoffer?.why === "unanswered";
  const held: ConversationRow = {
    ...conversation,
    state: "assigned",
    assigneeId: to.agentId,
    hops: conversation.hops + (isHop ? 1 : 0),
    formerAgentId: to.fromAgentId,
    reoffer: null,
  };
  const ladder = startLadder(s.state, held, Math.max(s.at, held.turnSince));
  putConversation(s, { ...held, ...ladder, ...quietDeadlines(s.state, held, s.at) });
  s.notices.push({
    type: "assignment:started",
    assignmentId: assignment.id,
    conversationId: conversation.id,
    customerId: conversation.customerId,
    teamId: assignment.teamId,
    agentId: assignment.agentId,
    why: to.why,
    isOverride,
    byId: to.byId,
    fromAgentId: to.fromAgentId,
    waitedMs: s.at - to.place.enteredAt,
    connectDeadlineAt: assignment.connectDeadlineAt,
  });
  handOverNext(s, to.agentId);
  return assignment;
}

/** R69: the seat of a chat the customer was in is kept for the agent's notes, where the team says so and they are there. */
function withWrapUp(s: Stepping, agent: AgentRow, assignment: AssignmentRow, how: AssignmentEnd): AgentRow {
  const { conversationId, teamId, weight, connectedAt } = assignment;
  const wrapUpMs = must(s.state.teams, teamId).wrapUpMs;
  const isThere = agent.isEnabled && (agent.presentOn.length > 0 || agent.graceUntil !== null);
  const isEnd = how === "closed" || how === "customer_left";
  if (wrapUpMs === null || connectedAt === null || !isThere || !isEnd) return agent;
  const until = s.at + wrapUpMs;
  s.notices.push({ type: "wrap-up:started", agentId: agent.id, conversationId, until });
  const others = agent.wrapUps.filter((other) => other.conversationId !== conversationId);
  return { ...agent, wrapUps: [...others, { conversationId, teamId, weight, until }] };
}

/** Puts the row with what it holds, then the excess as it is with that. */
export function putCounted(s: Stepping, agent: AgentRow): void {
  putAgent(s, agent);
  const counted = withExcess(s, agent, false);
  if (counted !== agent) putAgent(s, counted);
}

/** R31: frees the seat, once; what becomes of the conversation is the caller's. */
export function endAssignment(s: Stepping, assignment: AssignmentRow, how: AssignmentEnd): void {
  const agent = must(s.state.agents, assignment.agentId);
  const servedCount = agent.servedCount - (assignment.connectedAt === null ? 0 : 1);
  s.notices.push({
    type: "assignment:ended",
    assignmentId: assignment.id,
    conversationId: assignment.conversationId,
    agentId: assignment.agentId,
    how,
    lengthMs: s.at - assignment.startedAt,
  });
  const row = withWrapUp(s, { ...agent, idleSince: s.at, servedCount }, assignment, how);
  // Before the seat is free: who has no room stands in no service queue, so that nothing moves there twice.
  putAgent(s, row);
  change(s, { kind: "assignment", id: assignment.id, row: null, ended: { ...assignment, state: how, endedAt: s.at } });
  const counted = withExcess(s, row, false);
  if (counted !== row) putAgent(s, counted);
  handOverNext(s, agent.id);
}

/** R32: the customer's client showed who is with them; said again it changes nothing. */
export function acknowledge(s: Stepping, assignment: AssignmentRow): void {
  if (assignment.connectedAt !== null) return;
  putAssignment(s, { ...assignment, connectDeadlineAt: null, connectedAt: s.at });
  const agent = must(s.state.agents, assignment.agentId);
  const servedCount = agent.servedCount + 1;
  putAgent(s, { ...agent, servedCount });
  s.notices.push({
    type: "connection:acknowledged",
    conversationId: assignment.conversationId,
    assignmentId: assignment.id,
    agentId: agent.id,
    servedCount,
  });
}
