import { expect, it } from "vitest";
import { compare, fixedAt, goalsOf, type ShapeComparison } from "./compare.ts";
import { calibratedQuestions } from "./testing-questions.ts";

const base = { single: 0.55, mean: 0.6 };

const run = (): ShapeComparison[] =>
  compare(calibratedQuestions(), {
    base,
    seeds: [1],
    hours: 1,
    staff: { agents: 2, capacity: 2 },
    isLearning: true,
    say: () => undefined,
  });

it("runs every shape by every rule; the best fixed one of a shape is never dearer there than the best over all", () => {
  const shapes = run();
  expect(shapes.map(({ shape }) => shape)).toEqual(["quiet", "busy", "burst"]);
  const [first] = shapes;
  for (const { fixed, bestHere, bestOverAll, firstCome } of shapes) {
    expect(fixed).toHaveLength(15);
    expect(bestOverAll.single).toBe(first?.bestOverAll.single);
    expect(bestHere.figures.cost).toBe(Math.min(...fixed.map(({ figures }) => figures.cost)));
    expect(bestHere.figures.cost).toBeLessThanOrEqual(bestOverAll.figures.cost);
    expect(firstCome.mostOvertakenMs).toBe(0);
  }
});

it("a goal that is missed is said to be", () => {
  const shapes = run();
  const [goals, names] = [goalsOf(shapes), goalsOf(shapes).map(({ goal }) => goal)];
  expect(goals).toHaveLength(12);
  expect(new Set(names).size).toBe(12);
  const spoiled = shapes.map((shape) => ({
    ...shape,
    adaptive: {
      ...shape.adaptive,
      cost: 2 * shape.bestHere.figures.cost,
      waitP90Ms: 1e9,
      abandonedPercent: 100,
      wrongWhenIdlePercent: 100,
      hopelessWaitMeanMs: 1e9,
      mostOvertakenMs: 1e9,
    },
  }));
  expect(goalsOf(spoiled).filter(({ isMet }) => isMet)).toEqual([]);
  const perfect = shapes.map((shape) => ({
    ...shape,
    adaptive: {
      ...shape.adaptive,
      cost: 0,
      waitP90Ms: 0,
      abandonedPercent: -1,
      wrongWhenIdlePercent: -1,
      hopelessWaitMeanMs: -1,
      mostOvertakenMs: 0,
    },
    bestOverAll: { ...shape.bestOverAll, figures: { ...shape.bestOverAll.figures, waitP90Ms: 1 } },
  }));
  expect(goalsOf(perfect).filter(({ isMet }) => !isMet)).toEqual([]);
});

it("a fixed mean threshold keeps the site's distance from the single one", () => {
  expect(fixedAt(0.3, base).mean).toBeCloseTo(0.35, 9);
});
