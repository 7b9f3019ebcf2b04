import { expect, it } from "vitest";
import { type Judged, measure } from "./metrics.ts";

const right = (degree: number): Judged => ({ isInScope: true, isRight: true, isInTop3: true, degree });
const wrong = (degree: number): Judged => ({ isInScope: true, isRight: false, isInTop3: true, degree });
const outside = (degree: number): Judged => ({ isInScope: false, isRight: false, isInTop3: false, degree });

it("measures a perfect separation as such", () => {
  expect(measure([right(1), right(1), outside(0), outside(0)])).toEqual({
    top1: 100,
    top3: 100,
    okAuroc: 100,
    fpr95: 0,
    ansAuroc: 100,
    cov95: 100,
    ece: 0,
  });
});

it("measures a mixed one", () => {
  const judged = [right(0.9), wrong(0.8), right(0.7), outside(0.75)];
  const { top1, okAuroc, fpr95, ansAuroc, cov95, ece } = measure(judged);
  expect(top1).toBe(66.7);
  expect(okAuroc).toBe(50);
  expect(fpr95).toBe(100);
  expect(ansAuroc).toBe(50);
  expect(cov95).toBe(33.3);
  expect(ece).toBeCloseTo((0.1 + 0.8 + 0.3 + 0.75) * 25, 1);
});

it("has no separation to measure where nothing is out of scope", () => {
  expect(measure([right(0.5), wrong(0.5)])).toMatchObject({ okAuroc: null, fpr95: null, ansAuroc: 50 });
});
