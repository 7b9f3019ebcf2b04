import { describe, expect, it } from "vitest";
import { createRandom } from "#server/answers/random.ts";
import { noEvidence, passed, withAnswer, withComing, withEnd, withLeaving } from "./wait-range-pace.ts";
import { shownPlaces, shownRange } from "./wait-range-shown.ts";
import {
  forecastWait,
  intervalScore,
  isHeld,
  outlookOf,
  rangeOf,
  type WaitModel,
  type WaitStanding,
  waitModelOf,
  withOutcome,
} from "./wait-range.ts";

const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 1);

/** A team of six seats that has worked for an hour: a chat ends every minute, people come as fast, agents answer in 5 s. */
function busyTeam(): { model: WaitModel; at: number } {
  let evidence = noEvidence(START);
  let at = START;
  for (let minute = 0; minute < 60; minute += 1) {
    at += MINUTE;
    evidence = passed(evidence, at, { served: 6, waiting: 5 });
    evidence = withAnswer(withComing(withEnd(evidence), 30_000), 5_000);
  }
  return { model: waitModelOf(evidence), at };
}
const standing = (change: Partial<WaitStanding> = {}): WaitStanding => ({
  ahead: 4,
  freeSeats: 0,
  seats: 6,
  isOffered: false,
  ageMs: 10 * MINUTE,
  ...change,
});
const rangeNow = (model: WaitModel, at: number, change: Partial<WaitStanding> = {}) => {
  const outlook = outlookOf(model, at);
  const forecast = forecastWait(outlook, standing(change));
  return forecast === null ? null : rangeOf(outlook, forecast);
};

describe("a waiting time", () => {
  it("is not told while nothing is known, nor when nobody is there", () => {
    const fresh = waitModelOf(noEvidence(START));
    expect(rangeNow(fresh, START)).toBeNull();
    const { model, at } = busyTeam();
    expect(rangeNow(model, at, { seats: 0 })).toBeNull();
    expect(rangeNow(model, at)).not.toBeNull();
  });

  it("follows from the seats that come free: about a minute each here", () => {
    const { model, at } = busyTeam();
    const fifth = rangeNow(model, at);
    expect(fifth?.lowMs).toBeGreaterThan(1 * MINUTE);
    expect(fifth?.highMs).toBeLessThan(12 * MINUTE);
    expect(fifth).toSatisfy((range: { lowMs: number; highMs: number }) => isHeld(range, 5 * MINUTE));
  });

  it("is longer farther back, with fewer seats, and while others may still come before", () => {
    const { model, at } = busyTeam();
    const middle = (change: Partial<WaitStanding>): number => {
      const range = rangeNow(model, at, change);
      if (range === null) throw new Error("nothing was told");
      return Math.sqrt(Math.max(1, range.lowMs) * range.highMs);
    };
    expect(middle({ ahead: 9 })).toBeGreaterThan(middle({}));
    expect(middle({ seats: 3 })).toBeGreaterThan(middle({}));
    expect(middle({ ageMs: 0 })).toBeGreaterThan(middle({}));
    expect(middle({ freeSeats: 5 })).toBeLessThan(MINUTE);
    expect(middle({ isOffered: true })).toBeLessThan(MINUTE);
  });

  it("is narrower, in its own measure, the more has to happen before", () => {
    const { model, at } = busyTeam();
    const spreadAt = (ahead: number): number => forecastWait(outlookOf(model, at), standing({ ahead }))?.spread ?? 0;
    expect(spreadAt(20)).toBeLessThan(spreadAt(4));
    expect(spreadAt(4)).toBeLessThan(spreadAt(0));
  });

  it("is not told where no end is in sight", () => {
    let { model } = busyTeam();
    const { at } = busyTeam();
    let { evidence } = model;
    // Ten come a second, each before whoever waits now, for longer than anybody would wait.
    for (let come = 0; come < 6_000; come += 1) evidence = withComing(evidence, 24 * 3_600_000);
    model = waitModelOf(evidence);
    expect(rangeNow(model, at)).toBeNull();
  });

  it("people who leave shorten it; a night without anybody teaches nothing", () => {
    const { model, at } = busyTeam();
    let { evidence } = model;
    for (let left = 0; left < 60; left += 1) evidence = withLeaving(evidence);
    const high = (each: WaitModel, when = at): number => rangeNow(each, when, { ahead: 15 })?.highMs ?? 0;
    expect(high(waitModelOf(evidence))).toBeLessThan(high(model));
    const morning = at + 12 * 3_600_000;
    const rested = waitModelOf(passed(model.evidence, morning, { served: 0, waiting: 0 }));
    expect(rested.evidence.ends).toEqual(model.evidence.ends);
    expect(high(rested, morning)).toBeGreaterThan(0);
  });
});

