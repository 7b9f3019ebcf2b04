import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "../routing/random-shop.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { agentSend, customerSend, note } from "../testing/send-builder.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { openDatabase, type Database } from "./database.ts";
import { createMessageLog, type Send } from "./message-log.ts";

const RUN_MS = Number(process.env["ANSWERLINE_APPEND_RACE_MS"] ?? 3_000);
const CONVERSATIONS = 60;
const REPEATED = 0.3;

let made: TestDatabase;
let nodes: Database[];
let shop: Shop;

beforeAll(async () => {
  made = await createTestDatabase();
  nodes = [openDatabase(made.url, () => undefined), openDatabase(made.url, () => undefined)];
  shop = await buildShop(main(), { customers: CONVERSATIONS, agentsPerTeam: 3 });
  await main().query(
    `UPDATE conversations SET state = 'served', team_id = $1, assignee_id = ($2::uuid[])[1 + abs(hashtext(id::text)) % 3]`,
    [shop.teams[0]?.id, shop.agentIds],
  );
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  await made.drop();
});
const main = () => (nodes[0] as Database).main;

it(`two nodes, ${CONVERSATIONS} conversations, every third send repeated on either node: no hole, no double, no deadlock, each sender in order`, async () => {
  const draw = seeded(20_261);
  const logs = nodes.map((node) => createMessageLog(node.hot));
  const assignees = new Map(
    (await main().query<{ id: string; assignee_id: string }>("SELECT id, assignee_id FROM conversations")).rows.map(
      (row) => [row.id, row.assignee_id],
    ),
  );
  const until = performance.now() + RUN_MS;
  const failures: unknown[] = [];
  let [acknowledged, repeats] = [0, 0];
  const pick = () => logs[draw() < 0.5 ? 0 : 1] as (typeof logs)[number];

  /** One sender: each send is acknowledged before the next is made; some are sent twice at once, by both nodes. */
  async function sender(
    kind: "customer" | "agent",
    conversationId: string,
    make: (text: string) => Send,
  ): Promise<void> {
    for (let count = 1; performance.now() < until; count += 1) {
      const send = make(`${kind} ${count}`);
      const isRepeated = draw() < REPEATED;
      const tries = isRepeated ? [send, { ...send, itemId: uuidv7() }] : [send];
      const results = await Promise.allSettled(tries.map((each) => pick().append(each)));
      const items = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.item] : []));
      for (const result of results) if (result.status === "rejected") failures.push(result.reason);
      if (items.some((item) => item.id !== items[0]?.id)) failures.push(new Error(`stored twice in ${conversationId}`));
      if (isRepeated) repeats += 1;
      acknowledged += 1;
    }
  }
  await Promise.all(
    shop.customers.flatMap((customer) => {
      const agentId = assignees.get(customer.conversationId) ?? "";
      return [
        sender("customer", customer.conversationId, (text) => customerSend(customer, { text })),
        sender("agent", customer.conversationId, (text) =>
          draw() < 0.2
            ? note(customer.conversationId, agentId, { text })
            : agentSend(customer.conversationId, agentId, { text }),
        ),
      ];
    }),
  );
  expect(failures).toEqual([]);

  const logsFound = await main().query<{
    id: string;
    seq: number;
    public_seq: number;
    items: number;
    top: number;
    publics: number;
    public_top: number;
    senders: { kind: string; text: string }[];
  }>(
    `SELECT c.id, c.seq, c.public_seq, count(*)::int AS items, max(i.seq) AS top, count(i.public_seq)::int AS publics, max(i.public_seq) AS public_top,
      jsonb_agg(jsonb_build_object('kind', i.author_kind, 'text', i.data->>'text') ORDER BY i.seq) AS senders
      FROM conversations c JOIN items i ON i.conversation_id = c.id GROUP BY c.id`,
  );
  expect(logsFound.rows).toHaveLength(CONVERSATIONS);
  for (const row of logsFound.rows) {
    expect([row.items, row.top, row.publics, row.public_top]).toEqual([
      row.seq,
      row.seq,
      row.public_seq,
      row.public_seq,
    ]);
    for (const kind of ["customer", "agent"]) {
      const said = row.senders.filter((each) => each.kind === kind).map((each) => each.text);
      expect(said).toEqual(said.map((_, at) => `${kind} ${at + 1}`));
    }
  }
  const deadlocks = await main().query<{ deadlocks: string }>(
    "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
  );
  expect(deadlocks.rows).toEqual([{ deadlocks: "0" }]);
  const stored = await main().query<{ count: number }>("SELECT count(*)::int AS count FROM items");
  expect(stored.rows).toEqual([{ count: acknowledged }]);
  console.log(JSON.stringify({ acknowledged, repeats, perSecond: Math.round((acknowledged / RUN_MS) * 1_000) }));
}, 60_000);

it("a hundred sends of one customer at once keep their order", async () => {
  const [customer] = shop.customers;
  if (customer === undefined) throw new Error("no customer");
  const log = createMessageLog((nodes[1] as Database).hot, { maxGroup: 4 });
  const texts = Array.from({ length: 100 }, (_, at) => `burst ${at}`);
  const sent = await Promise.all(texts.map((text) => log.append(customerSend(customer, { text, clientId: uuidv4() }))));
  const first = sent[0]?.item.seq ?? 0;
  expect(sent.map(({ item }) => item.seq)).toEqual(texts.map((_, at) => first + at));
});
