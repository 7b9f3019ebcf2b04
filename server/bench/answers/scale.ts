import { startChild } from "../messages/child.ts";
import { startOthersMeter } from "../others-cpu.ts";
import type { ScaleLine, ScaleOrder, ScaleReport } from "./scale-orders.ts";

/** Sizes with the limits of issue 4. */
const SIZES = [
  { questions: 1_000, entries: 287, most: { buildMs: 5_000 } },
  { questions: 10_000, entries: 791, most: { buildMs: 40_000, matchP50Ms: 1, matchP99Ms: 3, ratio: 3 } },
  {
    questions: 100_000,
    entries: 6_795,
    most: { buildMs: 240_000, matchP50Ms: 3, matchP99Ms: 15, ratio: 1, peakMb: 800 },
  },
] as const;
const MOST_STALL_MS = 50;

/**
 * Builds, matches, memory and stalls at three sizes of library, each in a process of its own, one JSON line each.
 * @returns the exit code: 1 when a limit is passed
 */
export async function runScale(sizes: readonly number[] | null): Promise<number> {
  let hasBreach = false;
  for (const { questions, entries, most } of SIZES) {
    if (sizes !== null && !sizes.includes(questions)) continue;
    process.stderr.write(`${questions} similar questions\n`);
    const others = startOthersMeter();
    const child = startChild<ScaleOrder, ScaleReport>("../answers/scale-process.ts", ["--expose-gc"]);
    try {
      const { line } = await child.ask({ questions, entries }, "done");
      process.stdout.write(
        `${JSON.stringify({ bench: "answers", scale: questions, ...line, seed: 1, cpuPercent: others() })}\n`,
      );
      const limits: Partial<Record<keyof ScaleLine, number>> = { ...most, stallP99Ms: MOST_STALL_MS };
      for (const [name, limit] of Object.entries(limits) as [keyof ScaleLine, number][]) {
        if (line[name] <= limit) continue;
        hasBreach = true;
        process.stderr.write(`${questions}: ${name} ${line[name]} is above ${limit}\n`);
      }
    } finally {
      await child.stop();
    }
  }
  return hasBreach ? 1 : 0;
}
