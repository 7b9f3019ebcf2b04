import type { Database } from "#server/store/database.ts";
import { quantile } from "../metrics.ts";
import type { PaceFigures } from "../swarm/pace-figures.ts";
import { breachesOf, say, wait, withScene } from "./scene.ts";
import { countOf, latenciesOf, openShop, pace } from "./steady.ts";

const CONVERSATIONS = 1_000;
const BURST_PER_SECOND = 400;
const FULL_SECONDS = 4;
const OVERLOAD_SECONDS = 10;
const AFTER_PER_SECOND = 100;
const AFTER_SECONDS = 15;
const NORMAL_MS = 500;
/** Limits per person count in windows of ten seconds. */
const LIMIT_WINDOW_MS = 10_500;

/**
 * L3: 400 messages a second for a minute; then four times what the server can carry, measured just before; then a calm
 * stretch that tells when it is over. The contract's limits are in force: much of the overload is refused by them.
 */
export function runOverload(burstSeconds: number) {
  return withScene({ customers: CONVERSATIONS, agents: CONVERSATIONS, capacity: 1 }, async (scene) => {
    await openShop(scene, CONVERSATIONS);
    await pace(scene, AFTER_PER_SECOND, 5);
    say(`${BURST_PER_SECOND} messages a second for ${burstSeconds} s`);
    const burst = await pace(scene, BURST_PER_SECOND, burstSeconds, { isKeepingIds: true });
    await wait(LIMIT_WINDOW_MS);
    const full = await pace(scene, 0, FULL_SECONDS, { isKeepingIds: true, hasCursors: false });
    const carried = Math.round(full.acknowledged / FULL_SECONDS);
    await wait(LIMIT_WINDOW_MS);
    say(`it carries ${carried} a second; ${4 * carried} for ${OVERLOAD_SECONDS} s`);
    const over = await pace(scene, 4 * carried, OVERLOAD_SECONDS, {
      isKeepingIds: true,
      hasCursors: false,
      patienceMs: 0,
    });
    say(`sent ${over.sent}, ${over.acknowledged} acknowledged and ${over.slowDowns} refused by its end`);
    const after = await pace(scene, AFTER_PER_SECOND, AFTER_SECONDS, { isKeepingIds: true, patienceMs: 60_000 });
    const late = await scene.people.ask<{ clientIds: string[]; slowDowns: number }>("late");
    const acknowledged = [burst, full, over, after].flatMap(({ clientIds }) => clientIds).concat(late.clientIds);
    const { faults } = await scene.people.ask<{ faults: Record<string, number> }>("faults");
    const latencies = latenciesOf(burst);
    const line = {
      bench: "load L3",
      burstPerSecond: BURST_PER_SECOND,
      burstMessages: burst.sent,
      ...latencies,
      burstErrors: countOf(burst.faults) + burst.slowDowns,
      carriedPerSecond: carried,
      overloadPerSecond: Math.round((1_000 * over.sent) / over.tookMs),
      overloadAcknowledged: over.acknowledged,
      overloadSlowDowns: over.slowDowns + late.slowDowns,
      normalAgainSeconds: secondsUntilNormal(after),
      acknowledged: acknowledged.length,
      lost: await countLost(scene.database, acknowledged),
      faults,
      othersCpuPercent: scene.othersCpuPercent(),
    };
    return {
      line,
      breaches: breachesOf([
        { name: "ackP99Ms", value: latencies.ackP99Ms, atMost: NORMAL_MS },
        { name: "deliveryP99Ms", value: latencies.deliveryP99Ms, atMost: NORMAL_MS },
        { name: "burstErrors", value: line.burstErrors, atMost: 0 },
        { name: "overloadSlowDowns", value: line.overloadSlowDowns, atLeast: 1 },
        { name: "normalAgainSeconds", value: line.normalAgainSeconds, atMost: 10 },
        { name: "lost", value: line.lost, atMost: 0 },
        { name: "faults", value: countOf(faults), atMost: 0 },
      ]),
    };
  });
}

/** From which second on every later one has its p99 within bounds; null when the last has not. */
function secondsUntilNormal({ ackMs, sentAtMs }: PaceFigures): number | null {
  const seconds: number[][] = Array.from({ length: AFTER_SECONDS }, () => []);
  for (const [at, ms] of ackMs.entries()) seconds[Math.floor((sentAtMs[at] ?? 0) / 1_000)]?.push(ms);
  const isNormal = (list: readonly number[]) => list.length > 0 && quantile(list, 0.99) <= NORMAL_MS;
  const lastBad = seconds.findLastIndex((list) => !isNormal(list));
  return lastBad === AFTER_SECONDS - 1 ? null : lastBad + 1;
}

async function countLost({ main }: Database, clientIds: readonly string[]): Promise<number> {
  const { rows } = await main.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM unnest($1::uuid[]) AS k(id) WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.client_id = k.id)",
    [clientIds],
  );
  return rows[0]?.count ?? -1;
}
