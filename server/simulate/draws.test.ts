import { expect, it } from "vitest";
import { quantile } from "#server/bench/metrics.ts";
import { exponential, logNormal, streamOf } from "./draws.ts";
import { deviation, mean } from "./figures.ts";

const draw = (count: number, one: () => number): number[] => Array.from({ length: count }, one);

it("exponential times have the mean asked for, and the median of an exponential", () => {
  const random = streamOf(1, 2);
  const times = draw(40_000, () => exponential(random, 100));
  expect(Math.abs(mean(times) - 100)).toBeLessThan(2);
  expect(Math.abs(quantile(times, 0.5) - 100 * Math.LN2)).toBeLessThan(2);
});

it("log-normal times have the mean and the spread of their logarithm", () => {
  const random = streamOf(1, 3);
  const times = draw(40_000, () => logNormal(random, 270, 0.8));
  expect(Math.abs(mean(times) / 270 - 1)).toBeLessThan(0.03);
  expect(deviation(times.map(Math.log))).toBeCloseTo(0.8, 1);
  expect(Math.min(...times)).toBeGreaterThan(0);
});

it("streams of neighbouring seeds, parts and numbers have nothing to do with each other", () => {
  const firsts = draw(10, () => 0).flatMap((_, seed) =>
    [0, 1].flatMap((part) => [0, 1, 2].map((n) => streamOf(seed, part, n)())),
  );
  expect(new Set(firsts).size).toBe(firsts.length);
  expect(mean(firsts)).toBeGreaterThan(0.35);
  expect(mean(firsts)).toBeLessThan(0.65);
  expect(streamOf(3, 1, 4)()).toBe(streamOf(3, 1, 4)());
});
