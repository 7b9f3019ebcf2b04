import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Notice } from "../routing/outcome.ts";
import { DEFAULT_SETTINGS, type SettingsRow } from "../routing/state.ts";
import { createMessageLog, type MessageLog } from "../store/message-log.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { agentSend, customerSend } from "../testing/send-builder.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, keptLogger, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import { tellLostTurns } from "./recovery.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;
let log: MessageLog;
let other: pg.Client;

/** Every length that matters is a millisecond. */
const set = (settings: Partial<SettingsRow>) =>
  node.dispatcher.dispatch({
    type: "settings:changed",
    settings: { ...DEFAULT_SETTINGS, quietWarnMs: null, quietCloseMs: null, ...settings },
  });

beforeEach(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { agentsPerTeam: 1, customers: 2 });
  await openShop(node, shop);
  log = createMessageLog(node.database.hot);
  other = new pg.Client({ connectionString: made.url });
  await other.connect();
  await set({});
});
afterEach(async () => {
  await other.end();
  await node.stop();
  await made.drop();
});

const customer = (at = 0) => shop.customers[at] as Shop["customers"][number];
const agentId = () => shop.agentIds[0] ?? "";
const sql = () => node.database.main;
const rowOf = async (id: string) =>
  (await sql().query(`SELECT * FROM conversations WHERE id = $1`, [id])).rows[0] as Record<string, unknown>;
const itemsOf = async (id: string) =>
  (
    await sql().query<{ kind: string; data: Record<string, unknown> }>(
      "SELECT kind, data FROM items WHERE conversation_id = $1 ORDER BY seq",
      [id],
    )
  ).rows;
const requests = async () =>
  (
    await sql().query<{ state: string; text: string; is_automatic: boolean }>(
      "SELECT state, text, is_automatic FROM service_requests ORDER BY number",
    )
  ).rows;
/** A tick, once the database's clock has passed what was set to a millisecond. */
const tick = async (): Promise<readonly Notice[]> => {
  const until = new Date(node.dispatcher.state.meta.at + 2);
  while (
    (await sql().query<{ past: boolean }>("SELECT clock_timestamp() > $1 AS past", [until])).rows[0]?.past !== true
  );
  return (await node.dispatcher.dispatch({ type: "tick", turnSeqs: {} })).notices;
};
const left = (conversationId: string) =>
  node.dispatcher.dispatch({ type: "person:left", person: "customer", conversationId, nodeEpoch: node.epoch });
