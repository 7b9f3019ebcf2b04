/** R68: who leaves hands over their chats one by one, the longest owed first. */
import { assignmentsOf, offerOf } from "./holdings.ts";
import { isReachable } from "./standing.ts";
import type { ConversationRow, RoutingState } from "./state.ts";
import { must, putConversation, type Stepping } from "./stepping.ts";

/** Their chats: those in which they owe the word by how long, then the others, the oldest first. */
function inOrder(state: RoutingState, agentId: string): ConversationRow[] {
  const chats = assignmentsOf(state, agentId).map((row) => must(state.conversations, row.conversationId));
  const owed = chats.filter(({ turn }) => turn === "agent").sort((x, y) => x.turnSince - y.turnSince);
  return [...owed, ...chats.filter(({ turn }) => turn !== "agent")];
}

/**
 * Marks the next chat, unless one is marked: the first whose team has somebody ready, else the first.
 * @param after only chats behind this one in the order: it and those before it were declined by everybody
 */
export function handOverNext(s: Stepping, agentId: string, after: string | null = null): boolean {
  if (must(s.state.agents, agentId).leavingAt === null) return false;
  const chats = inOrder(s.state, agentId);
  if (chats.some(({ id, reoffer }) => reoffer?.why === "leaving" && id !== after)) return false;
  const from = after === null ? 0 : chats.findIndex(({ id }) => id === after) + 1;
  const open = chats.slice(from).filter(({ id, reoffer }) => reoffer === null && offerOf(s.state, id) === null);
  const isStaffed = ({ teamId }: ConversationRow) => (s.state.index.teams.get(teamId)?.ready.size ?? 0) > 0;
  const next = open.find(isStaffed) ?? open[0];
  if (next === undefined) return false;
  putConversation(s, { ...next, reoffer: { since: s.at, why: "leaving", declinedBy: [], isNobodyTold: false } });
  return true;
}

/** A chat that everybody there has declined makes way for the next one, if there is one. */
export function passOn(s: Stepping, conversation: ConversationRow): void {
  const { assigneeId, formerAgentId, reoffer } = conversation;
  if (reoffer?.why !== "leaving" || assigneeId === null) return;
  const not = new Set([assigneeId, formerAgentId, ...reoffer.declinedBy]);
  const others = must(s.state.teams, conversation.teamId).agentIds.filter((id) => !not.has(id));
  if (others.some((id) => isReachable(must(s.state.agents, id)))) return;
  if (handOverNext(s, assigneeId, conversation.id)) putConversation(s, { ...conversation, reoffer: null });
}
