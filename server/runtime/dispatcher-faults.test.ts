import pg from "pg";
import { v4 as uuidv4 } from "uuid";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RULES_VERSION } from "../routing/state.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;
let other: pg.Client;

beforeEach(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { agentsPerTeam: 3, customers: 4 });
  await openShop(node, shop);
  other = new pg.Client({ connectionString: made.url });
  other.on("error", () => undefined);
  await other.connect();
});
afterEach(async () => {
  await other.end().catch(() => undefined);
  await node.stop();
  await made.drop();
});

const refused = (code: string) => expect.objectContaining({ code });
const customer = (at = 0) => shop.customers[at] as Shop["customers"][number];
const planted = () => Promise.reject(new Error("planted"));
const told = (name: string) => node.told.filter((each) => each.kind === "event" && each.name === name).length;
const count = async (sql: string) => Number((await node.database.main.query<{ count: string }>(sql)).rows[0]?.count);
const decided = () => count("SELECT count(*) FROM journal");
const allSame = async () => {
  await expectSameEverywhere(node.database, node.dispatcher.state);
  await expectConsistent(node.database.main, node.dispatcher.state);
};
/** Fails the first so many times. */
const failing = (times: number) => {
  let left = times;
  return () => (left-- > 0 ? planted() : Promise.resolve());
};

describe("a commit that fails", () => {
  it("leaves memory, rows and journal where they were", async () => {
    const before = await decided();
    node.failpoints.beforeCommit = planted;
    await expect(handOff(node, shop, customer())).rejects.toThrow("planted");
    delete node.failpoints.beforeCommit;
    expect(await decided()).toBe(before);
    expect(node.told.some((each) => each.kind === "event" && each.name === "item:created")).toBe(false);
    await allSame();
    await handOff(node, shop, customer());
    await allSame();
  });

  it("of a batch, is tried again one by one: the bad one refuses only itself", async () => {
    node.failpoints.beforeCommit = failing(1);
    const first = node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 });
    await Promise.allSettled([first]);
    node.failpoints.beforeCommit = failing(2);
    const results = await Promise.allSettled([
      node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 }),
      ...shop.customers.map((each) => handOff(node, shop, each)),
    ]);
    // The first ran alone and failed; the four shared a batch that failed once.
    expect(results.map(({ status }) => status)).toEqual([
      "rejected",
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    await allSame();
  });
});

describe("a statement that fails", () => {
  it("with the commit on its way behind it: nothing of the batch is committed with it, its neighbours are decided after all", async () => {
    await other.query(`CREATE FUNCTION refuse_item() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$;
      CREATE TRIGGER refuse_item BEFORE INSERT ON items FOR EACH ROW WHEN (NEW.conversation_id = '${customer(1).conversationId}') EXECUTE FUNCTION refuse_item()`);
    const before = await decided();
    // More than are written together, so that much was written when the item is refused.
    const idle = Array.from({ length: 20 }, () => node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 }));
    const results = await Promise.allSettled(shop.customers.map((each) => handOff(node, shop, each)));
    expect((await Promise.allSettled(idle)).every(({ status }) => status === "fulfilled")).toBe(true);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
    expect(results[1]).toMatchObject({ reason: { message: "planted" } });
    expect(await decided()).toBe(before + 23);
    await allSame();
    await other.query("DROP TRIGGER refuse_item ON items");
    await handOff(node, shop, customer(1));
    await allSame();
  });
});

describe("a commit whose end we did not hear", () => {
  it("is answered as done, once, and told", async () => {
    const before = await decided();
    node.failpoints.afterCommit = failing(1);
    const command = { principalId: customer().id, clientId: uuidv4(), command: "handoff:request", bodyHash: "a" };
    const draft = {
      type: "handoff:requested",
      conversationId: customer().conversationId,
      customerId: customer().id,
      teamId: shop.teams[0]?.id ?? "",
      degree: null,
      customerPresentOn: [node.epoch],
      turnSeq: 0,
      former: null,
      preferAgentId: null,
    } as const;
    expect(await node.dispatcher.dispatch(draft, { command, answer: { place: 1 } })).toMatchObject({
      answer: { place: 1 },
    });
    expect(await node.dispatcher.dispatch(draft, { command, answer: { place: 2 } })).toMatchObject({
      answer: { place: 1 },
      isRepeat: true,
    });
    expect(await decided()).toBe(before + 1);
    expect(told("item:created")).toBeGreaterThan(0);
    expect(told("desk:changed")).toBeGreaterThan(0);
    await allSame();
  });

  it("is settled the same when it happens to one of a batch that had failed before", async () => {
    let commits = 0;
    node.failpoints.beforeCommit = () => ((commits += 1) === 2 ? planted() : Promise.resolve());
    node.failpoints.afterCommit = () => (commits === 4 ? planted() : Promise.resolve());
    const results = await Promise.allSettled([
      node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 }),
      ...shop.customers.map((each) => handOff(node, shop, each)),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
    expect(await count(`SELECT count(*) FROM journal WHERE event->>'type' = 'handoff:requested'`)).toBe(4);
    await allSame();
  });
});

