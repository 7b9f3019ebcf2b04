import { afterAll, beforeAll, expect, it } from "vitest";
import { realCustomer, type RealCustomer } from "#server/testing/real-clients.ts";
import { openWorld, type OpenedWorld } from "./open-world.ts";

/** As long as a slow machine needs for a few starts. */
const PATIENCE_MS = 60_000;

let world: OpenedWorld;
let page: RealCustomer;
let said = 0;

beforeAll(async () => {
  world = await openWorld({
    nodes: 1,
    seed: 1,
    agents: 2,
    customers: 1,
    plant: null,
    dropPublishes: false,
    log: () => undefined,
  });
  const link = await world.openLink("a customer");
  const [customer] = world.customers;
  if (customer === undefined) throw new Error("nobody was seeded");
  page = realCustomer(link.url, customer);
  page.start();
  await page.until("the thread", () => page.thread());
}, PATIENCE_MS);
afterAll(async () => {
  page.stop();
  await world.stop();
}, PATIENCE_MS);

/** Resolves when it has been stored and is shown. */
async function say(): Promise<void> {
  const text = `words ${(said += 1)}`;
  const conversationId = page.thread()?.conversations.at(-1)?.id ?? null;
  const input = { conversationId, text, mediaId: null, answerId: null };
  page.outbox.add({ lane: "thread", command: "message:send", input });
  await page.until(
    text,
    () => page.items().some(({ data }) => "text" in data && data.text === text) && page.outbox.entries().length === 0,
    PATIENCE_MS,
  );
}

it(
  "goes on after everything was killed, on the same ports",
  async () => {
    await say();
    const [node] = world.nodes;
    const port = node?.port;
    await Promise.all([world.postgres.kill(), node?.kill()]);
    expect(node?.isUp).toBe(false);
    await Promise.all([world.postgres.start(), node?.start()]);
    expect([node?.isUp, node?.port]).toEqual([true, port]);
    await say();
    await world.postgres.restartImmediately();
    await say();
    await world.postgres.terminateBackends();
    await say();
    await node?.stop();
    await node?.start();
    await say();
    expect(await world.engineDifferences()).toEqual([]);
    expect(world.unexpectedExits).toEqual([]);
    const durable = await world.database.main.query<{ fsync: string; synchronous: string }>(
      "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS synchronous",
    );
    expect(durable.rows).toEqual([{ fsync: "on", synchronous: "on" }]);
  },
  PATIENCE_MS,
);

it(
  "breaks off at its failpoints, loses nothing there, and counts",
  async () => {
    const [node] = world.nodes;
    node?.arm({ beforeCommit: 0.3, afterCommitBeforeAck: 0.1, afterAckBeforePublish: 0.3, doubtfulCommit: 0.3 });
    const hits = async () => Object.values(await world.failpointHits()).reduce((sum, each) => sum + each, 0);
    for (let at = 0; at < 50 && (await hits()) < 4; at += 1) await say();
    node?.arm({});
    expect(await hits()).toBeGreaterThanOrEqual(4);
    await say();
    const stored = await world.database.main.query<{ text: string }>(
      "SELECT data->>'text' AS text FROM items WHERE author_kind = 'customer' AND kind = 'message' ORDER BY created_at, seq",
    );
    expect(stored.rows.map(({ text }) => text)).toEqual(Array.from({ length: said }, (_, at) => `words ${at + 1}`));
  },
  PATIENCE_MS,
);

it(
  "writes down an end that nobody asked for, and starts the node again",
  async () => {
    const [node] = world.nodes;
    const before = node?.startsMs.length ?? 0;
    process.kill(node?.pid ?? 0, "SIGKILL");
    await say();
    expect(world.unexpectedExits).toHaveLength(1);
    expect(world.unexpectedExits[0]).toContain("node-a ended by itself (SIGKILL)");
    expect(node?.startsMs.length).toBe(before + 1);
  },
  PATIENCE_MS,
);