describe("the correction", () => {
  /** Waits that are `factor` times what is foretold, with a spread of their own; how many of the last 400 were in range. */
  function heldAfter(factor: number, count = 1_200): number {
    const { at, model: first } = busyTeam();
    let model = first;
    const random = createRandom(7);
    const held: boolean[] = [];
    for (let wait = 0; wait < count; wait += 1) {
      const outlook = outlookOf(model, at);
      const forecast = forecastWait(outlook, standing({ ahead: wait % 12 }));
      if (forecast === null) throw new Error("nothing was foretold");
      const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
      // From the middle on everything takes twice as long again: a drift nobody announced.
      const drift = wait < count / 2 ? 1 : 2;
      const actualMs = forecast.centreMs * factor * drift * Math.exp(0.6 * normal);
      const range = rangeOf(outlook, forecast);
      held.push(isHeld(range, actualMs));
      model = withOutcome(model, forecast, range, actualMs);
    }
    const last = held.slice(-400);
    return last.filter(Boolean).length / last.length;
  }

  it.each([0.3, 1, 3])(
    "makes ranges hold four times of five though waits are %s times what the pace says, and drift",
    (factor) => {
      const held = heldAfter(factor);
      expect(held).toBeGreaterThan(0.75);
      expect(held).toBeLessThan(0.86);
    },
  );

  it("an interval is scored by its width and by what it missed by (Winkler)", () => {
    expect(intervalScore({ lowMs: 10, highMs: 30 }, 20)).toBe(20);
    expect(intervalScore({ lowMs: 10, highMs: 30 }, 35)).toBe(20 + 10 * 5);
    expect(intervalScore({ lowMs: 10, highMs: 30 }, 4)).toBe(20 + 10 * 6);
  });
});

describe("what is shown", () => {
  const shown = (low: number, high: number, before: [number, number] | null = null) => {
    const of = ([lowMinutes, highMinutes]: [number, number]) => ({
      lowMs: lowMinutes * MINUTE,
      highMs: highMinutes * MINUTE,
    });
    const { lowMs, highMs } = shownRange(of([low, high]), before && of(before));
    return [lowMs / MINUTE, highMs / MINUTE];
  };

  it("is in whole minutes, coarser the longer it is, and never empty", () => {
    expect(shown(0.05, 0.3)).toEqual([0, 1]);
    expect(shown(1.9, 4.7)).toEqual([2, 5]);
    expect(shown(3.1, 3.2)).toEqual([3, 4]);
    expect(shown(9.5, 19)).toEqual([10, 20]);
    expect(shown(32, 100)).toEqual([30, 105]);
    expect(shown(80, 210)).toEqual([60, 240]);
  });

  it("stays while it is nearly right, and moves when it is not", () => {
    expect(shown(2.1, 5.3, [2, 5])).toEqual([2, 5]);
    expect(shown(1.4, 4.6, [2, 5])).toEqual([2, 5]);
    expect(shown(0.9, 3.2, [2, 5])).toEqual([1, 3]);
    expect(shown(2.1, 9, [2, 5])).toEqual([2, 9]);
  });

  it("places far back are told among several, only where somebody may come before", () => {
    expect(shownPlaces(10, true)).toBeNull();
    expect(shownPlaces(11, true)).toEqual({ from: 11, to: 15 });
    expect(shownPlaces(50, true)).toEqual({ from: 46, to: 50 });
    expect(shownPlaces(51, true)).toEqual({ from: 51, to: 60 });
    expect(shownPlaces(437, true)).toEqual({ from: 401, to: 450 });
    expect(shownPlaces(437, false)).toBeNull();
  });
});
