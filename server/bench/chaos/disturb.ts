/** Breaks things, one after the other, while the swarm works, and measures how each heals. */
import { cutLinks } from "./world/link-faults.ts";
import { faults, type Fault } from "./world/faults.ts";
import type { World } from "./world/world.ts";
import { awayNow, readHeads, watchHealing, type Heal } from "./swarm/heal.ts";
import type { Swarm } from "./swarm/swarm.ts";
import type { ChaosOptions } from "./options.ts";

const shortCut: Fault = {
  name: "link-cut-8s",
  limitMs: { p95: 3_000, max: 6_000 },
  nodes: 1,
  inject: (world, { links }, random) => cutLinks(world, links, random, 8_000),
};
/** The fixed mixture; the last one lasts as long as there is time. */
const quick = ["failpoints", "node-kill", "link-reset", "page-reload", "link-cut-8s", "postgres-terminate", "ack-lost"];
const known: readonly Fault[] = [...faults, shortCut];

/** Nothing new breaks in the last moments of a run: what is broken then could not be seen to heal. */
const LAST_MS = 3_000;
/** Roughly how long the longest take; in a random order they are left out where they do not fit. */
const lengthsMs: Readonly<Record<string, number>> = {
  "redis-kill-5min": 300_000,
  "agent-browser-killed": 50_000,
  "link-cut-30s": 32_000,
  failpoints: 20_000,
};

export interface Disturbance {
  /** Times each was injected. */
  counts: Record<string, number>;
  heals: Heal[];
  /** Faults whose own promise was broken (a start took too long …). */
  broken: string[];
}

export const faultOf = (name: string): Fault => {
  const fault = known.find((each) => each.name === name);
  if (fault === undefined) throw new Error(`no fault ${name}`);
  return fault;
};

/** Resolves when the time is over (`until`, of `performance.now()`) and the last cause has ended. */
export async function disturb(
  { faults: chosen, nodes }: Pick<ChaosOptions, "faults" | "nodes">,
  world: World,
  swarm: Swarm,
  random: () => number,
  until: number,
  log: (line: string) => void,
): Promise<Disturbance> {
  const report: Disturbance = { counts: {}, heals: [], broken: [] };
  const queue = chosen === "quick" ? [...quick] : null;
  const names = chosen === "quick" ? [] : chosen;
  await world.pause(2_000);
  while (performance.now() < until - LAST_MS && !world.areFaultsOver) {
    const name = queue === null ? next() : queue.shift();
    if (name === undefined) break;
    await one(faultOf(name));
    await world.pause(500 + 1_500 * random());
  }
  await world.pause(Math.max(0, until - performance.now()));
  return report;

  function next(): string | undefined {
    const leftMs = until - performance.now();
    // The only fault of a run is injected however long it takes.
    const fitting = names.filter((name) => names.length === 1 || (lengthsMs[name] ?? 0) < leftMs);
    return fitting[Math.floor(random() * fitting.length)];
  }

  async function one(fault: Fault): Promise<void> {
    if (fault.nodes > nodes) return;
    log(`${fault.name} …`);
    report.counts[fault.name] = (report.counts[fault.name] ?? 0) + 1;
    const wereAway = awayNow(swarm);
    const over = swarm.outages.begin();
    try {
      await fault.inject(world, swarm.handles, random);
    } catch (error) {
      report.broken.push(`${fault.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    over();
    const endedAt = performance.now();
    const heads = await readHeads(world.database);
    const heal = await watchHealing(swarm, wereAway, heads, fault, endedAt);
    report.heals.push(heal);
    for (const line of heal.slow) log(`${fault.name}: ${line}`);
    const slowest = Math.round(Math.max(0, ...heal.timesMs));
    const last = swarm.ledger.reconnects.findLast(({ by }) => by === heal.slowest);
    if (slowest > fault.limitMs.p95 && heal.slowest !== null)
      log(
        `${fault.name}: ${heal.slowest} took ${slowest} ms; last back after ${Math.round(last?.ms ?? 0)} ms (${last?.story ?? "never away"})`,
      );
    log(
      `${fault.name} healed in ${slowest} ms${heal.open.length > 0 ? `, but for ${heal.open.slice(0, 5).join(", ")}` : ""}`,
    );
  }
}

/** Whatever was broken is mended. */
export async function mend(world: World, swarm: Swarm): Promise<void> {
  for (const link of swarm.handles.links) link.mend();
  for (const node of world.nodes) node.arm({});
  await world.postgres.start();
  await world.redis?.start();
  await Promise.all(world.nodes.map((node) => node.start()));
}
