import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";
import { newSession } from "../testing/chat-shop.ts";
import { realCustomer, type RealCustomer } from "../testing/real-clients.ts";
import { startTestRedis, type TestRedis } from "../testing/test-redis.ts";
import type { CustomerWire } from "../testing/wire.ts";

/** Redis that is not there, goes, stands still and comes back: two nodes lose speed by it and nothing else. */

/** By the tail, which looks every 1.5 s. */
const HEALED_MS = 3_000;
const FAST_MS = 300;
const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
let redis: TestRedis;
let a: TestChatServer;
let b: ChatNode;
let customer: CustomerWire;
let page: RealCustomer;
const id = () => randomUUID();
let words = 0;

beforeAll(async () => {
  process.on("unhandledRejection", note);
  redis = await startTestRedis(false);
  // F6: nobody is at that port yet.
  a = await startChatServer({ isAlone: false, limitsFactor: 100, redisUrl: redis.url });
  b = await a.startAnother();
  const who = await a.newCustomer();
  customer = await a.connectCustomer(who);
  page = realCustomer(b.url, who);
  page.start();
  await page.until("the thread", () => page.thread());
});
beforeEach(() => expect(unhandled).toEqual([]));
afterAll(async () => {
  page.stop();
  await a.stop();
  await redis.stop();
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

const isConnected = () => [a.redis?.isConnected(), b.redis?.isConnected()];
const becomes = (state: boolean, timeout: number) =>
  vi.waitFor(() => expect(isConnected()).toEqual([state, state]), { timeout, interval: 5 });

/** How long it takes from A to the page at B. */
async function crosses(withinMs: number): Promise<void> {
  words += 1;
  const text = `Word ${words}`;
  const began = performance.now();
  await customer.ask("message:send", { clientId: id(), conversationId: null, text, mediaId: null, answerId: null });
  const acknowledged = performance.now();
  await page.until(text, () => page.items().some((item) => item.kind === "message" && item.data.text === text));
  expect(acknowledged - began).toBeLessThan(FAST_MS);
  expect(performance.now() - began).toBeLessThan(withinMs);
}

describe("Redis", { sequential: true, timeout: 30_000 }, () => {
  it("is absent: the nodes serve, and heal by the tail", async () => {
    expect(isConnected()).toEqual([false, false]);
    await crosses(HEALED_MS);
  });

  it("appears: both are connected within 2 s, and fast", async () => {
    await redis.start();
    await becomes(true, 2_000);
    await crosses(FAST_MS);
  });

  it("is killed: sends are acknowledged as ever, others hear by the tail, a session ends everywhere", async () => {
    await redis.kill();
    await becomes(false, 1_000);
    await crosses(HEALED_MS);
    const { sessionId, cookie } = await newSession(a.database.main, a.shop.mia.staffId);
    const [here, there] = await Promise.all([a.connectStaff({ cookie }), b.connectStaff({ cookie })]);
    const mia = await a.connectStaff(a.shop.mia);
    const began = performance.now();
    await mia.ask("session:revoke", { clientId: id(), id: sessionId as never });
    await here.ended;
    // Sockets of this node never waited for Redis.
    expect(performance.now() - began).toBeLessThan(FAST_MS);
    await there.ended;
    expect(performance.now() - began).toBeLessThan(HEALED_MS);
  });

  it("comes back: what was said while it was away is told within 3 s, and then it is fast again", async () => {
    await customer.ask("message:send", {
      clientId: id(),
      conversationId: null,
      text: "While it was away",
      mediaId: null,
      answerId: null,
    });
    const began = performance.now();
    await redis.start();
    await becomes(true, 2_000);
    await page.until("what was missed", () =>
      page.items().some((item) => item.kind === "message" && item.data.text === "While it was away"),
    );
    expect(performance.now() - began).toBeLessThan(HEALED_MS);
    await crosses(FAST_MS);
  });

  it("is killed and back at once, again and again", async () => {
    for (let round = 0; round < 3; round += 1) {
      await redis.kill();
      await redis.start();
      await crosses(HEALED_MS);
    }
    await becomes(true, 2_000);
    await crosses(FAST_MS);
  });

  it("forgets everything: nobody notices", async () => {
    expect(redis.command("FLUSHALL")).toContain("OK");
    await crosses(FAST_MS);
  });

  it("stands still without closing anything: noticed within 8 s, nothing waits for it, and back when it moves", async () => {
    redis.freeze();
    await crosses(HEALED_MS);
    await becomes(false, 8_000);
    redis.thaw();
    await becomes(true, 3_000);
    await crosses(FAST_MS);
  });

  it("is told of in the log once per outage, and of nothing else", () => {
    const away = a.lines.filter((line) => line.includes("Redis is away")).length;
    expect(away).toBeGreaterThanOrEqual(3);
    expect(away).toBeLessThanOrEqual(6);
    expect(a.lines.filter((line) => line.includes("could not be told"))).toEqual([]);
  });
});
