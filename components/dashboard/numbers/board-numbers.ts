import type { Board } from "#server/contract/views.ts";
import { isOverdue } from "../owed-since.ts";
import { countStandings, standingOf } from "../standing.ts";

export type Series = "waiting" | "longestMs" | "freeSeats" | "owed";

export interface BoardNumbers {
  waiting: number;
  /** In ms; null when nobody waits. */
  longestMs: number | null;
  longestName: { customerName: string | null; customerId: string } | null;
  freeSeats: number;
  totalSeats: number;
  /** Replies owed for longer than the limit, and those owed within it. */
  overdue: number;
  owedInTime: number;
  available: number;
  busy: number;
  gone: number;
  /** People waiting by team, most first; only teams with somebody in line. */
  byTeam: { name: string; waiting: number }[];
  /** How the line has grown (or shrunk) in ten minutes; null when the hour has no point that old. */
  waitingChange: number | null;
}

const CHANGE_POINTS = 10;

/** The board's big numbers at `now` (server's clock, epoch ms). An agent of several teams has their seats once. */
export function numbersOf(board: Board, now: number): BoardNumbers {
  const first = board.waiting.reduce<Board["waiting"][number] | null>(
    (oldest, each) => (oldest === null || each.enteredAt < oldest.enteredAt ? each : oldest),
    null,
  );
  const waiting = board.teams.reduce((sum, team) => sum + team.waiting, 0);
  const owed = board.served.filter(({ turn }) => turn === "agent");
  const overdue = owed.filter((conversation) => isOverdue(board, conversation, now)).length;
  const ready = board.agents.filter((agent) => standingOf(agent) === "available");
  const before = board.history.at(-1 - CHANGE_POINTS);
  return {
    waiting,
    longestMs: first === null ? null : Math.max(0, now - first.enteredAt),
    longestName: first?.conversation ?? null,
    freeSeats: ready.reduce((sum, { load, capacity }) => sum + Math.max(0, capacity - load), 0),
    totalSeats: ready.reduce((sum, { capacity }) => sum + capacity, 0),
    overdue,
    owedInTime: owed.length - overdue,
    ...countStandings(board.agents),
    byTeam: board.teams
      .filter((team) => team.waiting > 0)
      .sort((a, b) => b.waiting - a.waiting)
      .map((team) => ({ name: team.name, waiting: team.waiting })),
    waitingChange: before === undefined ? null : waiting - before.waiting,
  };
}

/** The hour as a line, oldest first, ending with what is now. */
export function seriesOf(board: Board, series: Series, current: number): number[] {
  return [...board.history.slice(0, -1).map((point) => point[series]), current];
}
