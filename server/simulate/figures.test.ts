import { expect, it } from "vitest";
import { costsAtBase } from "#server/rules/hand-off-cost.ts";
import type { Day } from "./day.ts";
import { deviation, figuresOf, mean, meanFigures, printed } from "./figures.ts";
import type { QuestionEnd, Visit, VisitEnd } from "./visits.ts";

const visit = (
  end: VisitEnd | null,
  questionEnds: QuestionEnd[],
  waitedMs: number | null,
  degree: number | null,
): Visit => ({
  customer: { number: 0, comesAt: 0, questions: [], patienceMs: 0, isSilent: false, effortMs: [], thinkMs: 0, seed: 0 },
  end,
  questionEnds,
  idleness: questionEnds.map(() => (waitedMs === null ? 1 : 0)),
  askedAt: questionEnds.map(() => 0),
  singles: questionEnds.map(() => 0.5),
  offered: questionEnds.map(() => false),
  enteredAt: waitedMs === null ? null : 5,
  waitedMs,
  degree,
});
const day = (visits: Visit[]): Day => ({
  visits,
  workers: [
    { id: "a", effortMs: 30_000, availableMs: 60_000 },
    { id: "b", effortMs: 60_000, availableMs: 60_000 },
    { id: "never came", effortMs: 0, availableMs: 0 },
  ],
  freeSeatMs: 25,
  allSeatMs: 100,
  mostOvertakenMs: 7,
  creditBoundMs: 10,
  decisions: 3,
});
const visits = [
  visit("answered", ["right", "wrong"], null, null),
  visit("served", ["person"], 10_000, 0.1),
  visit("gaveUp", ["unhelped"], 30_000, 0.5),
  visit(null, ["open"], 20_000, 0.5),
];

it("counts what became of customers and questions, and prices each question once", () => {
  const figures = figuresOf(day(visits), costsAtBase(0.6));
  expect(figures).toMatchObject({ customers: 4, questions: 4, stillThere: 1, enteredLine: 3, servedPercent: 25 });
  expect(figures).toMatchObject({ rightPercent: 25, wrongPercent: 25, personPercent: 25, unhelpedPercent: 25 });
  expect(figures.abandonedPercent).toBeCloseTo(100 / 3, 9);
  // Wrong alone 1, a person 0.4, unhelped 1, right 0; per hundred questions.
  expect(figures.cost).toBeCloseTo((100 * 2.4) / 4, 9);
  expect(figures).toMatchObject({ hopelessWaitMeanMs: 10_000, othersWaitMeanMs: 25_000, waitMeanMs: 20_000 });
  expect(figures).toMatchObject({ wrongWhenIdlePercent: 50, wrongWhenBusyPercent: 0, idlePercent: 25 });
  expect(figures.effortMinutesPerHour).toBe(45);
  expect(figures.effortSpreadPercent).toBeCloseTo(100 / 3, 9);
});

it("means of days are the means of each figure", () => {
  const [one] = [figuresOf(day(visits), costsAtBase(0.6))];
  expect(meanFigures([one, { ...one, cost: one.cost + 10 }]).cost).toBeCloseTo(one.cost + 5, 9);
  expect(() => meanFigures([])).toThrow();
  expect(mean([])).toBe(0);
  expect(deviation([1, 3])).toBe(1);
});

it("prints times in whole milliseconds and shares to two digits", () => {
  expect(printed({ waitMeanMs: 12.7, cost: 1.2345 })).toEqual({ waitMeanMs: 13, cost: 1.23 });
});
