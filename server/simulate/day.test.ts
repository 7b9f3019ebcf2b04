import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "#server/routing/state.ts";
import { costsAtBase } from "#server/rules/hand-off-cost.ts";
import { type DayRules, runDay } from "./day.ts";
import { figuresOf } from "./figures.ts";
import { planDay, type ShapeName } from "./shapes.ts";
import { calibratedQuestions } from "./testing-questions.ts";

const base = { single: 0.55, mean: 0.6 };
const questions = calibratedQuestions();
const plan = (shape: ShapeName, seed = 1, hours = 4) =>
  planDay(questions, { shape, seed, hours, base, staff: { agents: 5, capacity: 3 } });
const adaptive: DayRules = { thresholds: { kind: "adaptive", isLearning: true }, order: "worst-first", base };
const fixed: DayRules = { ...adaptive, thresholds: { kind: "fixed", at: base } };
const costs = costsAtBase(base.single);

it.each(["quiet", "busy", "burst"] as const)(
  "%s: everybody who came is answered, served, gave up, was turned away or is still there; so is every question",
  (shape) => {
    const planned = plan(shape);
    // With the engine's invariants asserted after every minute.
    const day = runDay(planned, adaptive, true);
    const figures = figuresOf(day, costs);
    expect(figures.customers).toBe(planned.customers.length);
    expect(figures.customers).toBeGreaterThan(100);
    // Nobody is forgotten: after closing time everybody was served or has gone.
    expect(figures.stillThere).toBe(0);
    const { answeredPercent, servedPercent, gaveUpPercent, turnedAwayPercent } = figures;
    expect(answeredPercent + servedPercent + gaveUpPercent + turnedAwayPercent).toBeCloseTo(100, 6);
    expect(figures.questions).toBe(planned.customers.flatMap((customer) => customer.questions).length);
    const { rightPercent, wrongPercent, personPercent, unhelpedPercent } = figures;
    expect(rightPercent + wrongPercent + personPercent + unhelpedPercent).toBeCloseTo(100, 6);
    for (const { end, enteredAt, waitedMs } of day.visits) {
      if (end === "answered") expect(enteredAt).toBeNull();
      if (end === "served" || end === "gaveUp") expect(waitedMs).toBeGreaterThanOrEqual(0);
    }
    expect(figures.mostOvertakenMs).toBeLessThanOrEqual(DEFAULT_SETTINGS.creditBoundMs);
    expect(figures.idlePercent).toBeGreaterThan(0);
    expect(figures.idlePercent).toBeLessThan(100);
    expect(day.workers.reduce((sum, { effortMs }) => sum + effortMs, 0)).toBeGreaterThan(0);
  },
);

it("the same plan and rules give the same day; another seed, another day", () => {
  expect(figuresOf(runDay(plan("burst"), adaptive), costs)).toEqual(figuresOf(runDay(plan("burst"), adaptive), costs));
  expect(figuresOf(runDay(plan("burst", 2), adaptive), costs)).not.toEqual(
    figuresOf(runDay(plan("burst"), adaptive), costs),
  );
});

it("B4: thresholds stand above their base in a quiet shop and below it in a busy one", () => {
  const rule: DayRules = { ...adaptive, thresholds: { kind: "adaptive", isLearning: false } };
  expect(figuresOf(runDay(plan("quiet"), rule), costs).singleMean).toBeGreaterThan(base.single);
  const busy = figuresOf(runDay(plan("busy", 1, 8), rule), costs);
  expect(busy.singleP5).toBeLessThan(base.single - 0.1);
  expect(figuresOf(runDay(plan("busy"), fixed), costs).singleMean).toBeCloseTo(base.single, 9);
});

it("first come, first served overtakes nobody; worst match first shortens the wait of hopeless cases", () => {
  const planned = plan("busy", 1, 8);
  const firstCome = figuresOf(runDay(planned, { ...fixed, order: "first-come" }), costs);
  const worstFirst = figuresOf(runDay(planned, fixed), costs);
  expect(firstCome.mostOvertakenMs).toBe(0);
  expect(worstFirst.mostOvertakenMs).toBeGreaterThan(0);
  expect(worstFirst.hopelessWaitMeanMs).toBeLessThan(0.8 * firstCome.hopelessWaitMeanMs);
});

it("a higher fixed threshold hands more over and leaves fewer wrong answers standing", () => {
  const at = (single: number) =>
    figuresOf(runDay(plan("quiet"), { ...fixed, thresholds: { kind: "fixed", at: { single, mean: single } } }), costs);
  const [low, high] = [at(0.3), at(0.8)];
  expect(high.personPercent).toBeGreaterThan(low.personPercent);
  expect(high.wrongPercent).toBeLessThan(low.wrongPercent);
});
