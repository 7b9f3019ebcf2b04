/**
 * `npm run bench -- connections`: what a connected customer costs, how fast customers connect, and how long it takes until
 * all are back after a kill, beside bare Socket.IO in the same run.
 */
import { parseArgs } from "node:util";
import { seedChatShop } from "#server/testing/chat-shop.ts";
import type { CustomersOptions, RoundFigures } from "./swarm/customers-process.ts";
import { startFamilyMeter } from "./swarm/family-cpu.ts";
import { startDurableDatabase } from "./swarm/durable-database.ts";
import { forkProcess, type Forked } from "./swarm/forked.ts";
import { freePort } from "./swarm/free-port.ts";
import { hasOpenFiles } from "./swarm/open-files.ts";
import { appendToAll, seedCustomers, type CrowdCustomer } from "./swarm/seed-crowd.ts";

/** Messages in each thread before, and missed by each customer while the server is killed. */
const ITEMS_BEFORE = 6;
const ITEMS_MISSED = 2;
/** Handshakes under way at once while connects are counted. */
const IN_FLIGHT = 128;
/** Counters of the last ten seconds are no part of what an idle connection holds. */
const SETTLE_MS = 11_000;

const say = (line: string) => void process.stderr.write(`${line}\n`);

interface Figures {
  kbPerConnection: number;
  heapKbPerConnection: number;
  connectsPerSecond: number;
  stormSeconds: number;
  startSeconds: number;
  handshakesPerClient: number;
  faults: string[];
}

interface Subject {
  name: string;
  namespace: CustomersOptions["namespace"];
  start(port: number): Promise<Forked>;
  /** Lets the customers miss something; answers with the newest number they must have after. */
  miss(): Promise<number>;
  reach: number;
}

interface Look {
  rss: number;
  heapUsed: number;
  external: number;
}

async function run(subject: Subject, crowd: readonly CrowdCustomer[], processes: number): Promise<Figures> {
  const port = await freePort();
  let server = await subject.start(port);
  const share = Math.ceil(crowd.length / processes);
  const clients = await Promise.all(
    Array.from({ length: processes }, (_, at) =>
      forkProcess("customers-process.ts", {
        port,
        namespace: subject.namespace,
        customers: crowd.slice(at * share, (at + 1) * share),
      } satisfies CustomersOptions),
    ),
  );
  const faults: string[] = [];
  const open = async (reach: number, inFlight: number, upTo = share) => {
    const startedAt = performance.now();
    const rounds = await Promise.all(
      clients.map((client) => client.ask<RoundFigures>("open", { reach, inFlight, to: upTo })),
    );
    for (const round of rounds) faults.push(...round.faults);
    return {
      tookMs: performance.now() - startedAt,
      handshakes: rounds.reduce((sum, round) => sum + round.handshakes, 0),
    };
  };
  const closeAll = async () => {
    await Promise.all(clients.map((client) => client.ask("close")));
    await wait(1_000);
  };
  try {
    // The first ones make the code warm and the pools full, and are gone again.
    await open(subject.reach, IN_FLIGHT / processes, Math.min(share, Math.ceil(1_000 / processes)));
    await closeAll();
    await wait(SETTLE_MS);
    const empty = await server.ask<Look>("look");
    const connecting = await open(subject.reach, IN_FLIGHT / processes);
    say(`${subject.name}: ${crowd.length} connected in ${Math.round(connecting.tookMs)} ms`);
    await wait(SETTLE_MS);
    const full = await server.ask<Look>("look");
    const heap = (look: Look) => look.heapUsed + look.external;
    const reach = await subject.miss();

    const killedAt = performance.now();
    await server.end("SIGKILL");
    server = await subject.start(port);
    const startedAt = performance.now();
    const storm = await open(reach, crowd.length);
    const stormSeconds = (performance.now() - killedAt) / 1_000;
    say(`${subject.name}: all back after ${stormSeconds.toFixed(2)} s`);
    await closeAll();
    return {
      kbPerConnection: round1((full.rss - empty.rss) / 1_024 / crowd.length),
      heapKbPerConnection: round1((heap(full) - heap(empty)) / 1_024 / crowd.length),
      connectsPerSecond: Math.round((1_000 * crowd.length) / connecting.tookMs),
      stormSeconds: round2(stormSeconds),
      startSeconds: round2((startedAt - killedAt) / 1_000),
      handshakesPerClient: round2(storm.handshakes / crowd.length),
      faults,
    };
  } finally {
    await Promise.all([server, ...clients].map((each) => each.end("SIGKILL")));
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));
const round1 = (value: number) => Math.round(value * 10) / 10;
const round2 = (value: number) => Math.round(value * 100) / 100;

/** Runs it and prints one JSON line; 1 when a customer did not come back whole. */
export async function runConnectionsBench(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      customers: { type: "string", default: "5000" },
      processes: { type: "string", default: "1" },
      only: { type: "string" },
    },
  });
  const count = Number(values.customers);
  if (!hasOpenFiles(count + 200)) return 2;
  const world = await startDurableDatabase();
  const { database } = world;
  try {
    const readOthers = startFamilyMeter([world.postmaster]);
    const { siteId } = await seedChatShop(database);
    const crowd = await seedCustomers(database.main, siteId, count);
    await appendToAll(database.main, crowd, ITEMS_BEFORE);
    await database.main.query("VACUUM ANALYZE");
    await database.main.query("CHECKPOINT");
    say(`${count} customers with ${ITEMS_BEFORE} items each`);
    const product: Subject = {
      name: "product",
      namespace: "/customer",
      start: (port) => forkProcess("server-process.ts", { databaseUrl: world.url, siteId, port }),
      async miss() {
        await appendToAll(database.main, crowd, ITEMS_MISSED);
        return ITEMS_BEFORE + ITEMS_MISSED;
      },
      reach: ITEMS_BEFORE,
    };
    const bare: Subject = {
      name: "bare Socket.IO",
      namespace: "/",
      start: (port) => forkProcess("bare-server.mjs", { port }),
      miss: async () => 0,
      reach: 0,
    };
    const processes = Number(values.processes);
    const relay = values.only === "product" ? null : await run(bare, crowd, processes);
    const own = await run(product, crowd, processes);
    const line = {
      bench: "connections",
      ...own,
      relayKbPerConnection: relay?.kbPerConnection,
      relayHeapKbPerConnection: relay?.heapKbPerConnection,
      relayConnectsPerSecond: relay?.connectsPerSecond,
      relayStormSeconds: relay?.stormSeconds,
      customers: count,
      itemsPerThread: ITEMS_BEFORE,
      missedPerCustomer: ITEMS_MISSED,
      // Nothing that counts here is drawn by lot.
      seed: 1,
      othersCpuPercent: readOthers(),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return own.faults.length > 0 || (relay?.faults.length ?? 0) > 0 ? 1 : 0;
  } finally {
    await world.stop();
  }
}
