import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { customerCommands } from "../contract/customer-commands.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { agentSend, customerSend, note } from "../testing/send-builder.ts";
import { buildCustomer, buildShop, type Shop } from "../testing/shop-builder.ts";
import { openDatabase, type Database } from "./database.ts";
import { itemColumns, toCustomerHead, toHead, toItem, type HeadRow, type ItemRow } from "./item-rows.ts";
import { createMessageLog, type Appended, type AppendFailpoints } from "./message-log.ts";

let made: TestDatabase;
let database: Database;
let other: pg.Client;
let shop: Shop;
let customer: Shop["customers"][number];
let agentId: string;
let failpoints: AppendFailpoints;

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
  shop = await buildShop(database.main, { customers: 0, agentsPerTeam: 2, teams: 2 });
  agentId = shop.agentIds[0] ?? "";
});
beforeEach(async () => {
  customer = await buildCustomer(database.main, shop.siteId);
  failpoints = {};
  other = new pg.Client({ connectionString: made.url });
  await other.connect();
});
afterEach(async () => other.end());
afterAll(async () => {
  await database.close();
  await made.drop();
});

const newLog = (options = {}) => createMessageLog(database.hot, { failpoints, ...options });
const serve = (id = agentId) =>
  database.main.query(`UPDATE conversations SET state = 'served', assignee_id = $2, team_id = $3 WHERE id = $1`, [
    customer.conversationId,
    id,
    shop.teams[0]?.id,
  ]);
const close = () =>
  database.main.query(`UPDATE conversations SET state = 'closed', closed_at = now() WHERE id = $1`, [
    customer.conversationId,
  ]);
const itemsOf = async (id: string) =>
  (
    await database.main.query<{ seq: number; public_seq: number | null; kind: string; client_id: string }>(
      "SELECT seq, public_seq, kind, client_id FROM items WHERE conversation_id = $1 ORDER BY seq",
      [id],
    )
  ).rows;
const refused = (code: string) => expect.objectContaining({ code });

it("numbers without holes; only public kinds get the public number", async () => {
  await serve();
  const log = newLog();
  const first = await log.append(customerSend(customer));
  const second = await log.append(note(customer.conversationId, agentId));
  const third = await log.append(agentSend(customer.conversationId, agentId));
  expect([first, second, third].map(({ item }) => [item.seq, item.publicSeq])).toEqual([
    [1, 1],
    [2, null],
    [3, 2],
  ]);
  expect(third.head).toMatchObject({ seq: 3, public_seq: 2, turn: "customer", last_author_kind: "agent" });
  expect(await itemsOf(customer.conversationId)).toHaveLength(3);
});

it("moves the turn with its log number, and says when it moved", async () => {
  const log = newLog();
  expect(await log.append(customerSend(customer))).toMatchObject({
    isTurnChanged: true,
    isAnswerDue: true,
    turnSeq: 1,
    head: { turn: "library" },
  });
  expect(await log.append(customerSend(customer))).toMatchObject({ isTurnChanged: false, turnSeq: 1 });
  await serve();
  expect(await log.append(customerSend(customer))).toMatchObject({
    isTurnChanged: true,
    turnSeq: 3,
    head: { turn: "agent" },
  });
  expect(await log.append(note(customer.conversationId, agentId))).toMatchObject({ isTurnChanged: false, turnSeq: 3 });
  expect(await log.append(agentSend(customer.conversationId, agentId))).toMatchObject({
    isTurnChanged: true,
    turnSeq: 5,
    head: { turn: "customer" },
  });
});

it("lets in the customer, the assignee and readers, and tells others nothing", async () => {
  const stranger = await buildCustomer(database.main, shop.siteId);
  const colleague = shop.teams[0]?.agentIds[1] ?? "";
  const outsider = shop.teams[1]?.agentIds[0] ?? "";
  const { conversationId } = customer;
  await serve();
  const log = newLog();
  await expect(log.append(customerSend({ id: stranger.id, conversationId }))).rejects.toEqual(refused("not_found"));
  await expect(log.append(customerSend({ id: customer.id, conversationId: uuidv7() }))).rejects.toEqual(
    refused("not_found"),
  );
  await expect(log.append(agentSend(conversationId, colleague))).rejects.toEqual(refused("not_found"));
  await expect(log.append(agentSend(conversationId, colleague, { isStaffWide: true }))).rejects.toEqual(
    refused("not_found"),
  );
  await expect(log.append(note(conversationId, outsider))).rejects.toEqual(refused("not_found"));
  expect(await itemsOf(conversationId)).toEqual([]);
  for (const send of [
    customerSend(customer),
    agentSend(conversationId, agentId),
    note(conversationId, colleague),
    note(conversationId, outsider, { isStaffWide: true }),
  ])
    await log.append(send);
  expect(await itemsOf(conversationId)).toHaveLength(4);
});

