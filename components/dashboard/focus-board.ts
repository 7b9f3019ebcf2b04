import type { Board } from "#server/contract/views.ts";

/**
 * The board of one team, or of the whole shop with null: its line, its agents, its conversations. History, degrees and
 * message box have no team in them and stay the shop's.
 */
export function focusBoard(board: Board, teamId: string | null): Board {
  if (teamId === null) return board;
  return {
    ...board,
    teams: board.teams.filter(({ id }) => id === teamId),
    agents: board.agents.filter(({ teams }) => teams.some(({ id }) => id === teamId)),
    waiting: board.waiting.filter(({ conversation }) => conversation.teamId === teamId),
    served: board.served.filter((conversation) => conversation.teamId === teamId),
  };
}
