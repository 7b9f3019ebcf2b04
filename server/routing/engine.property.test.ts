import { describe, expect, it } from "vitest";
import { checkSeed, noCounts } from "./check-run.ts";
import { step } from "./step.ts";

const SEEDS = Number(process.env.ANSWERLINE_SEEDS ?? 200);
const FIRST = Number(process.env.ANSWERLINE_FIRST_SEED ?? 1);
const EVENTS = 300;

describe("engine properties", () => {
  it(`holds every invariant after every step of ${SEEDS} seeds × ${EVENTS} events`, { timeout: 600_000 }, () => {
    const counts = noCounts();
    const startedAt = performance.now();
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      try {
        checkSeed({ seed, events: EVENTS, step, counts });
      } catch (cause) {
        throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : cause}`, { cause });
      }
    }
    const tookMs = performance.now() - startedAt;
    const { steps, refusals, byType, byNotice } = counts;
    console.log(
      JSON.stringify({
        seeds: SEEDS,
        steps,
        refusals,
        tookMs: Math.round(tookMs),
        seedsPerSecond: Math.round((SEEDS * 1000) / tookMs),
        byType,
        byNotice,
      }),
    );
    expect(steps).toBe(SEEDS * EVENTS);
    // A run in which hardly anything was legal, or nothing illegal, would prove nothing.
    expect(refusals / steps).toBeGreaterThan(0.05);
    expect(refusals / steps).toBeLessThan(0.6);
  });
});
