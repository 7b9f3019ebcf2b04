import type { DecisionView } from "#server/contract/index.ts";
import { describe, expect, it } from "vitest";
import { staffId } from "#components/realtime/testing/builders.ts";
import { type DecisionContext, reasonsOf } from "./decision-words.ts";

const minute = 60_000;
const at = 100 * minute;
const mei = staffId(2);
const nobodySkipped = { busy: 0, full: 0, absent: 0, offline: 0, declined: 0, disabled: 0 };

const decision = (change: Partial<DecisionView> = {}): DecisionView => ({
  chosenAgentId: staffId(1),
  rule: "next_in_service",
  numbers: { load: 2, capacity: 5, idleSince: at - 4 * minute, at, entryKey: at - 10 * minute },
  next: [],
  skipped: nobodySkipped,
  ...change,
});
const rival = (load: number, idleMinutes: number) => ({
  agentId: mei,
  load,
  capacity: 5,
  idleSince: at - idleMinutes * minute,
});
const context = (change: Partial<DecisionContext> = {}): DecisionContext => ({
  teamName: null,
  lowestDegree: null,
  at,
  enteredAt: null,
  fromName: null,
  names: new Map([[mei, "Mei"]]),
  ...change,
});

describe("reasonsOf", () => {
  it("names the team first", () => {
    expect(reasonsOf(decision(), context({ teamName: "Returns" }))[0]).toEqual({ id: "team", team: "Returns" });
  });

  it("compares the load with who would have come next", () => {
    expect(reasonsOf(decision({ next: [rival(3, 9)] }), context())).toEqual([
      { id: "lightestThan", load: 2, capacity: 5, other: "Mei", otherLoad: 3, otherCapacity: 5 },
    ]);
  });

  it("compares idleness where the loads are equal", () => {
    expect(reasonsOf(decision({ next: [rival(2, 1)] }), context())).toEqual([
      {
        id: "idleLonger",
        load: 2,
        capacity: 5,
        other: "Mei",
        idle: { unit: "minutes", count: 4 },
        otherIdle: { unit: "minutes", count: 1 },
      },
    ]);
  });

  it("does not name a colleague it has no name of, and says little when it has no numbers", () => {
    expect(reasonsOf(decision({ next: [rival(3, 9)] }), context({ names: new Map() }))).toEqual([
      { id: "lightest", load: 2, capacity: 5 },
    ]);
    expect(reasonsOf(decision({ numbers: {} }), context())).toEqual([{ id: "next" }]);
  });

  it.each([
    ["preferred", { id: "preferred" }],
    ["supervisor", { id: "supervisor" }],
    ["supervisor_override", { id: "override" }],
    ["auto_accept", { id: "automatic" }],
  ])("says %s by its own words", (rule, reason) => {
    expect(reasonsOf(decision({ rule }), context())[0]).toEqual(reason);
  });

  it("says who gave a transferred chat", () => {
    expect(reasonsOf(decision({ rule: "named_by_giver" }), context({ fromName: "Piotr" }))[0]).toEqual({
      id: "giver",
      from: "Piotr",
    });
  });

  it("tells the credit a bad match gave, and only the match where it gave none", () => {
    const inLine = context({ lowestDegree: 0.31, enteredAt: at - 8 * minute });
    expect(reasonsOf(decision(), inLine).at(-1)).toEqual({
      id: "credit",
      degree: 0.31,
      credit: { unit: "minutes", count: 2 },
    });
    expect(reasonsOf(decision(), context({ lowestDegree: 0.31, enteredAt: at - 10 * minute })).at(-1)).toEqual({
      id: "degree",
      degree: 0.31,
    });
    expect(reasonsOf(decision(), context({ enteredAt: at - 8 * minute }))).toHaveLength(1);
  });

  it("counts who was passed over, leaving out the zeros", () => {
    const skipped = { ...nobodySkipped, busy: 2, offline: 1 };
    expect(reasonsOf(decision({ skipped }), context()).at(-1)).toEqual({
      id: "skipped",
      counts: [
        { why: "busy", count: 2 },
        { why: "offline", count: 1 },
      ],
    });
  });
});
