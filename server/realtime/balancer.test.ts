import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#components/realtime/clock.ts";
import { openSocket } from "#components/realtime/open-socket.ts";
import { createSocketClient, type Connection, type SocketClient } from "#components/realtime/socket-client.ts";
import type { CustomerCommands, CustomerEvents } from "../contract/index.ts";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";
import { startRoundRobin, type RoundRobin, type WebSocketPassage } from "../testing/round-robin.ts";

/** The browser's own socket behind a balancer that sends each request to the next node. */

const SAID_WITHIN_MS = 5_000;
let a: TestChatServer;
let b: ChatNode;
const endings: (() => unknown)[] = [];

beforeAll(async () => {
  a = await startChatServer({ isAlone: false });
  b = await a.startAnother();
});
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});
afterAll(() => a.stop());

type Client = SocketClient<CustomerCommands, CustomerEvents>;

async function open(nodes: ChatNode[], passage: WebSocketPassage): Promise<{ client: Client; robin: RoundRobin }> {
  const robin = await startRoundRobin(
    nodes.map(({ url }) => url),
    passage,
  );
  const { token } = await a.newCustomer();
  const client: Client = createSocketClient({
    url: robin.url,
    namespace: "/customer",
    auth: () => ({ version: 1, token }),
    openSocket,
    clock: systemClock,
    random: Math.random,
  });
  endings.push(() => robin.stop(), client.stop);
  client.start();
  return { client, robin };
}

/** How long until the page knows. */
async function until(client: Client, fits: (connection: Connection) => boolean): Promise<number> {
  const began = performance.now();
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`still ${JSON.stringify(client.connection())}`)), 10_000);
    const look = (connection: Connection) => {
      if (!fits(connection)) return;
      clearTimeout(late);
      resolve();
    };
    client.onConnection(look);
    look(client.connection());
  });
  return performance.now() - began;
}
const isOnline = ({ status }: Connection) => status === "online";
const send = (client: Client) =>
  client.call("message:send", {
    clientId: randomUUID(),
    conversationId: null,
    text: "Is anybody there?",
    mediaId: null,
    answerId: null,
  });

describe("two nodes, no stickiness", () => {
  it("WebSocket passes: both nodes serve", async () => {
    for (let n = 0; n < 2; n += 1) {
      const { client, robin } = await open([a, b], "pass");
      expect(await until(client, isOnline)).toBeLessThan(1_000);
      expect(await send(client)).toMatchObject({ ok: true });
      expect(robin.counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    }
  });

  for (const passage of ["refuse", "swallow"] as const)
    it(`WebSocket is ${passage === "refuse" ? "refused" : "never answered"}: the page is told why within 5 s`, async () => {
      const { client } = await open([a, b], passage);
      expect(await until(client, ({ isStickyMissing }) => isStickyMissing)).toBeLessThan(SAID_WITHIN_MS);
    });

  it("once WebSocket passes again, the page is served", async () => {
    const { client, robin } = await open([a, b], "refuse");
    await until(client, ({ isStickyMissing }) => isStickyMissing);
    robin.passage = "pass";
    await until(client, isOnline);
    expect(client.connection().isStickyMissing).toBe(false);
    expect(await send(client)).toMatchObject({ ok: true });
  });
});

describe("one node, or a sticky balancer", () => {
  for (const passage of ["refuse", "swallow"] as const)
    it(`WebSocket is ${passage === "refuse" ? "refused" : "never answered"}: long polling serves within 5 s`, async () => {
      const { client } = await open([a], passage);
      expect(await until(client, isOnline)).toBeLessThan(SAID_WITHIN_MS);
      expect(await send(client)).toMatchObject({ ok: true });
    });
});
