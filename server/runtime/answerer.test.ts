import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { emptyRows, rebuild } from "../routing/rows.ts";
import { openDatabase, type Database } from "../store/database.ts";
import { createMessageLog } from "../store/message-log.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { customerSend } from "../testing/send-builder.ts";
import { buildCustomer, buildShop, type Shop } from "../testing/shop-builder.ts";
import { keptLogger } from "../testing/test-node.ts";
import { createAnswerer } from "./answerer.ts";
import { NO_EXTRAS, type Library } from "./library.ts";
import type { Publication } from "./publication.ts";

let made: TestDatabase;
let databases: Database[];
let shop: Shop;
let customer: Shop["customers"][number];
let told: Publication[];
let asked: string[];

beforeAll(async () => {
  made = await createTestDatabase();
  databases = [openDatabase(made.url, () => undefined), openDatabase(made.url, () => undefined)];
  shop = await buildShop(main(), { customers: 0 });
});
beforeEach(async () => {
  customer = await buildCustomer(main(), shop.siteId);
  told = [];
  asked = [];
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await made.drop();
});

const main = () => (databases[0] as Database).main;

/** A library that knows nothing, and notes what it was asked. */
const library: Library = {
  load: () => Promise.resolve(),
  entriesChanged: () => Promise.resolve(),
  match: (text) => {
    asked.push(text);
    return { candidates: [], isExact: false, hasWords: true, knownShare: 0 };
  },
  answer: () => undefined,
  extras: () => NO_EXTRAS,
  learnedChanged: () => Promise.resolve(false),
  entries: new Map(),
  model: null as never,
  settled: () => Promise.resolve(),
  version: 0,
  status: { id: null, trainedAt: null, questions: 0, isTraining: false },
  stop: () => undefined,
};
const newAnswerer = (database: Database | undefined, settleMs = 0, knows = library) => {
  if (database === undefined) throw new Error("no database");
  const { log, lines } = keptLogger();
  return {
    lines,
    answerer: createAnswerer({
      database,
      library: knows,
      state: () => rebuild(emptyRows()),
      settleMs,
      publish: (publications) => void told.push(...publications),
      log,
    }),
  };
};
const repliesOf = async () =>
  (
    await main().query<{ author_kind: string }>(
      `SELECT author_kind FROM items WHERE conversation_id = $1 ORDER BY seq`,
      [customer.conversationId],
    )
  ).rows.map((row) => row.author_kind);

it("two nodes that both answer the same questions reply once each", async () => {
  const log = createMessageLog((databases[0] as Database).hot);
  const customers = await Promise.all(Array.from({ length: 8 }, () => buildCustomer(main(), shop.siteId)));
  await Promise.all(customers.map((each) => log.append(customerSend(each, { text: `Is it in stock? ${each.id}` }))));
  // Both have their connections, so that neither is through before the other begins.
  const connections = await Promise.all(databases.flatMap((database) => customers.map(() => database.main.connect())));
  for (const connection of connections) connection.release();
  const nodes = databases.map((database) => newAnswerer(database));
  for (const { conversationId } of customers) for (const { answerer } of nodes) answerer.poke(conversationId);
  await Promise.all(nodes.map(({ answerer }) => answerer.flush()));
  for (const each of customers) {
    customer = each;
    expect(await repliesOf()).toEqual(["customer", "library"]);
  }
  expect(asked.toSorted()).toEqual(customers.map(({ id }) => `Is it in stock? ${id}`).toSorted());
  expect(told.filter((each) => each.kind === "event" && each.namespace === "/customer")).toHaveLength(8);
  expect(nodes.flatMap(({ lines }) => lines)).toEqual([]);
});

