import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Limits } from "../auth/limits.ts";
import { limits as kinds } from "../contract/command.ts";
import { refusalOf } from "../contract/errors.ts";
import { startTestRedis, type TestRedis } from "../testing/test-redis.ts";
import { keptLogger } from "../testing/test-node.ts";
import { createCommandLimits, createHandshakeLimits } from "./limits.ts";
import { connectRedis, type RedisLink } from "./redis.ts";

describe("limits of one node", () => {
  const clock = { at: 0 };
  const limits = createCommandLimits({ factor: 1, redis: null, now: () => clock.at });
  const take = (who: string, command = "message:send") => limits.take(who, command, kinds.chat);

  it("allow so many calls a period, of each person and command, and then say how long to wait", () => {
    for (let n = 0; n < kinds.chat.points; n += 1) expect(take("lin")).toBe(0);
    expect(take("lin")).toBe(kinds.chat.perMs);
    expect(take("mia")).toBe(0);
    expect(take("lin", "note:add")).toBe(0);
    clock.at += kinds.chat.perMs - 1;
    expect(take("lin")).toBe(1);
    clock.at += 1;
    expect(take("lin")).toBe(0);
  });

  it("are loosened by a factor", () => {
    const loose = createCommandLimits({ factor: 2, redis: null });
    const calls = Array.from({ length: 2 * kinds.chat.points + 1 }, () =>
      loose.take("lin", "message:send", kinds.chat),
    );
    expect(calls.filter((wait) => wait === 0)).toHaveLength(2 * kinds.chat.points);
  });
});

describe("limits of two nodes", { sequential: true }, () => {
  let redis: TestRedis;
  let links: RedisLink[];
  const { log } = keptLogger();

  beforeAll(async () => {
    redis = await startTestRedis();
    links = [0, 1].map(() => connectRedis({ url: redis.url, siteId: "a site", log }));
    await vi.waitFor(() => expect(links.map((link) => link.isConnected())).toEqual([true, true]), 5_000);
  });
  afterAll(async () => {
    await Promise.all(links.map((link) => link.close()));
    await redis.stop();
  });
  const nodes = <T>(make: (link: RedisLink) => T): [T, T] => links.map(make) as [T, T];

  it("who uses one up on both together is refused on both, a moment later", async () => {
    const [a, b] = nodes((link) => createCommandLimits({ factor: 1, redis: link }));
    const part = Math.ceil(kinds.chat.points * 0.6);
    for (let n = 0; n < part; n += 1)
      for (const node of [a, b]) expect(node.take("lin", "message:send", kinds.chat)).toBe(0);
    await vi.waitFor(
      async () => {
        for (const node of [a, b]) expect(await node.take("lin", "message:send", kinds.chat)).toBeGreaterThan(0);
      },
      // So seldom that neither uses up the limit by itself.
      { timeout: 800, interval: 100 },
    );
    expect(a.take("mia", "message:send", kinds.chat)).toBe(0);
  });

  it("who stays below a quarter costs Redis nothing", async () => {
    const [a] = nodes((link) => createCommandLimits({ factor: 1, redis: link }));
    for (let n = 1; n < kinds.chat.points / 4; n += 1) void a.take("tom", "message:send", kinds.chat);
    // The next tenth of a second tells what there is to tell, of somebody else.
    for (let n = 0; n < kinds.chat.points / 2; n += 1) void a.take("sue", "message:send", kinds.chat);
    await vi.waitFor(() => expect(redis.command("KEYS", "*sue*")).toContain("sue"), { timeout: 1_000, interval: 20 });
    expect(redis.command("KEYS", "*tom*").trim()).toBe("");
  });

  it("guesses of a password are counted together, others' requests are not", async () => {
    const [a, b] = nodes((link) => new Limits(link));
    const limit = { points: 4, perMs: 60_000 };
    for (let n = 0; n < 2; n += 1) for (const node of [a, b]) await node.take("sign-in address", "192.0.2.1", limit);
    for (const node of [a, b])
      expect(refusalOf(await node.take("sign-in address", "192.0.2.1", limit).catch((e: unknown) => e))).toMatchObject({
        code: "slow_down",
      });
    await a.forgive("sign-in address", "192.0.2.1", limit);
    await b.take("sign-in address", "192.0.2.1", limit);
    for (let n = 0; n < 4; n += 1) for (const node of [a, b]) await node.take("GET /api/media", "lin", limit);
  });

  it("refused handshakes are counted together", async () => {
    const [a, b] = nodes((link) => createHandshakeLimits(link));
    for (let n = 0; n < 30; n += 1) for (const node of [a, b]) node.failed("192.0.2.2");
    await vi.waitFor(async () =>
      expect([await a.isBlocked("192.0.2.2"), await b.isBlocked("192.0.2.2")]).toEqual([true, true]),
    );
    expect(await a.isBlocked("192.0.2.3")).toBe(false);
  });

  it("standing still, Redis delays a sign-in by 250 ms at most and refuses nobody", async () => {
    const [a] = nodes((link) => new Limits(link));
    const limit = { points: 3, perMs: 60_000 };
    redis.freeze();
    try {
      const began = performance.now();
      await a.take("sign-in account", "lin", limit);
      expect(performance.now() - began).toBeLessThan(500);
    } finally {
      redis.thaw();
    }
  });

  it("gone, each node counts alone, at once, and still refuses a guesser", async () => {
    const [a] = nodes((link) => new Limits(link));
    const [commands] = nodes((link) => createCommandLimits({ factor: 1, redis: link }));
    await redis.kill();
    await vi.waitFor(() => expect(links.some((link) => link.isConnected())).toBe(false), {
      timeout: 1_000,
      interval: 5,
    });
    const limit = { points: 3, perMs: 60_000 };
    const began = performance.now();
    for (let n = 0; n < 3; n += 1) await a.take("sign-in account", "mia", limit);
    expect(refusalOf(await a.take("sign-in account", "mia", limit).catch((e: unknown) => e))).toMatchObject({
      code: "slow_down",
    });
    expect(performance.now() - began).toBeLessThan(100);
    const calls = Array.from({ length: kinds.chat.points + 1 }, () => commands.take("mia", "message:send", kinds.chat));
    expect(calls.filter((wait) => wait === 0)).toHaveLength(kinds.chat.points);
  });
});
