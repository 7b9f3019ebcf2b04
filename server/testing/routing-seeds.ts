/** Test support: many seeds, shared by processes. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { noCounts, type RunCounts } from "../routing/check-run.ts";

export interface SeedShare {
  first: number;
  /** Seeds up to `first + count`, every `by`-th of them. */
  count: number;
  by: number;
  events: number;
  /** Every so manyth seed is also stepped by a twin and followed through JSON. */
  twinEvery: number;
}
export interface Breach {
  seed: number;
  message: string;
}
export interface ShareDone {
  counts: RunCounts;
  breaches: Breach[];
  /** Of all processes: what the run takes where nothing else runs, times the cores. */
  cpuMs: number;
}

function addTo(sum: RunCounts, counts: RunCounts): void {
  sum.steps += counts.steps;
  sum.refusals += counts.refusals;
  for (const name of ["byType", "byNotice", "byReason"] as const)
    for (const [key, n] of Object.entries(counts[name])) sum[name][key] = (sum[name][key] ?? 0) + n;
}

/** Runs seeds `first` to `first + seeds - 1`. */
export async function runSeeds(options: {
  first: number;
  seeds: number;
  events: number;
  twinEvery: number;
}): Promise<ShareDone & { tookMs: number }> {
  const { first, seeds, events, twinEvery } = options;
  const processes = Math.min(seeds, availableParallelism());
  const startedAt = performance.now();
  const counts = noCounts();
  const breaches: Breach[] = [];
  let cpuMs = 0;
  const shares = Array.from({ length: processes }, async (_, at) => {
    const share: SeedShare = { first: first + at, count: seeds - at, by: processes, events, twinEvery };
    // Most of what a step makes is gone by the next one.
    const execArgv = ["--max-semi-space-size=32", "--import", "tsx"];
    const child = fork(join(import.meta.dirname, "routing-seed-worker.ts"), [JSON.stringify(share)], { execArgv });
    const ended = once(child, "exit").then(() => Promise.reject(new Error("a process of seeds ended without counts")));
    const [done] = (await Promise.race([once(child, "message"), ended])) as [ShareDone];
    addTo(counts, done.counts);
    breaches.push(...done.breaches);
    cpuMs += done.cpuMs;
  });
  await Promise.all(shares);
  breaches.sort((x, y) => x.seed - y.seed);
  return { counts, breaches, cpuMs, tookMs: performance.now() - startedAt };
}
