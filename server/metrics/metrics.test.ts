import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET } from "../../app/api/metrics/route.ts";
import { setRunning } from "../running.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { testSecrets, type ShopPerson } from "../testing/chat-shop.ts";
import { createMetrics } from "./metrics.ts";

const TOKEN = "a token of the tests, long enough";
let server: TestChatServer;
let redisState = true;
const id = () => randomUUID();

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 100 });
});
afterAll(() => server.stop());

function run(metricsToken: string | null = TOKEN): void {
  const { chat, meters } = server;
  setRunning({
    app: chat.app,
    secrets: testSecrets,
    publicUrl: "http://desk.example",
    isSecure: false,
    redis: null,
    metricsToken,
    meters,
    readMetrics: createMetrics({ ...chat, meters, redis: { isConnected: () => redisState, lostCount: () => 7 } }).read,
    phase: () => "serving",
  });
}
const get = (headers: Record<string, string> = {}) =>
  GET(new Request("http://desk.example/api/metrics", { headers }), { params: Promise.resolve({}) });
const as = ({ cookie }: ShopPerson) => get({ cookie });
const bearer = (token: string) => get({ authorization: `Bearer ${token}` });

describe("who may read them", () => {
  beforeEach(() => run());

  it("supervisors, admins and programs with the token; nothing is kept on the way", async () => {
    for (const response of [await as(server.shop.sue), await as(server.shop.ada), await bearer(TOKEN)]) {
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(await response.text()).toContain("answerline_decisions_total");
    }
  });

  it("strangers and other tokens are answered as if signed out", async () => {
    const refused = [
      await get(),
      await bearer(`${TOKEN}x`),
      await bearer(TOKEN.slice(1)),
      await bearer(""),
      await get({ authorization: `Basic ${TOKEN}` }),
      await get({ authorization: TOKEN }),
      await get({ cookie: "answerline-staff=made-up" }),
    ];
    for (const response of refused) {
      expect(response.status).toBe(401);
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(await response.json()).toEqual({ ok: false, error: { code: "signed_out" } });
    }
  });

  it("an agent is told that there is nothing, as at any address of others", async () => {
    const response = await as(server.shop.lin);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ ok: false, error: { code: "not_found" } });
  });

  it("without a token of ours no token opens it", async () => {
    run(null);
    for (const token of [TOKEN, "null", "undefined"]) expect((await bearer(token)).status).toBe(401);
    expect((await as(server.shop.sue)).status).toBe(200);
  });
});

describe("what they say", { sequential: true }, () => {
  beforeEach(() => run());

  /** The value on the line of a metric. */
  const valueOf = (text: string, name: string) => {
    const line = text.split("\n").find((each) => each.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  };
  const read = async () => {
    const response = await bearer(TOKEN);
    const text = await response.text();
    expect([response.status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    return text;
  };

  it("lines, waits, agents and sockets", async () => {
    const lin = await server.connectStaff(server.shop.lin);
    const waiting = await server.connectCustomer(await server.newCustomer());
    await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    await waiting.ask("handoff:request", { clientId: id(), conversationId: null });
    const text = await read();
    expect(valueOf(text, 'answerline_waiting{team="Front desk"}')).toBe(1);
    expect(valueOf(text, 'answerline_waiting{team="Workshop"}')).toBe(0);
    expect(valueOf(text, 'answerline_oldest_wait_seconds{team="Front desk"}')).toBeGreaterThan(0);
    expect(valueOf(text, 'answerline_oldest_wait_seconds{team="Workshop"}')).toBe(0);
    expect(valueOf(text, 'answerline_conversations{state="waiting"}')).toBe(1);
    expect(valueOf(text, 'answerline_agents{availability="available",presence="present"}')).toBe(1);
    expect(valueOf(text, 'answerline_sockets{namespace="/customer"}')).toBe(1);
    expect(valueOf(text, 'answerline_sockets{namespace="/agent"}')).toBe(1);
    expect(valueOf(text, 'answerline_agents{availability="offline",presence="away"}')).toBe(2);
    expect(valueOf(text, "answerline_offers_pending")).toBe(1);
    const { offers } = await lin.ask("desk:open", {});
    await lin.ask("offer:accept", { clientId: id(), offerId: offers[0]?.id as never });
    const served = await read();
    expect(valueOf(served, "answerline_offers_pending")).toBe(0);
    expect(valueOf(served, 'answerline_served{team="Front desk"}')).toBe(1);
    expect(valueOf(served, 'answerline_free_seats{team="Front desk"}')).toBe(2);
    expect(valueOf(served, "answerline_decisions_total")).toBeGreaterThan(
      valueOf(text, "answerline_decisions_total") ?? 0,
    );
  });

  it("groups of appends, in Prometheus' buckets", async () => {
    const before = valueOf(await read(), "answerline_append_group_size_count") ?? 0;
    server.meters.groupCommitted(3, 1.5);
    server.meters.groupCommitted(1, 0.4);
    const text = await read();
    expect(valueOf(text, "answerline_append_group_size_count")).toBe(before + 2);
    expect(text).toMatch(/answerline_append_group_size_bucket\{le="4"\} [1-9]/);
    expect(text).toMatch(/answerline_append_group_seconds_bucket\{le="0.002"\} [1-9]/);
    expect(valueOf(text, "answerline_appends_waiting")).toBe(0);
  });

  it("refusals by code, of sockets and of requests", async () => {
    const customer = await server.connectCustomer(await server.newCustomer());
    expect(await customer.refused("queue:leave", { clientId: id(), conversationId: id() as never })).toBe("not_found");
    await get();
    const text = await read();
    expect(valueOf(text, 'answerline_commands_refused_total{code="not_found"}')).toBe(1);
    expect(valueOf(text, 'answerline_requests_refused_total{code="signed_out"}')).toBeGreaterThan(0);
  });

  it("database, Redis and the process", async () => {
    redisState = false;
    const text = await read();
    expect(valueOf(text, "answerline_database_up")).toBe(1);
    expect(valueOf(text, 'answerline_database_waiting{pool="messages"}')).toBe(0);
    expect(valueOf(text, "answerline_redis_up")).toBe(0);
    expect(valueOf(text, "answerline_redis_unsent_total")).toBe(7);
    redisState = true;
    expect(valueOf(await read(), "answerline_redis_up")).toBe(1);
    for (const name of [
      "nodejs_eventloop_lag_p50_seconds",
      "nodejs_eventloop_lag_p99_seconds",
      "nodejs_eventloop_lag_max_seconds",
      "process_resident_memory_bytes",
      "process_cpu_seconds_total",
    ])
      expect([name, valueOf(text, name)]).toEqual([name, expect.any(Number)]);
  });

  it("says nothing of any person", async () => {
    const text = await read();
    for (const { name, email, staffId } of [server.shop.lin, server.shop.sue])
      for (const word of [name, email, staffId]) expect(text).not.toMatch(new RegExp(`\\b${word}\\b`));
  });
});
