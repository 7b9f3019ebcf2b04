import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { realCustomer, type RealCustomer } from "../testing/real-clients.ts";
import type { AgentWire } from "../testing/wire.ts";

/**
 * Committed, and the node that asked for it does not know: its connection broke. Nobody tried again, and no other node is
 * there to notice. Pages ask by themselves every 30 s; these are told within a few.
 */
const WITHIN_MS = 10_000;

let server: TestChatServer;
let lin: AgentWire;
let page: RealCustomer;
let other: pg.Client;
const id = () => randomUUID();
const broken = () => Promise.reject(Object.assign(new Error("planted"), { code: "08006" }));

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 100 });
  lin = await server.connectStaff(server.shop.lin);
  await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  page = realCustomer(server.url, await server.newCustomer());
  page.start();
  await page.until("the thread", () => page.thread());
  other = new pg.Client({ connectionString: server.databaseUrl });
  await other.connect();
});
afterEach(() => {
  delete server.failpoints.afterCommit;
  delete server.failpoints.afterCommitBeforeAck;
});
afterAll(async () => {
  page.stop();
  await other.end();
  await server.stop();
});

/** Served by Lin, in a chapter of its own. */
async function serve(): Promise<string> {
  const ack = await page.client.call("handoff:request", { clientId: id() as never, conversationId: null });
  if (!ack.ok) throw new Error(ack.error.code);
  const conversationId = ack.data.conversation.id;
  const { change } = await lin.until(
    "desk:changed",
    (data) => data.change.kind === "offer_made" && data.change.offer.conversation.id === conversationId,
  );
  if (change.kind === "offer_made") await lin.ask("offer:accept", { clientId: id(), offerId: change.offer.id });
  await page.until("somebody serves", () =>
    page.thread()?.conversations.some((each) => each.id === conversationId && each.state === "served"),
  );
  return conversationId;
}

it("a decision whose commit was not heard, and could not be asked for, is shown all the same", async () => {
  const conversationId = await serve();
  server.failpoints.afterCommit = async () => {
    // Other things are decided too: who is there, whose turn it is.
    const { rows } = await other.query("SELECT state FROM conversations WHERE id = $1", [conversationId]);
    if (rows[0]?.state !== "closed") return;
    delete server.failpoints.afterCommit;
    // Whoever asks for the outcome waits in vain.
    await other.query("BEGIN; SELECT * FROM journal_head FOR UPDATE");
    await broken();
  };
  const outcome = { isSolved: true, category: null };
  const close = { clientId: id() as never, conversationId: conversationId as never, outcome };
  expect(await lin.call("conversation:close", close)).toMatchObject({ ok: false, error: { code: "unavailable" } });
  await other.query("ROLLBACK");
  await page.until(
    "the end",
    () => page.thread()?.conversations.some((each) => each.id === conversationId && each.state === "closed"),
    WITHIN_MS,
  );
}, 30_000);

it("a message whose sender does not come back is shown to the other side", async () => {
  const conversationId = await serve();
  server.failpoints.afterCommitBeforeAck = async () => {
    delete server.failpoints.afterCommitBeforeAck;
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'answerline messages'",
    );
    await broken();
  };
  const text = `in doubt ${id()}`;
  const input = { clientId: id(), conversationId, text, mediaId: null, answerId: null };
  expect(await lin.call("message:send", input as never)).toMatchObject({ ok: false });
  await page.until("the words", () => page.items().some(({ data }) => "text" in data && data.text === text), WITHIN_MS);
}, 30_000);
