import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchOutages, type Outages } from "./outages.ts";

let outages: Outages;
const nodes = [{ isUp: true }, { isUp: true }];
const postgres = { isUp: true };

beforeEach(() => {
  vi.useFakeTimers();
  for (const part of [...nodes, postgres]) part.isUp = true;
  outages = watchOutages({ nodes, postgres });
});
afterEach(() => {
  outages.stop();
  vi.useRealTimers();
});

it("one node of two is enough to be served", () => {
  const lostAt = performance.now();
  (nodes[0] as { isUp: boolean }).isUp = false;
  vi.advanceTimersByTime(1_000);
  (nodes[0] as { isUp: boolean }).isUp = true;
  vi.advanceTimersByTime(1_000);
  expect(outages.canServeSince(lostAt, performance.now())).toBe(lostAt);
});

it("nobody is served without the database, though nodes are up and the fault goes on", () => {
  const lostAt = performance.now();
  const over = outages.begin();
  postgres.isUp = false;
  vi.advanceTimersByTime(5_000);
  postgres.isUp = true;
  const backAt = performance.now();
  vi.advanceTimersByTime(400);
  const wholeAt = performance.now();
  vi.advanceTimersByTime(2_000);
  over();
  const since = outages.canServeSince(lostAt, wholeAt) - backAt;
  expect(since).toBeGreaterThanOrEqual(0);
  expect(since).toBeLessThanOrEqual(25);
});

it("what ends after a client is whole is not counted in its favour", () => {
  const lostAt = performance.now();
  const over = outages.begin();
  vi.advanceTimersByTime(300);
  const wholeAt = performance.now();
  vi.advanceTimersByTime(300);
  over();
  expect(outages.canServeSince(lostAt, wholeAt)).toBe(lostAt);
  expect(outages.canServeSince(lostAt, performance.now())).toBe(performance.now());
});
