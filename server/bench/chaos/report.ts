/** From the result of a run to its JSON line and its breaches. */
import { checkNames, type CheckName } from "./check/findings.ts";
import { faultOf } from "./disturb.ts";
import type { ChaosOptions } from "./options.ts";
import type { ChaosResult } from "./run.ts";
import { percentile } from "./swarm/ledger.ts";
import type { PlantName } from "./world/world.ts";

const LEAST_ACKNOWLEDGED = 5_000;
const RECONNECT_P95_MS = 5_000;
const DROPPED_HEAL_MS = 5_000;
const FIRST_ASSIGNMENT_MS = 10_000;
const LEAST_HITS = 20;
const LINES = 10;

/** The check that names a plant. */
const checksOfPlant: Record<PlantName, readonly CheckName[]> = {
  "ack-before-commit": ["lost"],
  "skip-dedupe": ["duplicated"],
  "forget-seat": ["leakedSeats", "capacityBreaches"],
  "stale-owner": ["doubleOwners"],
  "lost-publish": ["divergedViews"],
};

export interface ChaosReport {
  line: Record<string, unknown>;
  breaches: string[];
  /** Null without a plant; whether the check that names it went red. */
  isPlantFound: boolean | null;
}

export function reportOf(options: ChaosOptions, result: ChaosResult, othersCpuPercent: number | null): ChaosReport {
  const { findings, disturbance, failpointHits, swarm } = result;
  const { ledger } = swarm;
  const breaches: string[] = [];
  for (const name of checkNames) {
    const [first] = findings[name];
    if (first !== undefined) breaches.push(`${name} ${findings[name].length}: ${first.split("\n")[0]}`);
  }
  breaches.push(...disturbance.broken);
  const acknowledged = ledger.acked.size;
  const isWhole = options.customers >= 200 && options.rate >= 110 && options.plant === null;
  if (options.isQuick && isWhole && options.faults === "quick" && acknowledged < LEAST_ACKNOWLEDGED)
    breaches.push(`acknowledged ${acknowledged} of at least ${LEAST_ACKNOWLEDGED}`);
  const reconnectsMs = ledger.reconnects.map(({ ms }) => ms);
  const reconnectP95Ms = percentile(reconnectsMs, 0.95);
  if (reconnectP95Ms > RECONNECT_P95_MS) breaches.push(`reconnectP95Ms ${reconnectP95Ms}`);
  const heals = healsOf(result, breaches);
  const allTimes = options.dropPublishes ? ledger.lagsMs : disturbance.heals.flatMap(({ timesMs }) => timesMs);
  const healMaxMs = percentile(allTimes, 1);
  if (options.dropPublishes && healMaxMs > DROPPED_HEAL_MS) breaches.push(`healMaxMs ${healMaxMs} without publishes`);
  if ((disturbance.counts["failpoints"] ?? 0) > 0)
    for (const [point, hits] of Object.entries(failpointHits))
      if (hits < LEAST_HITS) breaches.push(`failpoint ${point} was hit ${hits} times`);
  const line = {
    chaos: options.isQuick ? "quick" : "run",
    nodes: options.nodes,
    seconds: result.seconds,
    seed: options.seed,
    plant: options.plant,
    attempted: ledger.attempted.size,
    acknowledged,
    acknowledgedActs: ledger.acts.length,
    ...Object.fromEntries(checkNames.map((name) => [name, findings[name].length])),
    reconnects: reconnectsMs.length,
    reconnectP95Ms,
    reconnectMaxMs: percentile(reconnectsMs, 1),
    healP95Ms: percentile(allTimes, 0.95),
    healMaxMs,
    heals,
    deliveryP50Ms: percentile(ledger.lagsMs, 0.5),
    deliveryP95Ms: percentile(ledger.lagsMs, 0.95),
    deliveryMaxMs: percentile(ledger.lagsMs, 1),
    delivered: ledger.lagsMs.length,
    ...(options.dropPublishes ? resumeFigures(result) : {}),
    failpointHits,
    faults: disturbance.counts,
    reloads: ledger.reloads,
    retries: ledger.retries,
    lateInserts: ledger.lateInserts,
    refused: ledger.refused,
    othersCpuPercent,
    breaches,
  };
  const isPlantFound =
    options.plant === null ? null : checksOfPlant[options.plant].some((name) => findings[name].length > 0);
  return { line, breaches, isPlantFound };
}

/** What healing without publishes costs: the answers to "what is missing", and all that went over the links. */
function resumeFigures({ swarm: { ledger }, bytesDown }: ChaosResult): Record<string, number> {
  const perMessage = (bytes: number, count: number) => Math.round(bytes / Math.max(1, count));
  return {
    resumeBytes: ledger.resumeBytes,
    resumedItems: ledger.resumedItems,
    resumeBytesPerItem: perMessage(ledger.resumeBytes, ledger.resumedItems),
    linkBytesPerHealed: perMessage(bytesDown, ledger.lagsMs.length),
  };
}

interface HealLine {
  fault: string;
  clients: number;
  p95Ms: number;
  maxMs: number;
  limitP95Ms: number;
  limitMaxMs: number;
  firstAssignmentMs: number | null;
}

/** By fault, over all its injections. */
function healsOf({ disturbance }: ChaosResult, breaches: string[]): HealLine[] {
  return Object.keys(disturbance.counts).map((name) => {
    const own = disturbance.heals.filter(({ fault }) => fault === name);
    const times = own.flatMap(({ timesMs }) => timesMs);
    const firsts = own.flatMap(({ firstAssignmentMs }) => firstAssignmentMs ?? []);
    const { p95, max } = faultOf(name).limitMs;
    const heal: HealLine = {
      fault: name,
      clients: times.length,
      p95Ms: percentile(times, 0.95),
      maxMs: percentile(times, 1),
      limitP95Ms: p95,
      limitMaxMs: max,
      firstAssignmentMs: firsts.length === 0 ? null : Math.max(...firsts),
    };
    if (heal.p95Ms > p95) breaches.push(`${name} healed in ${heal.p95Ms} ms (95 %), the limit is ${p95}`);
    if (heal.maxMs > max) breaches.push(`${name} healed in ${heal.maxMs} ms at most, the limit is ${max}`);
    if (name === "node-kill" && heal.firstAssignmentMs !== null && heal.firstAssignmentMs > FIRST_ASSIGNMENT_MS)
      breaches.push(`${name}: the first assignment came after ${heal.firstAssignmentMs} ms`);
    return heal;
  });
}

/** The first lines of each kind, for whoever reads along. */
export function tellFindings({ findings, swarm }: ChaosResult, say: (line: string) => void): void {
  for (const name of checkNames) {
    for (const line of findings[name].slice(0, LINES)) say(`${name}: ${line}`);
    if (findings[name].length > LINES) say(`${name}: and ${findings[name].length - LINES} more`);
  }
  const slow = swarm.ledger.reconnects.filter(({ ms }) => ms > RECONNECT_P95_MS).toSorted((a, b) => b.ms - a.ms);
  for (const { by, ms, story } of slow.slice(0, LINES)) say(`back after ${Math.round(ms)} ms: ${by} (${story})`);
}