it("says closed only to whom it belonged; notes go on", async () => {
  const { conversationId } = customer;
  const former = shop.teams[0]?.agentIds[1] ?? "";
  const outsider = shop.teams[1]?.agentIds[0] ?? "";
  await serve();
  await close();
  await database.main.query(
    `INSERT INTO assignments (id, conversation_id, agent_id, team_id, started_at, entry_key, entered_at, credit_ms, state, ended_at)
      VALUES ($1, $2, $3, $4, now(), now(), now(), 0, 'transferred', now())`,
    [uuidv7(), conversationId, former, shop.teams[0]?.id],
  );
  const log = newLog();
  for (const id of [agentId, former])
    await expect(log.append(agentSend(conversationId, id))).rejects.toEqual(refused("closed"));
  await expect(log.append(customerSend(customer))).rejects.toEqual(refused("closed"));
  await expect(log.append(agentSend(conversationId, outsider))).rejects.toEqual(refused("not_found"));
  expect((await log.append(note(conversationId, agentId))).item.seq).toBe(1);
});

it("answers a repeat with the first item, also when it was closed meanwhile, and another body with conflict", async () => {
  const log = newLog();
  const send = customerSend(customer, { text: "Two boxes please" });
  const first = await log.append(send);
  await log.append(customerSend(customer));
  const repeat = await log.append({ ...send, itemId: uuidv7() });
  expect(repeat.isRepeat).toBe(true);
  expect(repeat.item).toEqual(first.item);
  await close();
  expect((await log.append({ ...send, itemId: uuidv7() })).item).toEqual(first.item);
  await expect(log.append(customerSend(customer, { clientId: send.clientId, text: "Three boxes" }))).rejects.toEqual(
    refused("conflict"),
  );
  expect(await itemsOf(customer.conversationId)).toHaveLength(2);
});

it("two tries of one message on two nodes, each into another conversation, store it once", async () => {
  const second = await buildCustomer(database.main, shop.siteId);
  await database.main.query("UPDATE conversations SET customer_id = $1, state = $2 WHERE id = $3", [
    customer.id,
    "closed",
    second.conversationId,
  ]);
  const send = customerSend(customer);
  // The first node has inserted, and not yet committed.
  await other.query("BEGIN");
  await other.query("SELECT * FROM append_items($1, false)", [JSON.stringify([{ idx: 0, ...send }])]);
  const elsewhere = note(second.conversationId, customer.id, {
    isStaffWide: true,
    clientId: send.clientId,
    bodyHash: send.bodyHash,
  });
  const waiting = newLog().append(elsewhere);
  await untilBlocked();
  await other.query("COMMIT");
  expect(await waiting).toMatchObject({ isRepeat: true, item: { conversationId: customer.conversationId, seq: 1 } });
  expect(await itemsOf(second.conversationId)).toEqual([]);
});

