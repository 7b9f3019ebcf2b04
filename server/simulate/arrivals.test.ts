import { expect, it } from "vitest";
import { arrivalsOf, burstRate, dailyCurve, steadyRate } from "./arrivals.ts";
import { deviation, mean } from "./figures.ts";
import { streamOf } from "./draws.ts";

const HOUR = 3_600_000;
const LENGTH = 10 * HOUR;

it("a steady rate brings as many as it says, with the gaps of a Poisson process", () => {
  const times = arrivalsOf(steadyRate(1_000), LENGTH, streamOf(1, 1));
  expect(times.length).toBeGreaterThan(9_700);
  expect(times.length).toBeLessThan(10_300);
  const gaps = times.slice(1).map((at, before) => at - (times[before] ?? 0));
  // Of an exponential the deviation is the mean.
  expect(deviation(gaps) / mean(gaps)).toBeCloseTo(1, 1);
  expect(times.every((at, place) => at < LENGTH && at >= (times[place - 1] ?? 0))).toBe(true);
});

it.each([
  ["daily curve", dailyCurve(500, LENGTH), LENGTH],
  ["bursts", burstRate(500, { everyMs: 1.5 * HOUR, lengthMs: 0.25 * HOUR, factor: 5 }), 9 * HOUR],
])("%s: the rate is never above its most, and its mean is the one asked for", (_, rate, wholeMs) => {
  const rates = Array.from({ length: 9_000 }, (_each, at) => rate.at((at * wholeMs) / 9_000));
  expect(Math.max(...rates)).toBeLessThanOrEqual(rate.most);
  expect(Math.min(...rates)).toBeGreaterThan(0);
  expect(Math.abs(mean(rates) - 500)).toBeLessThan(3);
});

it("a burst brings five times as many as the calm between", () => {
  const rate = burstRate(400, { everyMs: HOUR, lengthMs: 0.25 * HOUR, factor: 5 });
  const times = arrivalsOf(rate, 100 * HOUR, streamOf(2, 1));
  const isBurst = (at: number): boolean => rate.at(at) === rate.most;
  const inside = times.filter(isBurst).length / 0.25;
  const outside = times.filter((at) => !isBurst(at)).length / 0.75;
  expect(inside / outside).toBeGreaterThan(4.6);
  expect(inside / outside).toBeLessThan(5.4);
});

it("a rate of nothing brings nobody; the same seed brings the same people", () => {
  expect(arrivalsOf(steadyRate(0), LENGTH, streamOf(1, 1))).toEqual([]);
  const day = (seed: number) => arrivalsOf(dailyCurve(50, LENGTH), LENGTH, streamOf(seed, 1));
  expect(day(7)).toEqual(day(7));
  expect(day(7)).not.toEqual(day(8));
});
