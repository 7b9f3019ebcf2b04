/**
 * `npm run bench -- routing`: what a decision costs in the pure engine, and how many whole decisions a second reach the
 * database, beside the usual queue on the same rows. One JSON line per size; exits 1 where a goal of issue 5 is missed.
 */
import { parseArgs } from "node:util";
import { startChild } from "../messages/child.ts";
import { type JournalFigures, type JournalOptions, measureJournal } from "./measure-journal.ts";
import type { DecideOrder, DecideReport, DecideTimes } from "./orders.ts";
import { type ShopSize, SIZES } from "./shop-size.ts";

const GOALS = { p99Us: 50, growth: 3, journaledP99Ms: 25, ratio: 1.5 };
const SEED = 1;

interface Options extends JournalOptions {
  sizes: readonly ShopSize[];
  decisions: number;
  isEngineOnly: boolean;
}

function optionsOf(argv: string[]): Options | null {
  const { values } = parseArgs({
    args: argv,
    options: {
      sizes: { type: "string" },
      rounds: { type: "string", default: "3" },
      seconds: { type: "string", default: "4" },
      decisions: { type: "string", default: "60000" },
      outstanding: { type: "string", default: "64" },
      connections: { type: "string", default: "8" },
      "engine-only": { type: "boolean", default: false },
      explain: { type: "boolean", default: false },
      profile: { type: "string" },
    },
  });
  const wanted = values.sizes?.split(",").map(Number);
  const numbers = {
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    decisions: Number(values.decisions),
    outstanding: Number(values.outstanding),
    connections: Number(values.connections),
  };
  const sizes = SIZES.filter(({ waiting }) => wanted === undefined || wanted.includes(waiting));
  if (sizes.length === 0 || Object.values(numbers).some((value) => !(value > 0))) return null;
  return {
    ...numbers,
    sizes,
    isEngineOnly: values["engine-only"],
    isExplaining: values.explain,
    profile: values.profile ?? null,
    say,
  };
}

/** @returns the exit code: 1 when a goal is missed, 2 when the arguments are wrong */
export async function runRoutingBench(argv: string[]): Promise<number> {
  const options = optionsOf(argv);
  if (options === null) {
    say(
      `Usage: npm run bench -- routing [--sizes ${SIZES.map(({ waiting }) => waiting).join(",")}] [--rounds N] [--seconds N] [--decisions N] [--outstanding N] [--connections N] [--engine-only] [--explain] [--profile DIR]`,
    );
    return 2;
  }
  let smallest: DecideTimes | null = null;
  const missed: string[] = [];
  for (const size of options.sizes) {
    const times = await measureEngine(size, options, false);
    const withNeeds = await measureEngine(size, options, true);
    smallest ??= times;
    const growth = times.p99Us / smallest.p99Us;
    if (times.p99Us > GOALS.p99Us)
      missed.push(`${size.waiting} waiting: a decision takes ${rounded(times.p99Us, 1)} µs`);
    if (withNeeds.p99Us > GOALS.p99Us)
      missed.push(`${size.waiting} waiting with needs: a decision takes ${rounded(withNeeds.p99Us, 1)} µs`);
    if (growth > GOALS.growth) missed.push(`${size.waiting} waiting: ${rounded(growth, 1)} times the smallest size`);
    const journal = options.isEngineOnly ? null : await measureJournal(size, options);
    if (journal !== null) missed.push(...missesOf(size, journal));
    process.stdout.write(`${JSON.stringify(lineOf(size, options, { times, withNeeds, growth }, journal))}\n`);
  }
  for (const miss of missed) say(`missed: ${miss}`);
  return missed.length === 0 ? 0 : 1;
}

async function measureEngine(
  size: ShopSize,
  { decisions, rounds }: Options,
  isWithNeeds: boolean,
): Promise<DecideTimes> {
  const needs = isWithNeeds ? ", a third needs one of two languages" : "";
  say(`${size.waiting} waiting, ${size.agents} agents: the engine alone${needs}`);
  const child = startChild<DecideOrder, DecideReport>("../routing/decide-process.ts");
  try {
    return (await child.ask({ kind: "measure", size, decisions, rounds, seed: SEED, isWithNeeds }, "measured")).times;
  } finally {
    await child.stop();
  }
}

function missesOf({ waiting }: ShopSize, journal: JournalFigures): string[] {
  const misses: string[] = [];
  for (const [name, { perSecond, p99Ms }] of [
    ["one process", journal.one],
    ["two processes", journal.two],
  ] as const) {
    const ratio = perSecond / journal.skipLockedPerSecond;
    if (ratio < GOALS.ratio) misses.push(`${waiting} waiting, ${name}: ${rounded(ratio, 2)} of skip-locked`);
    if (p99Ms > GOALS.journaledP99Ms) misses.push(`${waiting} waiting, ${name}: p99 ${rounded(p99Ms, 1)} ms`);
  }
  if (journal.lostAfterKill !== 0) misses.push(`${waiting} waiting: a kill lost ${journal.lostAfterKill} decisions`);
  if (!journal.isSameAfterKill) misses.push(`${waiting} waiting: rows and journal differ after a kill`);
  if (journal.refused > 0) misses.push(`${waiting} waiting: ${journal.refused} commands were refused`);
  return misses;
}

function lineOf(
  size: ShopSize,
  options: Options,
  { times, withNeeds, growth }: { times: DecideTimes; withNeeds: DecideTimes; growth: number },
  journal: JournalFigures | null,
): Record<string, unknown> {
  return {
    bench: "routing",
    ...size,
    decisionP50Us: rounded(times.p50Us, 1),
    decisionP99Us: rounded(times.p99Us, 1),
    decisionP99UsOf: Object.fromEntries(Object.entries(times.p99UsOf).map(([type, us]) => [type, rounded(us, 1)])),
    growthP99: rounded(growth, 2),
    decisionP50UsWithNeeds: rounded(withNeeds.p50Us, 1),
    decisionP99UsWithNeeds: rounded(withNeeds.p99Us, 1),
    heapMb: rounded(times.heapMb, 1),
    ...(journal === null ? {} : journalLine(options, journal)),
    seed: SEED,
  };
}

function journalLine({ outstanding, connections }: Options, journal: JournalFigures): Record<string, unknown> {
  const { one, two } = journal;
  return {
    outstanding,
    journaledPerSecond: Math.round(one.perSecond),
    journaledP50Ms: rounded(one.p50Ms, 1),
    journaledP99Ms: rounded(one.p99Ms, 1),
    assignedPerSecond: Math.round(one.assignedPerSecond),
    batchSize: rounded(one.batchSize, 1),
    cpuUsPerDecision: Math.round(one.cpuUsPerDecision),
    journaledByTwoPerSecond: Math.round(two.perSecond),
    journaledByTwoP99Ms: rounded(two.p99Ms, 1),
    batchSizeByTwo: rounded(two.batchSize, 1),
    afterOthersPercent: Math.round(two.afterOthersPercent),
    connections,
    skipLockedPerSecond: Math.round(journal.skipLockedPerSecond),
    ratio: rounded(one.perSecond / journal.skipLockedPerSecond, 2),
    ratioByTwo: rounded(two.perSecond / journal.skipLockedPerSecond, 2),
    lostAfterKill: journal.lostAfterKill,
    isSameAfterKill: journal.isSameAfterKill,
    ...(Object.keys(journal.spentPercent).length === 0 ? {} : { spentPercent: journal.spentPercent }),
    othersCpuPercent: journal.othersCpuPercent,
  };
}

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
