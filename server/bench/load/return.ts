import { startDurableDatabase } from "../swarm/durable-database.ts";
import { startFamilyMeter } from "../swarm/family-cpu.ts";
import { forkProcess, type Forked } from "../swarm/forked.ts";
import { freePort } from "../swarm/free-port.ts";
import type { PagesFigures, PagesOptions } from "../swarm/pages-process.ts";
import { appendToAll } from "../swarm/seed-crowd.ts";
import { seedShop } from "../swarm/shop-world.ts";
import { breachesOf, say, wait } from "./scene.ts";

const CUSTOMERS = 5_000;
const ITEMS_BEFORE = 4;
const ITEMS_MISSED = 2;
const IDLE_MS = 5_000;

const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 10) / 100);

/**
 * L2: 5,000 customers' pages, idle; the server is killed and started, and all come back by the product's own backoff and
 * show what they missed.
 */
export async function runReturn() {
  const world = await startDurableDatabase();
  const running: Forked[] = [];
  try {
    const { siteId, customers } = await seedShop(world.database, { customers: CUSTOMERS, agents: 1, capacity: 1 });
    await appendToAll(world.database.main, customers, ITEMS_BEFORE);
    const port = await freePort();
    const options = { databaseUrl: world.url, siteId, port };
    const server = await forkProcess("server-process.ts", options);
    running.push(server);
    const pages = await forkProcess("pages-process.ts", { port, customers } satisfies PagesOptions);
    running.push(pages);
    const readOthers = startFamilyMeter([world.postmaster]);
    const first = pages.ask<PagesFigures>("watch", { reach: ITEMS_BEFORE });
    await pages.ask("start");
    say(`all connected after ${seconds((await first).connectedMs) ?? "never"} s`);
    await wait(IDLE_MS);
    await appendToAll(world.database.main, customers, ITEMS_MISSED);
    await server.end("SIGKILL");
    const coming = pages.ask<PagesFigures>("watch", { reach: ITEMS_BEFORE + ITEMS_MISSED });
    const startedAt = performance.now();
    running.push(await forkProcess("server-process.ts", options));
    const startSeconds = seconds(performance.now() - startedAt);
    const back = await coming;
    const line = {
      bench: "load L2",
      sockets: CUSTOMERS,
      startSeconds,
      acceptedSeconds: seconds(back.connectedMs),
      viewsRightSeconds: seconds(back.rightMs),
      handshakesPerClient: Math.round((100 * back.handshakes) / CUSTOMERS) / 100,
      attemptsPerClient: Math.round((100 * back.attempts) / CUSTOMERS) / 100,
      othersCpuPercent: readOthers(),
    };
    return {
      line,
      breaches: breachesOf([
        { name: "acceptedSeconds", value: line.acceptedSeconds, atMost: 20 },
        { name: "viewsRightSeconds", value: line.viewsRightSeconds, atMost: 30 },
        { name: "handshakesPerClient", value: line.handshakesPerClient, atMost: 3 },
      ]),
    };
  } finally {
    await Promise.all(running.map((each) => each.end("SIGKILL")));
    await world.stop();
  }
}
