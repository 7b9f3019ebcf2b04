import { describe, expect, it } from "vitest";
import { agent, board, conversation, NOW, team, waiting } from "../testing/boards.ts";
import { focusBoard } from "../focus-board.ts";
import { numbersOf, seriesOf } from "./board-numbers.ts";

const point = (count: number) => ({
  at: NOW,
  waiting: count,
  longestMs: 0,
  freeSeats: 0,
  owed: 0,
  single: 0.5,
  mean: 0.5,
});

describe("numbersOf", () => {
  it("counts seats of agents who are available and here, each once", () => {
    const agents = [
      agent({ load: 1, capacity: 3 }),
      agent({ load: 5, capacity: 4 }),
      agent({ availability: "busy", capacity: 5 }),
      agent({ presence: "gone", capacity: 5 }),
      agent({ presence: "grace", capacity: 5 }),
    ];
    expect(numbersOf(board({ agents }), NOW)).toMatchObject({
      freeSeats: 2,
      totalSeats: 7,
      available: 2,
      busy: 1,
      gone: 2,
    });
  });

  it("knows the longest wait and who it is, and how the line changed in ten minutes", () => {
    const first = waiting(NOW - 90_000, { conversation: conversation({ customerName: "Ignacio" }) });
    const state = board({
      teams: [team({ waiting: 2 })],
      waiting: [waiting(NOW - 5000), first],
      history: Array.from({ length: 12 }, (_, index) => point(index)),
    });
    expect(numbersOf(state, NOW)).toMatchObject({
      waiting: 2,
      longestMs: 90_000,
      longestName: { customerName: "Ignacio" },
      waitingChange: 1,
    });
    expect(numbersOf(board(), NOW)).toMatchObject({ longestMs: null, longestName: null, waitingChange: null });
  });

  it("splits owed replies at the limit", () => {
    const served = [
      conversation({ turn: "agent", turnSince: NOW - 180_000 }),
      conversation({ turn: "agent", turnSince: NOW - 1000 }),
      conversation({ turn: "customer", turnSince: NOW - 900_000 }),
    ];
    expect(numbersOf(board({ served }), NOW)).toMatchObject({ overdue: 1, owedInTime: 1 });
  });

  it("ends the hour with what is now", () => {
    expect(seriesOf(board({ history: [point(1), point(2)] }), "waiting", 5)).toEqual([1, 5]);
  });
});

describe("focusBoard", () => {
  it("keeps one team's line, agents and chats", () => {
    const [mine, other] = [team(), team()];
    const state = board({
      teams: [mine, other],
      agents: [agent({ teams: [mine, other] }), agent({ teams: [other] })],
      waiting: [waiting(NOW, { conversation: conversation({ teamId: mine.id }) }), waiting(NOW)],
      served: [conversation({ teamId: other.id })],
    });
    const focused = focusBoard(state, mine.id);
    expect([focused.teams, focused.agents, focused.waiting, focused.served].map(({ length }) => length)).toEqual([
      1, 1, 1, 0,
    ]);
    expect(focusBoard(state, null)).toBe(state);
  });
});
