import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_THRESHOLD_SETTINGS as SETTINGS,
  learnedBases,
  type Seats,
  shiftedAlike,
  type ThresholdState,
  thresholdsFor,
} from "./hand-off-thresholds.ts";

const BASE = { single: 0.55, mean: 0.6 };
const START = 1_000_000;

const seats = (free: number, total: number, waiting = 0, isAnybodyReachable = true): Seats => ({
  free,
  total,
  waiting,
  isAnybodyReachable,
});
const fresh = (now: Seats): ThresholdState =>
  thresholdsFor({ base: BASE, seats: now, previous: null, at: START, settings: SETTINGS });
const after = (previous: ThresholdState, now: Seats, ms: number): ThresholdState =>
  thresholdsFor({
    base: BASE,
    seats: now,
    previous: { ...previous, code: previous.reason.code },
    at: previous.at + ms,
    settings: SETTINGS,
  });

describe("B4 where the thresholds head", () => {
  it.each([
    ["all idle: highest", seats(6, 6), "idle", 0.7, 0.75],
    ["most idle: raised", seats(4, 6), "idle", 0.629, 0.679],
    ["the usual share left: at the base", seats(3, 10), "normal", 0.55, 0.6],
    ["one seat left of ten: lowered", seats(1, 10), "busy", 0.387, 0.437],
    ["all taken: low", seats(0, 6), "busy", 0.305, 0.355],
    ["all taken and a third as many wait as there are seats: lowest", seats(0, 6, 2), "busy", 0.2, 0.25],
    ["a queue far longer: no lower than the bounds", seats(0, 6, 600), "busy", 0.2, 0.25],
    ["free seats that those who wait will take: busy", seats(3, 6, 3), "busy", 0.305, 0.355],
    ["nobody available: lowest, and said so", seats(0, 0), "nobody", 0.2, 0.25],
    ["seats, but nobody reachable: the same", seats(6, 6, 0, false), "nobody", 0.2, 0.25],
  ] as const)("%s", (_, now, code, single, mean) => {
    const state = fresh(now);
    expect(state.reason.code).toBe(code);
    expect(state.single).toBeCloseTo(single, 3);
    expect(state.mean).toBeCloseTo(mean, 3);
  });

  it("gives the reason in numbers", () => {
    expect(fresh(seats(6, 8, 1))).toMatchObject({
      idleness: 0.75,
      reason: { code: "idle", freeSeats: 6, totalSeats: 8, waiting: 1, base: BASE },
    });
    const { target, reason } = fresh(seats(0, 8));
    expect(reason.shift.single).toBeCloseTo(target.single - BASE.single);
    expect(reason.shift.single).toBeLessThan(0);
  });

  it("never falls because a seat came free or one fewer waits, and stays within bounds", () => {
    const numbers = fc.record({ total: fc.integer({ min: 1, max: 200 }), taken: fc.nat(200), waiting: fc.nat(500) });
    fc.assert(
      fc.property(numbers, ({ total, taken, waiting }) => {
        const free = Math.max(0, total - taken);
        const now = fresh(seats(free, total, waiting));
        expect(now.single).toBeGreaterThanOrEqual(SETTINGS.singleBounds.least);
        expect(now.single).toBeLessThanOrEqual(SETTINGS.singleBounds.most);
        expect(now.mean).toBeGreaterThanOrEqual(SETTINGS.meanBounds.least);
        expect(now.mean).toBeLessThanOrEqual(SETTINGS.meanBounds.most);
        if (free < total)
          expect(fresh(seats(free + 1, total, waiting)).single).toBeGreaterThanOrEqual(now.single - 1e-12);
        if (waiting > 0)
          expect(fresh(seats(free, total, waiting - 1)).single).toBeGreaterThanOrEqual(now.single - 1e-12);
      }),
    );
  });

  it("a base outside the bounds is clamped", () => {
    const state = thresholdsFor({
      base: { single: 0.95, mean: 0.05 },
      seats: seats(3, 10),
      previous: null,
      at: START,
      settings: SETTINGS,
    });
    expect(state.single).toBe(SETTINGS.singleBounds.most);
    expect(state.mean).toBe(SETTINGS.meanBounds.least);
  });
});