it("refuses pictures of others and those that hang elsewhere; binds its own with its size", async () => {
  const media = async (ownerId: string) => {
    const id = uuidv7();
    await database.main.query(
      `INSERT INTO media (id, site_id, owner_kind, owner_id, mime, width, height, bytes) VALUES ($1, $2, 'customer', $3, 'image/webp', 40, 30, 9)`,
      [id, shop.siteId, ownerId],
    );
    return id;
  };
  const stranger = await buildCustomer(database.main, shop.siteId);
  const log = newLog();
  await expect(log.append(customerSend(customer, { mediaId: await media(stranger.id) }))).rejects.toEqual(
    refused("not_found"),
  );
  await expect(log.append(customerSend(customer, { mediaId: uuidv7() }))).rejects.toEqual(refused("not_found"));
  const mediaId = await media(customer.id);
  const { item } = await log.append(customerSend(customer, { mediaId }));
  expect(item).toMatchObject({ seq: 1, data: { picture: { mediaId, width: 40, height: 30 } } });
  expect((await database.main.query("SELECT conversation_id FROM media WHERE id = $1", [mediaId])).rows).toEqual([
    { conversation_id: customer.conversationId },
  ]);

  // Two conversations at once want the same picture: one gets it.
  const shared = await media(agentId);
  const another = await buildCustomer(database.main, shop.siteId);
  await serve();
  await database.main.query(`UPDATE conversations SET state = 'served', assignee_id = $2 WHERE id = $1`, [
    another.conversationId,
    agentId,
  ]);
  const both = await Promise.allSettled(
    [customer, another].map(({ conversationId }) =>
      log.append(agentSend(conversationId, agentId, { mediaId: shared })),
    ),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

it("text that a database cannot take is refused at the door", () => {
  const { input } = customerCommands["message:send"];
  const body = { clientId: uuidv4(), conversationId: null, mediaId: null, answerId: null };
  expect(input.safeParse({ ...body, text: "fine 👍" }).success).toBe(true);
  expect(input.safeParse({ ...body, text: "a\u0000b" }).success).toBe(false);
  expect(input.safeParse({ ...body, text: "half \ud83d" }).success).toBe(false);
});

it("beyond the bounded queue it answers slow_down, and takes sends again afterwards", async () => {
  const log = newLog({ maxWaiting: 3 });
  const sends = Array.from({ length: 5 }, () => log.append(customerSend(customer)));
  const results = await Promise.allSettled(sends);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected", "rejected"]);
  expect(results[3]).toMatchObject({ reason: { code: "slow_down" } });
  await log.flush();
  expect((await log.append(customerSend(customer))).item.seq).toBe(4);
});

/** Resolves when some backend of this database waits for a lock. */
async function untilBlocked(): Promise<void> {
  for (;;) {
    const found = await database.main.query(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    if (found.rows.length > 0) return;
  }
}

it("waits for a held row without holding up its neighbours, in order", async () => {
  const neighbour = await buildCustomer(database.main, shop.siteId);
  const log = newLog({ maxCalls: 1 });
  await other.query("BEGIN");
  await other.query("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", [customer.conversationId]);
  const settled: string[] = [];
  const append = (name: string, send: Parameters<typeof log.append>[0]): Promise<Appended> =>
    log.append(send).finally(() => settled.push(name));
  const held = [append("held 1", customerSend(customer)), append("held 2", customerSend(customer))];
  await append("free 1", customerSend(neighbour));
  await append("free 2", customerSend(neighbour));
  expect(settled).toEqual(["free 1", "free 2"]);
  await other.query("COMMIT");
  expect((await Promise.all(held)).map(({ item }) => item.seq)).toEqual([1, 2]);
  expect(settled).toEqual(["free 1", "free 2", "held 1", "held 2"]);
});

it("a row held for too long is answered slow_down; the same send is taken afterwards", async () => {
  const log = newLog();
  await other.query("BEGIN");
  await other.query("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", [customer.conversationId]);
  const send = customerSend(customer);
  const neighbour = await buildCustomer(database.main, shop.siteId);
  const [slow, fine] = await Promise.allSettled([log.append(send), log.append(customerSend(neighbour))]);
  expect(slow).toMatchObject({ status: "rejected", reason: { code: "slow_down" } });
  expect(fine).toMatchObject({ status: "fulfilled" });
  await other.query("ROLLBACK");
  expect((await log.append(send)).item.seq).toBe(1);
});

it("a failed group is tried again row by row: a bad row refuses only itself", async () => {
  const neighbours = [await buildCustomer(database.main, shop.siteId), await buildCustomer(database.main, shop.siteId)];
  const calls: number[] = [];
  failpoints.beforeCommit = (sends) => {
    calls.push(sends.length);
    return sends.length > 1 ? Promise.reject(new Error("planted")) : Promise.resolve();
  };
  const bad = { ...customerSend(customer), itemId: "not a uuid" };
  const log = newLog();
  const results = await Promise.allSettled(
    [bad, ...neighbours.map((each) => customerSend(each))].map((send) => log.append(send)),
  );
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
  expect(calls).toEqual([3, 1, 1, 1]);
  delete failpoints.beforeCommit;
  await expect(log.append({ ...customerSend(customer), itemId: "not a uuid" })).rejects.toThrow();
  expect(await itemsOf(customer.conversationId)).toEqual([]);
});

it("a doubtful commit is refused as unavailable; the retry is a repeat that is told after all", async () => {
  const log = newLog();
  failpoints.afterCommitBeforeAck = () =>
    Promise.reject(Object.assign(new Error("Connection terminated unexpectedly")));
  const send = customerSend(customer);
  await expect(log.append(send)).rejects.toEqual(refused("unavailable"));
  delete failpoints.afterCommitBeforeAck;
  expect(await itemsOf(customer.conversationId)).toMatchObject([{ seq: 1, client_id: send.clientId }]);
  // Nobody was told of the first try, so this one counts as new for whoever publishes; the time after it does not.
  expect(await log.append({ ...send, itemId: uuidv7() })).toMatchObject({
    isRepeat: false,
    isTurnChanged: true,
    item: { id: send.itemId, seq: 1 },
  });
  expect(await log.append({ ...send, itemId: uuidv7() })).toMatchObject({ isRepeat: true });
  expect(await itemsOf(customer.conversationId)).toHaveLength(1);
});

it("a doubtful group is settled row by row and stored once", async () => {
  const neighbour = await buildCustomer(database.main, shop.siteId);
  failpoints.afterCommitBeforeAck = (sends) =>
    sends.length > 1 ? Promise.reject(new Error("planted")) : Promise.resolve();
  const log = newLog();
  const results = await Promise.all([customer, neighbour].map((each) => log.append(customerSend(each))));
  expect(results.map(({ item, isRepeat }) => [item.seq, isRepeat])).toEqual([
    [1, false],
    [1, false],
  ]);
  expect(await itemsOf(neighbour.conversationId)).toHaveLength(1);
});

it("answers with the head and the item as they are stored, though the database tells only what is news", async () => {
  const log = newLog();
  const { conversationId } = customer;
  const stored = async <Row extends pg.QueryResultRow>(text: string, values: unknown[]) =>
    (await database.main.query<Row>(text, values)).rows;
  async function expectAsStored({ item, head }: Appended): Promise<void> {
    const heads = await stored<HeadRow>("SELECT * FROM conversations WHERE id = $1", [conversationId]);
    expect(heads.map(toHead)).toEqual([toHead(head)]);
    expect(heads.map((row) => toCustomerHead(row, "Lin"))).toEqual([toCustomerHead(head, "Lin")]);
    const text = `SELECT ${itemColumns} FROM items WHERE conversation_id = $1 AND seq = $2`;
    expect((await stored<ItemRow>(text, [conversationId, item.seq])).map(toItem)).toEqual([item]);
  }
  // Cut by characters: each of these is two UTF-16 units.
  const long = customerSend(customer, { text: `${"🍵".repeat(200)}\n"quoted", {braces} and \\ a backslash` });
  await expectAsStored(await log.append(long));
  await serve();
  await expectAsStored(await log.append(agentSend(conversationId, agentId, { authorName: 'Lin "{tea}", \\ NULL' })));
  await expectAsStored(await log.append({ ...long, itemId: uuidv7() }));
  await expectAsStored(await log.append(note(conversationId, agentId)));
});

it("says how many sends a call carried and how long it took", async () => {
  const calls: [number, number][] = [];
  const log = newLog({ onGroup: (size: number, ms: number) => calls.push([size, ms]) });
  const neighbour = await buildCustomer(database.main, shop.siteId);
  await Promise.all([customer, neighbour].map((each) => log.append(customerSend(each))));
  expect(calls).toEqual([[2, expect.any(Number)]]);
});

it("a busy log makes its groups great, and loses nothing", async () => {
  const customers = await Promise.all(Array.from({ length: 60 }, () => buildCustomer(database.main, shop.siteId)));
  const sizes: number[] = [];
  const log = newLog({ onGroup: (size: number) => sizes.push(size) });
  await Promise.all(
    customers.map(async (each) => {
      for (let seq = 1; seq <= 10; seq += 1) expect((await log.append(customerSend(each))).item.seq).toBe(seq);
    }),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(600);
  expect(sizes.length).toBeLessThan(100);
});
