/** One chaos run: a world, a swarm, what breaks, rest, and the comparison. */
import { seeded } from "#server/routing/random-shop.ts";
import { checkActs } from "./check/acts.ts";
import { noFindings, type Findings } from "./check/findings.ts";
import { checkMessages } from "./check/messages.ts";
import { checkCapacity, checkOwners } from "./check/owners.ts";
import { checkRest, checkSeats } from "./check/rest.ts";
import { readStored } from "./check/stored.ts";
import { compareBoard, compareViews } from "./check/views.ts";
import { disturb, mend, type Disturbance } from "./disturb.ts";
import type { ChaosOptions } from "./options.ts";
import { drain, hush } from "./rest.ts";
import { createSwarm, type Swarm } from "./swarm/swarm.ts";
import type { FailpointName, World } from "./world/world.ts";

/** Pages are right this soon after the last word; the board too. */
const VIEWS_MS = 5_000;
const BOARD_MS = 2_000;
const HUSH_MS = 15_000;

export interface ChaosResult {
  findings: Findings;
  disturbance: Disturbance;
  failpointHits: Record<FailpointName, number>;
  swarm: Pick<Swarm, "ledger">;
  bytesDown: number;
  bytesUp: number;
  seconds: number;
}

export async function runChaos(
  options: ChaosOptions,
  world: World,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<ChaosResult> {
  const { seconds, seed, rate } = options;
  const findings = noFindings();
  const swarm = await createSwarm({ world, seed, rate });
  try {
    await swarm.open();
    log(`${swarm.people.length} pages are open`);
    const beganAt = performance.now();
    const bytes = () => ({
      down: swarm.handles.links.reduce((sum, link) => sum + link.bytesDown, 0),
      up: swarm.handles.links.reduce((sum, link) => sum + link.bytesUp, 0),
    });
    const before = bytes();
    swarm.set("work");
    const until = beganAt + 1_000 * seconds;
    const end = setTimeout(() => world.endFaults(), 1_000 * seconds);
    const disturbance = await disturb(options, world, swarm, seeded(seed + 1), until, log).finally(() =>
      clearTimeout(end),
    );
    // Whoever interrupts ends the world: nothing of it may be started again.
    signal?.throwIfAborted();
    const ranMs = performance.now() - beganAt;
    const after = bytes();
    world.endFaults();
    await mend(world, swarm);
    log("everything is mended, the traffic stops");
    await hush(swarm, HUSH_MS);
    for (const line of await compareViews(world.database, swarm, VIEWS_MS))
      findings.divergedViews.push(`in quiet: ${line}`);
    await drain(world, swarm, log);
    log("at rest");
    for (const line of await compareBoard(world.database, swarm, BOARD_MS))
      findings.divergedViews.push(`at rest: ${line}`);
    for (const line of await compareViews(world.database, swarm, VIEWS_MS))
      findings.divergedViews.push(`at rest: ${line}`);
    const stored = await readStored(world.database.main);
    checkMessages(findings, swarm.ledger, stored);
    checkActs(findings, swarm.ledger, stored);
    checkOwners(findings, stored);
    checkRest(findings, stored, swarm);
    await checkSeats(findings, world.database.main);
    await checkCapacity(findings, world.database.main, swarm.ledger, swarm.supervisor.overridden);
    findings.engineDifferences.push(...(await world.engineDifferences()));
    findings.unexpectedExits.push(...world.unexpectedExits);
    return {
      findings,
      disturbance,
      failpointHits: await world.failpointHits(),
      swarm,
      bytesDown: after.down - before.down,
      bytesUp: after.up - before.up,
      seconds: Math.round(ranMs / 100) / 10,
    };
  } finally {
    await swarm.stop();
  }
}
