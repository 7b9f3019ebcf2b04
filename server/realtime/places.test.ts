import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { strangeQuestion } from "../testing/chat-shop.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** Places over real sockets: fresh within two seconds, and told to nobody who would read the same. */

const FRESH_MS = 2_000;
let server: TestChatServer;
let lin: AgentWire;
const id = () => randomUUID();

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 10 });
  lin = await server.connectStaff(server.shop.lin);
  await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
});
afterAll(() => server.stop());

async function inLine(): Promise<{ tab: CustomerWire; conversationId: never }> {
  const tab = await server.connectCustomer(await server.newCustomer());
  const { conversation } = await tab.ask("message:send", {
    clientId: id(),
    conversationId: null,
    text: strangeQuestion,
    mediaId: null,
    answerId: null,
  });
  await tab.until("item:created", ({ item }) => item.author.kind === "library");
  const { place } = await tab.ask("handoff:request", { clientId: id(), conversationId: conversation.id });
  expect(place).toMatchObject({ places: null, range: null, rose: null });
  return { tab, conversationId: conversation.id as never };
}
const movesOf = ({ heard }: CustomerWire) => heard.filter(({ name }) => name === "queue:moved").length;

it("whoever waits hears of a new place within two seconds, and nobody else hears anything", async () => {
  const waiting = [];
  for (let at = 0; at < 4; at += 1) waiting.push(await inLine());
  const [first, second, third, last] = waiting;
  if (first === undefined || second === undefined || third === undefined || last === undefined)
    throw new Error("no line");
  await last.tab.until("queue:moved", ({ position }) => position === 4);
  await second.tab.until("queue:moved", ({ position }) => position === 2);
  const before = waiting.map(({ tab }) => movesOf(tab));
  const began = performance.now();
  await third.tab.ask("queue:leave", { clientId: id(), conversationId: third.conversationId });
  await last.tab.until("queue:moved", ({ position }) => position === 3);
  expect(performance.now() - began).toBeLessThan(FRESH_MS);
  const told = waiting.map(({ tab }, at) => movesOf(tab) - (before[at] ?? 0));
  expect(told).toEqual([0, 0, 0, 1]);
  for (const { tab } of waiting) tab.close();
});
