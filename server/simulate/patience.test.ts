import { expect, it } from "vitest";
import { streamOf } from "./draws.ts";
import { Patience } from "./patience.ts";

it("nobody cut short: the share left is counted", () => {
  const patience = new Patience([1, 2, 3, 4].map((ms) => ({ ms, isEnd: true })));
  expect([0, 1, 2, 3, 4].map((ms) => patience.leftAfter(ms))).toEqual([1, 0.75, 0.5, 0.25, 0]);
});

it("Kaplan and Meier: who was served first is at risk until then, and no longer", () => {
  const patience = new Patience([
    { ms: 10, isEnd: true },
    { ms: 20, isEnd: false },
    { ms: 30, isEnd: true },
    { ms: 40, isEnd: false },
  ]);
  expect(patience.leftAfter(10)).toBeCloseTo(3 / 4);
  expect(patience.leftAfter(20)).toBeCloseTo(3 / 4);
  expect(patience.leftAfter(30)).toBeCloseTo(3 / 8);
});

it("draws follow the days they were learned from, though half of the waits were cut short", () => {
  const random = streamOf(1, 1);
  const meanMs = 200_000;
  const waits = Array.from({ length: 4_000 }, () => {
    const patienceMs = -Math.log(1 - random()) * meanMs;
    const servedMs = random() * 400_000;
    return { ms: Math.min(patienceMs, servedMs), isEnd: patienceMs < servedMs };
  });
  const patience = new Patience(waits);
  const drawn = Array.from({ length: 4_000 }, () => patience.draw(random, 0));
  const mean = drawn.reduce((sum, ms) => sum + ms, 0) / drawn.length;
  expect(Math.abs(mean / meanMs - 1)).toBeLessThan(0.1);
  // Who has waited so long already waits longer still.
  for (let count = 0; count < 100; count += 1) expect(patience.draw(random, 150_000)).toBeGreaterThan(150_000);
});

it("where nobody ever gave up, nobody does", () => {
  const patience = new Patience([{ ms: 5, isEnd: false }]);
  expect(patience.draw(streamOf(1, 1), 0)).toBe(Infinity);
  expect(new Patience([]).draw(streamOf(1, 1), 0)).toBe(Infinity);
});