describe("a backend that dies", () => {
  it("in the middle of a decision: refused as unavailable, nothing kept, the next is decided", async () => {
    const before = await decided();
    node.failpoints.beforeCommit = async () => {
      delete node.failpoints.beforeCommit;
      await other.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'answerline routing' AND state = 'idle in transaction'`,
      );
    };
    await expect(handOff(node, shop, customer())).rejects.toEqual(refused("unavailable"));
    expect(await decided()).toBe(before);
    await allSame();
    await handOff(node, shop, customer());
    await allSame();
  });

  it("all of them in the middle of a decision, and nobody lets us in for a while: the copy is loaded again without being asked", async () => {
    const admin = new pg.Client({ connectionString: Object.assign(new URL(made.url), { pathname: "/postgres" }).href });
    await admin.connect();
    const name = new URL(made.url).pathname.slice(1);
    node.failpoints.beforeCommit = async () => {
      delete node.failpoints.beforeCommit;
      await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    };
    await expect(handOff(node, shop, customer())).rejects.toEqual(refused("unavailable"));
    expect(node.dispatcher.isReady).toBe(false);
    await admin.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await admin.end();
    await vi.waitFor(() => expect(node.dispatcher.isReady).toBe(true), { timeout: 5_000, interval: 20 });
    await allSame();
  });
});

describe("somebody who holds a row and hangs", () => {
  it("another node frozen with the head: it lets go after a second, and finds itself refused", async () => {
    const frozen = await startTestNode(made.url);
    const hasLock = new Promise<void>((locked) => {
      // It goes on only after the other has decided: by then its own transaction is gone.
      frozen.failpoints.beforeCommit = () => {
        locked();
        return handOff(node, shop, customer()).then(() => undefined);
      };
    });
    const lost = handOff(frozen, shop, customer(1));
    await hasLock;
    const began = performance.now();
    await expect(lost).rejects.toEqual(refused("unavailable"));
    expect(performance.now() - began).toBeLessThan(2_500);
    delete frozen.failpoints.beforeCommit;
    expect(node.dispatcher.state.conversations.has(customer().conversationId)).toBe(true);
    expect(node.dispatcher.state.conversations.has(customer(1).conversationId)).toBe(false);
    await handOff(frozen, shop, customer(1));
    await node.dispatcher.catchUp();
    await expectSameEverywhere(node.database, node.dispatcher.state, frozen.dispatcher.state);
    await frozen.stop();
  });

  it("a stranger who never lets go of the head: everybody is answered slow_down after two seconds, together", async () => {
    await other.query("BEGIN");
    await other.query("SELECT 1 FROM journal_head FOR UPDATE");
    const began = performance.now();
    // While it looks at the journal the four gather in one batch.
    const looking = node.dispatcher.catchUp();
    const results = await Promise.allSettled(shop.customers.map((each) => handOff(node, shop, each)));
    await looking;
    expect(performance.now() - began).toBeLessThan(3_500);
    expect(results).toEqual(shop.customers.map(() => ({ status: "rejected", reason: refused("slow_down") })));
    await other.query("ROLLBACK");
    await handOff(node, shop, customer());
    await allSame();
  });

  it("a stranger who holds one conversation: its decision is answered slow_down, its neighbours are decided", async () => {
    await other.query("BEGIN");
    await other.query("SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE", [customer(1).conversationId]);
    const results = await Promise.allSettled([
      node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 }),
      ...shop.customers.map((each) => handOff(node, shop, each)),
    ]);
    expect(
      results.map((result) => (result.status === "fulfilled" ? "done" : (result.reason as { code: string }).code)),
    ).toEqual(["done", "done", "slow_down", "done", "done"]);
    await other.query("ROLLBACK");
    await allSame();
  });
});

describe("other nodes", () => {
  it("what they decided is applied by catchUp, and told to listeners", async () => {
    const second = await startTestNode(made.url);
    const heard: string[] = [];
    second.dispatcher.onChange((entries) => heard.push(...entries.map(({ event }) => event.type)));
    await handOff(node, shop, customer());
    expect(await second.dispatcher.catchUp()).toBe(true);
    expect(await second.dispatcher.catchUp()).toBe(false);
    expect(heard).toEqual(["handoff:requested"]);
    await expectSameEverywhere(node.database, node.dispatcher.state, second.dispatcher.state);
    await handOff(second, shop, customer(1));
    expect(second.dispatcher.counts).toMatchObject({ decisions: 1, afterOthers: 0 });
    await handOff(node, shop, customer(2));
    expect(node.dispatcher.counts.afterOthers).toBe(1);
    await second.stop();
  });

  it("a newer rules version on the head: this node applies and does not decide, without loading anew each time", async () => {
    await node.database.main.query("UPDATE journal_head SET rules_version = $1", [RULES_VERSION + 1]);
    const before = await decided();
    const { rebuilds } = node.dispatcher.counts;
    await expect(handOff(node, shop, customer())).rejects.toEqual(refused("unavailable"));
    await expect(handOff(node, shop, customer(1))).rejects.toEqual(refused("unavailable"));
    expect(node.dispatcher.counts.rebuilds).toBe(rebuilds);
    expect(await decided()).toBe(before);
    await allSame();
    await node.database.main.query("UPDATE journal_head SET rules_version = $1", [RULES_VERSION]);
    await handOff(node, shop, customer());
    await allSame();
  });

  it("a fresh copy is the same as the one that lived", async () => {
    await Promise.all(shop.customers.map((each) => handOff(node, shop, each)));
    await node.dispatcher.load();
    await allSame();
  });
});

it("what a batch has stepped and not committed is not read as committed", async () => {
  const waiting = () => node.dispatcher.readCommitted((state) => state.entries.size + state.offers.size);
  const before = await waiting();
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    node.failpoints.beforeCommit = () => {
      resolve();
      return gate.then(planted);
    };
  });
  const handing = handOff(node, shop, customer()).catch(() => "failed");
  await reached;
  const { state } = node.dispatcher;
  expect(state.entries.size + state.offers.size).toBeGreaterThan(before);
  const read = waiting();
  open();
  expect(await handing).toBe("failed");
  expect(await read).toBe(before);
});