describe("B4 learned base and shift", () => {
  it.each([
    ["nothing learned: the site's own", null, 0.55, 0.6],
    ["learned lower: the mean goes with it", 0.35, 0.35, 0.4],
    ["learned higher", 0.75, 0.75, 0.8],
    ["no higher than the bounds", 0.94, 0.9, 0.9],
    ["no lower", 0.1, 0.15, 0.2],
  ])("%s", (_, learned, single, mean) => {
    const base = learnedBases(BASE, learned, SETTINGS);
    expect(base.single).toBeCloseTo(single);
    expect(base.mean).toBeCloseTo(mean);
  });

  it.each([
    ["idle raises a low base", 0.35, seats(6, 6), 0.5],
    ["busy lowers a high one below the site's own", 0.75, seats(0, 6, 6), 0.4],
    ["idle holds at the bound", 0.85, seats(6, 6), 0.9],
    ["busy holds at the bound", 0.3, seats(0, 6, 6), 0.15],
  ])("%s", (_, learned, now, single) => {
    const base = learnedBases(BASE, learned, SETTINGS);
    const state = thresholdsFor({ base, seats: now, previous: null, at: START, settings: SETTINGS });
    expect(state.single).toBeCloseTo(single);
  });

  it("a category is shifted as its team is, from a base of its own", () => {
    const idle = fresh(seats(6, 6));
    const moved = shiftedAlike({ single: 0.4, mean: 0.45 }, idle, BASE, SETTINGS);
    expect(moved.single).toBeCloseTo(0.55);
    expect(moved.mean).toBeCloseTo(0.6);
    const busy = shiftedAlike({ single: 0.4, mean: 0.45 }, fresh(seats(0, 6, 6)), BASE, SETTINGS);
    expect(busy.single).toBeCloseTo(SETTINGS.singleBounds.least);
  });

  // The numbers of the published idea: the bar to reach a person is raised when agents are extremely busy.
  it.each([
    ["0.60 with everybody idle: a person is offered", seats(8, 8), 0.6, true],
    ["0.60 with the usual share left: it is not", seats(3, 10), 0.6, false],
    ["0.60 with all seats taken: it is not", seats(0, 8), 0.6, false],
    ["0.45 with all seats taken: still not", seats(0, 8), 0.45, false],
    ["0.30 with all taken and eight waiting: not even that", seats(0, 8, 8), 0.3, false],
    ["0.15 is the worst match: always", seats(0, 8, 8), 0.15, true],
  ])("%s", (_, now, degree, isOffered) => {
    expect(degree < fresh(now).single).toBe(isOffered);
  });

  it("random load: bounds held, no step larger than the damping allows, and the code does not flicker", () => {
    const loads = fc.array(fc.record({ free: fc.nat(8), waiting: fc.nat(12) }), { minLength: 60, maxLength: 120 });
    fc.assert(
      fc.property(loads, (steps) => {
        let state = fresh(seats(4, 8));
        let changes = 0;
        for (const { free, waiting } of steps) {
          const next = after(state, seats(free, 8, waiting), 1_000);
          expect(next.single).toBeGreaterThanOrEqual(SETTINGS.singleBounds.least);
          expect(next.single).toBeLessThanOrEqual(SETTINGS.singleBounds.most);
          const mostStep = (SETTINGS.rise + SETTINGS.fall) * (1 - Math.exp(-1_000 / SETTINGS.dampingMs));
          expect(Math.abs(next.single - state.single)).toBeLessThanOrEqual(mostStep + 1e-9);
          if (next.reason.code !== state.reason.code) changes += 1;
          state = next;
        }
        expect(changes).toBeLessThanOrEqual(steps.length / 6);
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

describe("B4 how the thresholds move", () => {
  it("makes 63 % of a change in the damping time, both ways", () => {
    const idle = fresh(seats(6, 6));
    const busy = fresh(seats(0, 6));
    const share = 1 - Math.exp(-1);
    const falling = after(idle, seats(0, 6), SETTINGS.dampingMs);
    const rising = after(busy, seats(6, 6), SETTINGS.dampingMs);
    expect((idle.single - falling.single) / (idle.single - busy.single)).toBeCloseTo(share);
    expect((rising.single - busy.single) / (idle.single - busy.single)).toBeCloseTo(share);
  });

  it("comes to the same whether computed once or every second", () => {
    const idle = fresh(seats(6, 6));
    let state = idle;
    for (let second = 0; second < 15; second += 1) state = after(state, seats(0, 6), 1_000);
    expect(state.single).toBeCloseTo(after(idle, seats(0, 6), 15_000).single, 10);
  });

  it("arrives to within the dead band and then rests", () => {
    let state = fresh(seats(6, 6));
    for (let second = 0; second < 300; second += 1) state = after(state, seats(0, 6), 1_000);
    expect(Math.abs(state.single - state.target.single)).toBeLessThan(SETTINGS.deadBand);
    const rested = state.single;
    for (let second = 0; second < 60; second += 1) state = after(state, seats(0, 6), 1_000);
    expect(state.single).toBe(rested);
  });

  it("does not move for a small change", () => {
    const before = fresh(seats(50, 100));
    expect(after(before, seats(49, 100), 60_000).single).toBe(before.single);
    expect(after(before, seats(20, 100), 60_000).single).not.toBe(before.single);
  });

  it("a clock that stands still or runs back moves nothing", () => {
    const before = fresh(seats(6, 6));
    expect(after(before, seats(0, 6), 0).single).toBe(before.single);
    expect(after(before, seats(0, 6), -5_000).single).toBe(before.single);
  });

  it("does not flicker under noisy load: a seat taken and freed every second", () => {
    let state = fresh(seats(3, 6));
    const singles: number[] = [];
    const codes = new Set<string>();
    for (let second = 0; second < 120; second += 1) {
      state = after(state, seats(second % 2 === 0 ? 2 : 3, 6), 1_000);
      singles.push(state.single);
      codes.add(state.reason.code);
    }
    const settled = singles.slice(60);
    expect(Math.max(...settled) - Math.min(...settled)).toBeLessThan(SETTINGS.deadBand);
    expect(codes.size).toBe(1);
  });

  it("takes the worst noise smoothly: from all idle to all busy and back every second", () => {
    let state = fresh(seats(3, 6));
    for (let second = 0; second < 120; second += 1) {
      const before = state.single;
      state = after(state, seats(second % 2 === 0 ? 0 : 6, 6), 1_000);
      expect(Math.abs(state.single - before)).toBeLessThan(0.02);
    }
  });
});
