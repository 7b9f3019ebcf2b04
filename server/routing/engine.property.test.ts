import { describe, expect, it } from "vitest";
import { runSeeds } from "../testing/routing-seeds.ts";

/** A few by default; `ANSWERLINE_SEEDS=10000` for the whole run, `ANSWERLINE_FIRST_SEED` to look at one. */
const SEEDS = Number(process.env.ANSWERLINE_SEEDS ?? 200);
const FIRST = Number(process.env.ANSWERLINE_FIRST_SEED ?? 1);
const EVENTS = 500;
/** A twin costs as much again: fewer of them in a long run. */
const TWIN_EVERY = SEEDS > 1_000 ? 25 : 10;

describe("engine properties", () => {
  it(`holds every invariant after every step of ${SEEDS} seeds × ${EVENTS} events`, { timeout: 900_000 }, async () => {
    const { counts, breaches, tookMs, cpuMs } = await runSeeds({
      first: FIRST,
      seeds: SEEDS,
      events: EVENTS,
      twinEvery: TWIN_EVERY,
    });
    const { steps, refusals } = counts;
    const times = { tookMs: Math.round(tookMs), cpuMs: Math.round(cpuMs) };
    console.log(JSON.stringify({ seeds: SEEDS, events: EVENTS, breaches: breaches.length, ...times, ...counts }));
    expect(breaches.slice(0, 5)).toEqual([]);
    expect(steps).toBe(SEEDS * EVENTS);
    // A run in which hardly anything was legal, or nothing illegal, would prove nothing.
    expect(refusals / steps).toBeGreaterThan(0.05);
    expect(refusals / steps).toBeLessThan(0.6);
  });
});
