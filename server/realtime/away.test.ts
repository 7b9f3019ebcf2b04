import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SettingsRow } from "../routing/state.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { knownQuestion, strangeQuestion, type ShopCustomer } from "../testing/chat-shop.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** Away in line, and back (C1), over real sockets. */

let server: TestChatServer;
let lin: AgentWire;
const id = () => randomUUID();

beforeAll(async () => {
  server = await startChatServer();
  lin = await server.connectStaff(server.shop.lin);
  await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  await set({ graceCustomerMs: 1 });
});
afterAll(() => server.stop());

const engine = () => server.chat.app.dispatcher;
const set = (settings: Partial<SettingsRow>) =>
  engine().dispatch({ type: "settings:changed", settings: { ...engine().state.settings, ...settings } });
const inSql = async (text: string, values: unknown[]) => (await server.database.main.query(text, values)).rows;
const boxOf = (conversationId: string) =>
  inSql("SELECT state, text, is_automatic FROM service_requests WHERE conversation_id = $1 ORDER BY number", [
    conversationId,
  ]);
const entriesOf = (conversationId: string) =>
  inSql("SELECT state, entered_at FROM queue_entries WHERE conversation_id = $1 ORDER BY ended_at NULLS LAST", [
    conversationId,
  ]);
const say = (tab: CustomerWire, conversationId: string | null, text: string) =>
  tab.ask("message:send", {
    clientId: id(),
    conversationId: conversationId as never,
    text,
    mediaId: null,
    answerId: null,
  });

/** In line with a question, then away for longer than the grace: taken out of it. */
async function lost(): Promise<{ customer: ShopCustomer; conversationId: string; lastSeq: number }> {
  const customer = await server.newCustomer();
  const tab = await server.connectCustomer(customer);
  const { conversation } = await say(tab, null, strangeQuestion);
  await tab.until("item:created", ({ item }) => item.author.kind === "library");
  await tab.ask("handoff:request", { clientId: id(), conversationId: conversation.id });
  tab.close();
  const kept = await lin.until("request:changed", ({ request }) => request.conversationId === conversation.id);
  expect(kept.request).toMatchObject({ state: "stored", isAutomatic: true, text: strangeQuestion });
  const [row] = await inSql("SELECT public_seq FROM conversations WHERE id = $1", [conversation.id]);
  return { customer, conversationId: conversation.id, lastSeq: (row as { public_seq: number }).public_seq };
}

const withdrawn = (conversationId: string) =>
  lin.until(
    "request:changed",
    ({ request }) => request.conversationId === conversationId && request.state === "withdrawn",
  );

describe("a customer who was away from the line for too long", () => {
  it("has the place again on coming back, and the message box gives back what it kept", async () => {
    const { customer, conversationId } = await lost();
    const [abandoned] = await entriesOf(conversationId);
    expect(abandoned).toMatchObject({ state: "abandoned" });
    const tab = await server.connectCustomer(customer);
    const { conversations } = await tab.ask("thread:open", { pageUrl: null });
    expect(conversations.at(-1)).toMatchObject({ id: conversationId });
    await tab.until("item:created", ({ item }) => item.kind === "queued");
    await withdrawn(conversationId);
    expect(await boxOf(conversationId)).toEqual([{ state: "withdrawn", text: strangeQuestion, is_automatic: true }]);
    // The same place: it counts from the first time.
    expect((await entriesOf(conversationId)).at(-1)).toMatchObject({
      entered_at: (abandoned as { entered_at: Date }).entered_at,
    });
    await tab.ask("queue:leave", { clientId: id(), conversationId: conversationId as never });
    tab.close();
  });

  it("the same for a page that only lost the network and asks for what it missed; two tabs are one", async () => {
    const { customer, conversationId } = await lost();
    const tabs = await Promise.all([server.connectCustomer(customer), server.connectCustomer(customer)]);
    await Promise.all(
      tabs.map((tab) => tab.ask("stream:resume", { conversationId: conversationId as never, afterSeq: 2 })),
    );
    for (const tab of tabs) await tab.until("item:created", ({ item }) => item.kind === "queued");
    await withdrawn(conversationId);
    expect((await entriesOf(conversationId)).map(({ state }) => state)).toEqual(["abandoned", expect.any(String)]);
    for (const tab of tabs) tab.close();
    await lin.until(
      "request:changed",
      ({ request, openRequests }) => request.conversationId === conversationId && openRequests > 0,
    );
  });

  it("later than places are kept: who writes goes on with the library, and what was kept is withdrawn", async () => {
    const { customer, conversationId } = await lost();
    await set({ placeKeptMs: 1 });
    const tab = await server.connectCustomer(customer);
    await tab.ask("thread:open", { pageUrl: null });
    expect(await boxOf(conversationId)).toMatchObject([{ state: "stored" }]);
    const { conversation } = await say(tab, conversationId, knownQuestion);
    expect(conversation).toMatchObject({ id: conversationId, state: "library" });
    await tab.until("item:created", ({ item }) => item.author.kind === "library");
    await withdrawn(conversationId);
    expect(await entriesOf(conversationId)).toHaveLength(1);
    await set({ placeKeptMs: 600_000 });
    tab.close();
  });

  it("nobody there any more: what was kept stays in the message box", async () => {
    const { customer, conversationId } = await lost();
    await lin.ask("availability:set", { clientId: id(), availability: "offline", reason: null });
    const tab = await server.connectCustomer(customer);
    await tab.ask("thread:open", { pageUrl: null });
    expect(await tab.refused("handoff:request", { clientId: id(), conversationId: conversationId as never })).toBe(
      "nobody_available",
    );
    expect(await boxOf(conversationId)).toMatchObject([{ state: "stored" }]);
    await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    tab.close();
  });
});

it("who leaves the line is with the library in the same conversation, and has the place again within the time", async () => {
  const customer = await server.newCustomer();
  const tab = await server.connectCustomer(customer);
  const { conversation } = await say(tab, null, strangeQuestion);
  const conversationId = conversation.id;
  await tab.until("item:created", ({ item }) => item.author.kind === "library");
  await tab.ask("handoff:request", { clientId: id(), conversationId });
  await tab.ask("queue:leave", { clientId: id(), conversationId });
  const left = await tab.until("item:created", ({ item }) => item.kind === "left_queue");
  expect(left).toMatchObject({ item: { data: { reason: "cancelled" } }, conversation: { state: "library" } });
  expect(await boxOf(conversationId)).toEqual([]);
  // Left by themselves: coming back to the page puts nobody into a line.
  await tab.ask("thread:open", { pageUrl: null });
  await say(tab, conversationId, knownQuestion);
  await tab.until("item:created", ({ item }) => item.author.kind === "library" && item.seq > left.item.seq);
  expect(await entriesOf(conversationId)).toMatchObject([{ state: "cancelled" }]);
  const again = await tab.ask("handoff:request", { clientId: id(), conversationId });
  expect(again.conversation).toMatchObject({ id: conversationId, state: "waiting" });
  const [first, second] = await entriesOf(conversationId);
  expect(second?.entered_at).toEqual(first?.entered_at);
  tab.close();
});