it("several lines in a row are one question; the next one is answered by itself", async () => {
  const log = createMessageLog((databases[0] as Database).hot);
  const { answerer } = newAnswerer(databases[0]);
  for (const text of ["Hello", "Is it in stock?"]) await log.append(customerSend(customer, { text }));
  answerer.poke(customer.conversationId);
  await answerer.flush();
  await log.append(customerSend(customer, { text: "And in blue?" }));
  answerer.poke(customer.conversationId);
  await answerer.flush();
  expect(asked).toEqual(["Hello\nIs it in stock?", "And in blue?"]);
  expect(await repliesOf()).toEqual(["customer", "customer", "library", "customer", "library"]);
});

it("waits while lines keep coming, and answers what is owed when it is told to stop", async () => {
  const log = createMessageLog((databases[0] as Database).hot);
  const { answerer } = newAnswerer(databases[0], 60_000);
  await log.append(customerSend(customer, { text: "Hello" }));
  answerer.poke(customer.conversationId);
  await answerer.settled();
  expect(await repliesOf()).toEqual(["customer"]);
  await log.append(customerSend(customer, { text: "Is it in stock?" }));
  answerer.poke(customer.conversationId);
  // A node that looks for what others left owing waits as well.
  expect(await answerer.sweep(0)).toBe(1);
  await answerer.settled();
  expect(await repliesOf()).toEqual(["customer", "customer"]);
  // What was read while waiting has had no reply.
  asked = [];
  await answerer.flush();
  expect(asked).toEqual(["Hello\nIs it in stock?"]);
  expect(await repliesOf()).toEqual(["customer", "customer", "library"]);
});

const KNOWN_ID = "0199f000-0000-7000-8000-000000000001";

it("what the library surely knows is not kept waiting for more", async () => {
  const log = createMessageLog((databases[0] as Database).hot);
  const sure: Library = {
    ...library,
    match: () => ({
      candidates: [{ answerId: KNOWN_ID, kind: "person", degree: 0.97, score: 1 }],
      isExact: true,
      hasWords: true,
      knownShare: 1,
    }),
    entries: new Map([
      [KNOWN_ID, { id: KNOWN_ID, kind: "person", title: "A person", body: "Of course.", language: "en" } as never],
    ]),
  };
  const { answerer } = newAnswerer(databases[0], 60_000, sure);
  await log.append(customerSend(customer, { text: "A person, please" }));
  answerer.poke(customer.conversationId);
  await vi.waitFor(async () => expect(await repliesOf()).toEqual(["customer", "library"]), { timeout: 5_000 });
});

it("a line older than the wait is answered at once", async () => {
  const log = createMessageLog((databases[0] as Database).hot);
  const { answerer } = newAnswerer(databases[0], 1_000);
  await log.append(customerSend(customer, { text: "Is it in stock?" }));
  await main().query(`UPDATE items SET created_at = now() - interval '2 seconds' WHERE conversation_id = $1`, [
    customer.conversationId,
  ]);
  answerer.poke(customer.conversationId);
  await answerer.settled();
  expect(await repliesOf()).toEqual(["customer", "library"]);
});

it("what a dead node owed is answered by the sweep of another, once it is late enough", async () => {
  const log = createMessageLog((databases[0] as Database).hot);
  await log.append(customerSend(customer, { text: "Is it in stock?" }));
  const { answerer } = newAnswerer(databases[1]);
  expect(await answerer.sweep(60_000)).toBe(0);
  await main().query(`UPDATE conversations SET answer_due_at = now() - interval '61 seconds' WHERE id = $1`, [
    customer.conversationId,
  ]);
  expect(await answerer.sweep(60_000)).toBe(1);
  await answerer.flush();
  expect(await repliesOf()).toEqual(["customer", "library"]);
  expect(await answerer.sweep(0)).toBe(0);
});

it("once a person is asked for, the library keeps silent", async () => {
  const log = createMessageLog((databases[0] as Database).hot);
  await log.append(customerSend(customer, { text: "Is it in stock?" }));
  await main().query(`UPDATE conversations SET state = 'waiting' WHERE id = $1`, [customer.conversationId]);
  const { answerer } = newAnswerer(databases[0]);
  answerer.poke(customer.conversationId);
  await answerer.flush();
  expect(await repliesOf()).toEqual(["customer"]);
});
