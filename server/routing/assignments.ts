/** How an agent gets a conversation and how the seat is freed. */
import { loadOf } from "./holdings.ts";
import type { AssignedWhy, AssignmentEnd } from "./outcome.ts";
import type { AgentRow, AssignmentRow, ConversationRow, EntryRow, SettingsRow, Turn } from "./state.ts";
import { change, freshId, must, putAgent, putAssignment, putConversation, type Stepping } from "./stepping.ts";

/** The place in line an assignment came from: what a return needs. */
export type Place = Pick<AssignmentRow, "entryKey" | "enteredAt" | "creditMs" | "degree">;

export function placeOfEntry(entry: EntryRow): Place {
  return { entryKey: entry.key, enteredAt: entry.enteredAt, creditMs: entry.creditMs, degree: entry.degree };
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
}

/** R41: the two deadlines of a quiet customer; none while the agent owes the word. */
export function quietDeadlines(
  settings: SettingsRow,
  turn: Turn,
  at: number,
): Pick<ConversationRow, "quietWarnAt" | "quietCloseAt"> {
  const { quietWarnMs, quietCloseMs } = settings;
  return {
    quietWarnAt: turn === "agent" || quietWarnMs === null ? null : at + quietWarnMs,
    quietCloseAt: turn === "agent" || quietCloseMs === null ? null : at + quietCloseMs,
  };
}

/** Keeps the recorded excess true: seats above the limit that are accounted for (R13). */
export function withExcess(s: Stepping, agent: AgentRow, isAllowed: boolean): AgentRow {
  const excess = Math.max(0, loadOf(s.state, agent.id) - agent.capacity);
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
    ...to.place,
  };
  putAssignment(s, assignment);
  const agent = must(s.state.agents, to.agentId);
  const isOverride = to.why === "supervisor" && loadOf(s.state, agent.id) > agent.capacity;
  const counted = withExcess(s, isConnected ? { ...agent, servedCount: agent.servedCount + 1 } : agent, isOverride);
  if (counted !== agent) putAgent(s, counted);
  putConversation(s, {
    ...conversation,
    state: "assigned",
    assigneeId: to.agentId,
    ...quietDeadlines(settings, conversation.turn, s.at),
  });
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
  return assignment;
}

/** R31: frees the seat, once; what becomes of the conversation is the caller's. */
export function endAssignment(s: Stepping, assignment: AssignmentRow, how: AssignmentEnd): void {
  change(s, { kind: "assignment", id: assignment.id, row: null, ended: { ...assignment, state: how, endedAt: s.at } });
  const agent = must(s.state.agents, assignment.agentId);
  const servedCount = agent.servedCount - (assignment.connectedAt === null ? 0 : 1);
  putAgent(s, withExcess(s, { ...agent, idleSince: s.at, servedCount }, false));
  s.notices.push({
    type: "assignment:ended",
    assignmentId: assignment.id,
    conversationId: assignment.conversationId,
    agentId: assignment.agentId,
    how,
    lengthMs: s.at - assignment.startedAt,
  });
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
