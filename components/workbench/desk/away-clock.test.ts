import { expect, it } from "vitest";
import { createAwayClock } from "./away-clock.ts";

it("says it once for each time the desk was left", () => {
  const clock = createAwayClock(600, 0);
  expect(clock.isDue(599)).toBe(false);
  expect(clock.isDue(600)).toBe(true);
  clock.said();
  expect(clock.isDue(5_000)).toBe(false);
  clock.touched(6_000);
  expect(clock.isDue(6_599)).toBe(false);
  expect(clock.isDue(6_600)).toBe(true);
});

it("a move in another tab counts, an older one changes nothing", () => {
  const clock = createAwayClock(600, 0);
  clock.touched(500);
  clock.touched(300);
  expect(clock.nextLookAt()).toBe(1_100);
  expect(clock.isDue(700)).toBe(false);
});
