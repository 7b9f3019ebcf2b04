import { describe, expect, it } from "vitest";
import { board, conversation, NOW, team, agent } from "../testing/boards.ts";
import { verdictOf } from "./verdict.ts";

const minutesAgo = (minutes: number) => NOW - minutes * 60_000;

describe("verdictOf", () => {
  it("is good when nobody waits and nothing is owed for long", () => {
    const calm = board({
      teams: [team()],
      agents: [agent()],
      served: [conversation({ turn: "agent", turnSince: minutesAgo(1) })],
    });
    expect(verdictOf(calm, NOW)).toEqual({ tone: "good", findings: [], wrong: 0 });
  });

  it("people waiting with nobody there is wrong at once, however short the wait", () => {
    const verdict = verdictOf(
      board({ teams: [team({ waiting: 1, longestSince: NOW - 1000, freeSeats: 0, totalSeats: 0 })] }),
      NOW,
    );
    expect(verdict).toMatchObject({ tone: "danger", wrong: 1, findings: [{ kind: "nobody", waiting: 1 }] });
  });

  it.each([
    [2, 4, []],
    [3, 4, [{ kind: "wait", tone: "warning" }]],
    [6, 4, [{ kind: "wait", tone: "danger" }]],
    [2, 0, [{ kind: "full", tone: "warning" }]],
    [6, 0, [{ kind: "wait", tone: "danger" }]],
  ])("a team whose longest wait is %i min with %i seats free", (minutes, freeSeats, findings) => {
    const { findings: found } = verdictOf(
      board({ teams: [team({ waiting: 1, longestSince: minutesAgo(minutes), freeSeats })] }),
      NOW,
    );
    expect(found).toMatchObject(findings);
    expect(found).toHaveLength(findings.length);
  });

  it("counts replies from the limit on, and only those the agent owes", () => {
    const served = [
      conversation({ turn: "agent", turnSince: minutesAgo(3) }),
      conversation({ turn: "agent", turnSince: minutesAgo(5) }),
      conversation({ turn: "agent", turnSince: minutesAgo(2.9) }),
      conversation({ turn: "customer", turnSince: minutesAgo(20) }),
    ];
    expect(verdictOf(board({ served }), NOW).findings).toEqual([
      { kind: "owed", tone: "danger", count: 2, longestMs: 300_000 },
    ]);
  });

  it("says when nobody is available anywhere, before anybody waits for it", () => {
    const away = team({ freeSeats: 0, totalSeats: 0 });
    expect(verdictOf(board({ teams: [away, away] }), NOW)).toMatchObject({
      tone: "warning",
      findings: [{ kind: "empty" }],
    });
    expect(verdictOf(board({ teams: [away, team()] }), NOW).tone).toBe("good");
  });

  it("puts what is wrong before what is to be watched, and names agents who are gone with chats", () => {
    const verdict = verdictOf(
      board({
        teams: [
          team({ waiting: 2, longestSince: minutesAgo(1), freeSeats: 0 }),
          team({ waiting: 1, longestSince: minutesAgo(9) }),
        ],
        agents: [
          agent({ name: "Lin", presence: "grace", load: 2 }),
          agent({ presence: "gone", load: 0, availability: "offline" }),
        ],
      }),
      NOW,
    );
    expect(verdict.findings.map(({ kind }) => kind)).toEqual(["wait", "full", "lost"]);
    expect(verdict.wrong).toBe(1);
  });
});
