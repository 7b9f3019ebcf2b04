import { quantile } from "../metrics.ts";
import type { JournalResult } from "./orders.ts";

/** One round, or the medians of several. */
export interface Journaled {
  perSecond: number;
  assignedPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  batchSize: number;
  /** Of the decisions, those taken right after another process had decided, in percent. */
  afterOthersPercent: number;
  cpuUsPerDecision: number;
}

/** What the processes of one round did together. */
export function joined(results: readonly JournalResult[]): Journaled {
  const sum = (read: (result: JournalResult) => number): number =>
    results.reduce((total, result) => total + read(result), 0);
  const ackMs = results.flatMap((result) => result.ackMs);
  const decisions = sum((result) => result.decisions);
  const stepped = sum((result) => result.stepped);
  return {
    perSecond: sum((result) => (1_000 * result.decisions) / result.elapsedMs),
    assignedPerSecond: sum((result) => (1_000 * result.assigned) / result.elapsedMs),
    p50Ms: quantile(ackMs, 0.5),
    p99Ms: quantile(ackMs, 0.99),
    batchSize: stepped / sum((result) => result.batches),
    afterOthersPercent: (100 * sum((result) => result.afterOthers)) / stepped,
    cpuUsPerDecision: sum((result) => result.cpuUs) / decisions,
  };
}

/** The median of each figure over the rounds. */
export function medians(rounds: readonly Journaled[]): Journaled {
  const of = (key: keyof Journaled): number =>
    quantile(
      rounds.map((round) => round[key]),
      0.5,
    );
  return {
    perSecond: of("perSecond"),
    assignedPerSecond: of("assignedPerSecond"),
    p50Ms: of("p50Ms"),
    p99Ms: of("p99Ms"),
    batchSize: of("batchSize"),
    afterOthersPercent: of("afterOthersPercent"),
    cpuUsPerDecision: of("cpuUsPerDecision"),
  };
}

/** Where the time of these processes went, by statement and `elsewhere`, in percent, the largest first; empty where it was not measured. */
export function spentPercent(results: readonly JournalResult[]): Record<string, number> {
  const whole = results.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  const spent = new Map<string, number>();
  for (const { spentMs } of results)
    for (const [name, ms] of Object.entries(spentMs)) spent.set(name, (spent.get(name) ?? 0) + ms);
  if (spent.size === 0) return {};
  spent.set("elsewhere", whole - [...spent.values()].reduce((sum, ms) => sum + ms, 0));
  return Object.fromEntries(
    [...spent].sort(([, x], [, y]) => y - x).map(([name, ms]) => [name, Math.round((1_000 * ms) / whole) / 10]),
  );
}