const accept = async () => {
  const [offer] = node.dispatcher.state.offers.values();
  await node.dispatcher.dispatch({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
};
const allSame = async () => {
  await expectSameEverywhere(node.database, node.dispatcher.state);
  await expectConsistent(sql(), node.dispatcher.state);
};
/** Sends, and tells the engine when the turn moved, as the message actions do. */
const say = async (send: Parameters<MessageLog["append"]>[0]) => {
  const { head, isTurnChanged, turnSeq } = await log.append(send);
  if (isTurnChanged && (head.turn === "agent" || head.turn === "customer"))
    await node.dispatcher.dispatch({ type: "turn:changed", conversationId: head.id, turn: head.turn, logSeq: turnSeq });
};
/** A chat in which the agent has asked and the customer is quiet; the time to close is over. */
const quietChat = async () => {
  await log.append(customerSend(customer()));
  await handOff(node, shop, customer());
  await accept();
  await set({ quietCloseMs: 1 });
  await say(agentSend(customer().conversationId, agentId()));
};
const turnOf = async (id: string) =>
  (
    await sql().query<{ turn: string; turn_seq: number }>("SELECT turn, turn_seq FROM conversations WHERE id = $1", [
      id,
    ])
  ).rows[0];

describe("a quiet customer", () => {
  it("is closed by a tick", async () => {
    await quietChat();
    expect((await tick()).map(({ type }) => type)).toContain("conversation:ended");
    expect(await rowOf(customer().conversationId)).toMatchObject({ state: "closed", close_reason: "quiet" });
    expect((await itemsOf(customer().conversationId)).at(-1)).toMatchObject({
      kind: "closed",
      data: { reason: "quiet" },
    });
    expect(await requests()).toEqual([]);
    await allSame();
  });

  it("who wrote before the close is not closed, though the engine has not heard of it", async () => {
    await quietChat();
    await log.append(customerSend(customer(), { text: "I am here" }));
    expect(await tick()).toEqual([expect.objectContaining({ type: "automatic:lapsed", seenSeq: 5, foundSeq: 6 })]);
    expect(await rowOf(customer().conversationId)).toMatchObject({ state: "served", turn: "agent" });
    // The telling was lost: the sweep finds it by the numbers.
    await sql().query(`UPDATE conversations SET turn_since = now() - interval '2 seconds'`);
    expect(await tellLostTurns(node.database, node.dispatcher, keptLogger().log)).toBe(1);
    expect(node.dispatcher.state.conversations.get(customer().conversationId)).toMatchObject({
      turn: "agent",
      turnSeq: 6,
      quietCloseAt: null,
    });
    expect(await tellLostTurns(node.database, node.dispatcher, keptLogger().log)).toBe(0);
    await allSame();
  });

  it("whose message is being committed is looked at again, and no decision waits for it", async () => {
    await quietChat();
    await other.query("BEGIN");
    await other.query("SELECT * FROM append_items($1, false)", [
      JSON.stringify([{ idx: 0, ...customerSend(customer()) }]),
    ]);
    expect(await tick()).toEqual([expect.objectContaining({ type: "automatic:lapsed", foundSeq: null })]);
    await other.query("COMMIT");
    expect(await rowOf(customer().conversationId)).toMatchObject({ state: "served", turn: "agent", turn_seq: 6 });
    await allSame();
  });

  it("is warned before", async () => {
    await log.append(customerSend(customer()));
    await handOff(node, shop, customer());
    await accept();
    await set({ quietWarnMs: 1, quietCloseMs: 60_000 });
    await say(agentSend(customer().conversationId, agentId()));
    expect((await tick()).map(({ type }) => type)).toEqual(["quiet:warned"]);
    expect((await itemsOf(customer().conversationId)).at(-1)).toMatchObject({
      kind: "message",
      data: { auto: "quiet_warning", text: null },
    });
    // A line of ours moves no turn: the customer is still the one who owes the word.
    expect(await turnOf(customer().conversationId)).toEqual({ turn: "customer", turn_seq: 5 });
    await allSame();
  });

  it("who answers after the chat changed hands is heard", async () => {
    await quietChat();
    await set({ quietCloseMs: 60_000 });
    await node.dispatcher.dispatch(
      { type: "conversation:requeued", conversationId: customer().conversationId, teamId: null, byId: agentId() },
      { facts: { isRequeue: true } },
    );
    await node.dispatcher.dispatch({
      type: "conversation:assigned-by-supervisor",
      conversationId: customer().conversationId,
      agentId: agentId(),
      byId: agentId(),
    });
    await say(customerSend(customer(), { text: "Sorry, I was away" }));
    expect(node.dispatcher.state.conversations.get(customer().conversationId)).toMatchObject({
      turn: "agent",
      quietCloseAt: null,
    });
    await allSame();
  });
});

describe("a customer who goes away", () => {
  it("from the line: what they asked is kept in the message box, and withdrawn when they are in line again", async () => {
    await set({ graceCustomerMs: 1 });
    await log.append(customerSend(customer(), { text: "Where is my parcel?" }));
    await log.append(customerSend(customer(), { text: "Order 4711" }));
    await handOff(node, shop, customer());
    const enteredAt = [...node.dispatcher.state.entries.values()][0]?.enteredAt ?? 0;
    await left(customer().conversationId);
    await tick();
    expect(await rowOf(customer().conversationId)).toMatchObject({
      state: "library",
      assignee_id: null,
      turn: "nobody",
    });
    expect(await requests()).toEqual([
      { state: "stored", text: "Where is my parcel?\nOrder 4711", is_automatic: true },
    ]);
    expect((await itemsOf(customer().conversationId)).map(({ kind }) => kind)).toEqual([
      "message",
      "message",
      "queued",
      "offered",
      "offer_ended",
      "left_queue",
      "request",
    ]);
    await allSame();
    await node.dispatcher.dispatch({
      type: "handoff:requested",
      conversationId: customer().conversationId,
      customerId: customer().id,
      teamId: shop.teams[0]?.id ?? "",
      degree: null,
      customerPresentOn: [node.epoch],
      turnSeq: 2,
      former: { enteredAt, creditMs: 0, endedAt: node.dispatcher.state.meta.at },
      preferAgentId: null,
    });
    expect([...node.dispatcher.state.entries.values()][0]?.enteredAt).toBe(enteredAt);
    expect(await requests()).toMatchObject([{ state: "withdrawn" }]);
    expect(
      node.told
        .filter((each) => each.kind === "event" && each.name === "request:changed")
        .map((each) => (each as { data: { openRequests: number; request: { state: string } } }).data),
    ).toMatchObject([
      { openRequests: 1, request: { state: "stored" } },
      { openRequests: 0, request: { state: "withdrawn" } },
    ]);
    await allSame();
  });

  it("from a chat that owes them an answer: the seat is free, the words are kept before the close", async () => {
    await set({ graceCustomerMs: 1 });
    await log.append(customerSend(customer(), { text: "Does it whistle?" }));
    await handOff(node, shop, customer());
    await accept();
    await node.dispatcher.dispatch({ type: "connection:acknowledged", conversationId: customer().conversationId });
    await left(customer().conversationId);
    // The engine goes by the number it was given at the hand-off; the log has a newer one: told, then it holds.
    await sql().query(`UPDATE conversations SET turn_since = now() - interval '2 seconds'`);
    await tellLostTurns(node.database, node.dispatcher, keptLogger().log);
    await tick();
    expect(await rowOf(customer().conversationId)).toMatchObject({ state: "closed", close_reason: "customer_left" });
    expect(await requests()).toEqual([{ state: "stored", text: "Does it whistle?", is_automatic: true }]);
    expect((await itemsOf(customer().conversationId)).map(({ kind }) => kind).slice(-2)).toEqual(["request", "closed"]);
    expect(node.dispatcher.state.assignments.size).toBe(0);
    await allSame();
  });

  it("from a chat in which they were answered: nothing is owed", async () => {
    await set({ graceCustomerMs: 1 });
    await log.append(customerSend(customer()));
    await handOff(node, shop, customer());
    await accept();
    await say(agentSend(customer().conversationId, agentId()));
    await left(customer().conversationId);
    await tick();
    expect(await rowOf(customer().conversationId)).toMatchObject({ state: "closed", close_reason: "customer_left" });
    expect(await requests()).toEqual([]);
    await allSame();
  });

  it("an agent who goes away loses the chat; it keeps its place", async () => {
    await handOff(node, shop, customer());
    await accept();
    await set({ graceAgentMs: 1 });
    const { enteredAt } = [...node.dispatcher.state.assignments.values()][0] ?? {};
    await node.dispatcher.dispatch({ type: "node:lost", nodeEpoch: node.epoch });
    await tick();
    expect([...node.dispatcher.state.entries.values()]).toMatchObject([
      { conversationId: customer().conversationId, enteredAt },
    ]);
    expect(await rowOf(customer().conversationId)).toMatchObject({ state: "waiting", assignee_id: null });
    expect((await itemsOf(customer().conversationId)).map(({ kind }) => kind).slice(-2)).toEqual([
      "unassigned",
      "queued",
    ]);
    await allSame();
  });
});
