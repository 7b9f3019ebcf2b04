import type { Database } from "#server/store/database.ts";
import { startDurableDatabase } from "../swarm/durable-database.ts";
import { startFamilyMeter } from "../swarm/family-cpu.ts";
import { forkProcess, type Forked } from "../swarm/forked.ts";
import { freePort } from "../swarm/free-port.ts";
import type { PeopleOptions } from "../swarm/people-process.ts";
import type { CrowdCustomer } from "../swarm/seed-crowd.ts";
import { seedShop } from "../swarm/shop-world.ts";

/** A shop on a database of its own, the server as in production, and its people in one process. */
export interface Scene {
  database: Database;
  server: Forked;
  people: Forked;
  customers: CrowdCustomer[];
  othersCpuPercent(): number | null;
}

export interface SceneSize {
  customers: number;
  agents: number;
  capacity: number;
}

/** Sets it up, runs `work`, and takes everything down again, whatever happens. */
export async function withScene<T>(size: SceneSize, work: (scene: Scene) => Promise<T>): Promise<T> {
  const world = await startDurableDatabase();
  const running: Forked[] = [];
  try {
    const { siteId, customers, agents } = await seedShop(world.database, size);
    const port = await freePort();
    const server = await forkProcess("server-process.ts", { databaseUrl: world.url, siteId, port });
    running.push(server);
    const people = await forkProcess("people-process.ts", { port, customers, agents } satisfies PeopleOptions);
    running.push(people);
    const othersCpuPercent = startFamilyMeter([world.postmaster]);
    return await work({ database: world.database, server, people, customers, othersCpuPercent });
  } finally {
    await Promise.all(running.map((each) => each.end("SIGKILL")));
    await world.stop();
  }
}

export const say = (line: string): void => void process.stderr.write(`${line}\n`);
export const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** A figure that is held to a limit. */
export interface Held {
  name: string;
  value: number | null;
  atMost?: number;
  atLeast?: number;
}

/** What breaches its limit, in words; null (not reached) always does. */
export function breachesOf(held: readonly Held[]): string[] {
  return held.flatMap(({ name, value, atMost, atLeast }) => {
    if (value === null) return [`${name} was not reached`];
    if (atMost !== undefined && !(value <= atMost)) return [`${name} ${value} is above ${atMost}`];
    if (atLeast !== undefined && !(value >= atLeast)) return [`${name} ${value} is below ${atLeast}`];
    return [];
  });
}
