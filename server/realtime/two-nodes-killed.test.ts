import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startNode, type ChatNode } from "../testing/chat-server.ts";
import { knownQuestion, newCustomer, seedChatShop, type ChatShop } from "../testing/chat-shop.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { realAgent } from "../testing/real-clients.ts";
import { startChatProcess, type ChatProcess } from "../testing/start-chat-process.ts";
import { connectWire, type CustomerWire } from "../testing/wire.ts";
import { openDatabase } from "../store/database.ts";

/** A node is killed without a word; the other one takes over: people, places, chats and answers owed. */

const LEASE_MS = 1_500;
const GRACE_MS = 2_000;
let made: TestDatabase;
let shop: ChatShop;
let dead: ChatProcess;
let b: ChatNode;
const id = () => randomUUID();
const message = (text: string, conversationId: string | null = null) => ({
  clientId: id(),
  conversationId: conversationId as never,
  text,
  mediaId: null,
  answerId: null,
});

beforeAll(async () => {
  made = await createTestDatabase();
  const seeding = openDatabase(made.url, () => undefined);
  shop = await seedChatShop(seeding);
  await seeding.main.query("UPDATE sites SET intervals = $1", [JSON.stringify({ graceAgentMs: GRACE_MS })]);
  await seeding.close();
  const periods = { leaseMs: LEASE_MS };
  b = await startNode(made.url, shop.siteId, { isAlone: false, periods });
  dead = await startChatProcess({ databaseUrl: made.url, siteId: shop.siteId, isAlone: false, periods, isMute: true });
});
const clients: { stop(): void }[] = [];
afterAll(async () => {
  for (const client of clients) client.stop();
  await dead.kill();
  await b.stop();
  await made.drop();
});

const customerAt = async (url: string, token: string) =>
  (await connectWire({ url, namespace: "/customer", auth: { version: 1, token } })) as CustomerWire;

it("its agents get the grace and then lose their chats to the line at the old place; what it owed is answered", async () => {
  const { lin, mia } = shop;
  const sql = b.database.main;
  const state = () => b.chat.app.dispatcher.state;
  const linAtA = realAgent(dead.url, lin);
  clients.push(linAtA);
  linAtA.start();
  await linAtA.until("the desk", () => linAtA.desk());
  await linAtA.client.call("availability:set", { clientId: id(), availability: "available", reason: null });
  const tab = await b.connectCustomer(await newCustomer(sql, shop.siteId));
  await vi.waitFor(() => expect(state().agents.get(lin.staffId)?.presentOn).toHaveLength(1), 5_000);
  const { conversation } = await tab.ask("handoff:request", { clientId: id(), conversationId: null });
  const offer = await linAtA.until("the offer", () => linAtA.desk()?.offers[0]);
  expect(await linAtA.client.call("offer:accept", { clientId: id(), offerId: offer.id })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(state().conversations.get(conversation.id)?.assigneeId).toBe(lin.staffId), 5_000);
  const enteredAt = (
    await sql.query<{ entered_at: Date }>("SELECT entered_at FROM queue_entries WHERE conversation_id = $1", [
      conversation.id,
    ])
  ).rows[0]?.entered_at;
  const miaAtB = await b.connectStaff(mia);
  await miaAtB.ask("availability:set", { clientId: id(), availability: "available", reason: null });

  const asker = await newCustomer(sql, shop.siteId);
  const askerAtA = await customerAt(dead.url, asker.token);
  const asked = await askerAtA.ask("message:send", message(knownQuestion));
  await dead.kill();
  const killed = performance.now();
  const after = () => performance.now() - killed;

  await vi.waitFor(
    () =>
      expect(state().agents.get(lin.staffId)).toMatchObject({
        presentOn: [],
        availability: "available",
        graceUntil: expect.any(Number),
      }),
    { timeout: 10_000, interval: 10 },
  );
  expect(after()).toBeLessThan(2 * LEASE_MS + 3_000);
  const agent = state().agents.get(lin.staffId);
  expect((agent?.graceUntil ?? 0) - (agent?.goneAt ?? 0)).toBe(GRACE_MS);
  expect(state().conversations.get(conversation.id)?.assigneeId).toBe(lin.staffId);

  // Its customers come back to a living node and find the answer.
  const askerAtB = await b.connectCustomer(asker);
  await askerAtB.ask("thread:open", { pageUrl: null });
  await vi.waitFor(
    async () => {
      const { items } = await askerAtB.ask("stream:resume", { conversationId: asked.conversation.id, afterSeq: 0 });
      expect(items.map(({ author }) => author.kind)).toEqual(["customer", "library"]);
    },
    { timeout: 10_000, interval: 50 },
  );

  const again = await miaAtB.until(
    "desk:changed",
    (data) => data.change.kind === "offer_made" && data.change.offer.conversation.id === conversation.id,
  );
  expect(state().agents.get(lin.staffId)?.graceUntil ?? null).toBe(null);
  await miaAtB.ask("offer:accept", {
    clientId: id(),
    offerId: (again.change as Extract<typeof again.change, { kind: "offer_made" }>).offer.id,
  });
  await tab.until("item:created", ({ item }) => item.kind === "assigned" && item.data.agentName === "Mia");
  const entries = await sql.query<{ entered_at: Date }>(
    "SELECT entered_at FROM queue_entries WHERE conversation_id = $1",
    [conversation.id],
  );
  expect(new Set(entries.rows.map((row) => row.entered_at.getTime()))).toEqual(new Set([enteredAt?.getTime()]));
  const nodes = await sql.query("SELECT 1 FROM nodes");
  expect(nodes.rows).toHaveLength(1);
  const lost = await sql.query(`SELECT 1 FROM journal WHERE event->>'type' = 'node:lost'`);
  expect(lost.rows).toHaveLength(1);
});
