import type { AgentView, Board, ConversationView } from "#server/contract/views.ts";

export interface Taker {
  agent: AgentView;
  /** First in the service queue of the conversation's team. */
  isNext: boolean;
  isOtherTeam: boolean;
}

/**
 * Who could be given a conversation: everybody we see, without who has it. Those of its team first, then by state, room
 * and name; the next in the service queue leads.
 */
export function takersOf(board: Board, conversation: Pick<ConversationView, "teamId" | "assigneeId">): Taker[] {
  const next = board.teams.find(({ id }) => id === conversation.teamId)?.nextAgentIds ?? [];
  return board.agents
    .filter((agent) => agent.presence === "present" && agent.id !== conversation.assigneeId)
    .map((agent) => ({
      agent,
      isNext: next[0] === agent.id,
      isOtherTeam: conversation.teamId !== null && !agent.teams.some(({ id }) => id === conversation.teamId),
    }))
    .sort(
      (a, b) =>
        rank(a, next) - rank(b, next) ||
        a.agent.load / a.agent.capacity - b.agent.load / b.agent.capacity ||
        a.agent.name.localeCompare(b.agent.name),
    );
}

const states = { available: 0, busy: 1, offline: 2 };

function rank({ agent, isOtherTeam }: Taker, next: readonly string[]): number {
  const place = next.indexOf(agent.id);
  if (place >= 0) return place;
  const isFull = agent.load >= agent.capacity;
  return 1000 + (isOtherTeam ? 100 : 0) + states[agent.availability] * 10 + (isFull ? 1 : 0);
}
