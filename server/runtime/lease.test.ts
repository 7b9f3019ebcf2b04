import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openDatabase, type Database } from "../store/database.ts";
import { readNodes, startLease } from "../store/nodes.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { keptLogger } from "../testing/test-node.ts";
import { createLease, type Lease, type LeaseOptions } from "./lease.ts";

const leaseMs = 300;
let made: TestDatabase;
let database: Database;
let leases: Lease[];
let lost: string[];

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
});
beforeEach(async () => {
  leases = [];
  lost = [];
  await database.main.query("DELETE FROM nodes");
});
afterEach(async () => {
  for (const lease of leases) await lease.stop();
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

async function begin(options: Partial<LeaseOptions> = {}): Promise<Lease> {
  const lease = createLease({
    database,
    leaseMs,
    log: keptLogger().log,
    isAlone: false,
    onLost: async (epoch) => void lost.push(epoch),
    onNewEpoch: async () => undefined,
    onJudging: async () => undefined,
    ...options,
  });
  leases.push(lease);
  await lease.start();
  return lease;
}

it("knows at once of others, and when they are gone", async () => {
  const one = await begin();
  expect(await one.hasOthers()).toBe(false);
  const two = await begin();
  expect([await one.hasOthers(), await two.hasOthers()]).toEqual([true, true]);
  await two.stop();
  expect(await one.hasOthers()).toBe(false);
});

it("a node that stopped renewing is told as lost once, and its lease forgotten", async () => {
  const dead = uuidv7();
  await startLease(database.main, dead, leaseMs);
  const judge = await begin();
  await vi.waitFor(() => expect(lost).toEqual([dead]), 5_000);
  await vi.waitFor(
    async () => expect(await readNodes(database.main)).toEqual([{ epoch: judge.epoch, isAlive: true }]),
    5_000,
  );
});

/** The database with something before each renewal, and before each new lease. */
function renewing(before: () => Promise<void>, beforeNew: () => void = () => undefined): Database {
  const main = new Proxy(database.main, {
    get(target, name) {
      if (name !== "query") return Reflect.get(target, name) as unknown;
      return async (text: string, values: unknown[]) => {
        if (text.startsWith("UPDATE nodes SET") && text.includes("lease_until > now()")) await before();
        if (text.startsWith("INSERT INTO nodes")) beforeNew();
        return target.query(text, values);
      };
    },
  });
  return { ...database, main };
}

it("who could not renew judges nobody before it has renewed for a full period again", async () => {
  let isAway = false;
  let renewals = 0;
  let judged = 0;
  const judgedAfter = new Map<string, number>();
  const away = renewing(async () => {
    renewals += 1;
    if (isAway) throw new Error("away");
  });
  await begin({
    database: away,
    leaseMs: 3_000,
    onJudging: async () => void (judged += 1),
    onLost: async (epoch) => void judgedAfter.set(epoch, renewals),
  });
  await vi.waitFor(() => expect(judged).toBeGreaterThan(0), { timeout: 10_000, interval: 5 });
  isAway = true;
  const before = renewals;
  await vi.waitFor(() => expect(renewals).toBe(before + 1), { timeout: 5_000, interval: 5 });
  // Somebody whose lease lapsed while the database could not be reached from here, and perhaps from there.
  const quiet = uuidv7();
  await startLease(database.main, quiet, 1);
  isAway = false;
  await vi.waitFor(() => expect(judgedAfter.get(quiet)).toBeGreaterThanOrEqual(before + 4), {
    timeout: 10_000,
    interval: 5,
  });
});

it("after its lease lapsed it goes on under a new one, which stands before anybody hears of the epoch", async () => {
  const told: [next: string, former: string][] = [];
  /** What everybody else is told at the moment a lease is asked for. */
  const epochs: string[] = [];
  const lease = await begin({
    database: renewing(
      async () => undefined,
      () => void epochs.push(leases[0]?.epoch ?? ""),
    ),
    onNewEpoch: async (next, former) => void told.push([next, former]),
  });
  const former = lease.epoch;
  await database.main.query("UPDATE nodes SET lease_until = now()");
  await vi.waitFor(() => expect(told).toHaveLength(1), 5_000);
  expect(told).toEqual([[lease.epoch, former]]);
  expect(lease.epoch).not.toBe(former);
  expect(epochs).toEqual([former, former]);
});

it("stopping while it renews begins no other lease", async () => {
  let goOn = () => undefined as void;
  let isRenewing = false;
  const held = renewing(() => {
    isRenewing = true;
    return new Promise((resolve) => (goOn = resolve));
  });
  const lease = await begin({ database: held, leaseMs: 3_000 });
  await vi.waitFor(() => expect(isRenewing).toBe(true), { timeout: 5_000, interval: 5 });
  let isEnded = false;
  const stopping = lease.stop().then(() => (isEnded = true));
  await readNodes(database.main);
  await readNodes(database.main);
  expect(isEnded).toBe(false);
  goOn();
  await stopping;
  expect(await readNodes(database.main)).toEqual([{ epoch: lease.epoch, isAlive: false }]);
});
