/**
 * A process of its own that works on a shop: tests start it with `startWorkingNode`, tell it what to do in messages, and
 * may kill it at any moment.
 */
import { refusalOf } from "../contract/errors.ts";
import { assertInvariants } from "../routing/invariants.ts";
import { seeded } from "../routing/random-shop.ts";
import { snapshotRows } from "../routing/rows.ts";
import { openConversation } from "../store/customers.ts";
import { startLease } from "../store/nodes.ts";
import { createRandomWork } from "./random-work.ts";
import type { Shop } from "./shop-builder.ts";
import { openShop, startTestNode, type TestNode } from "./test-node.ts";
import { ABORTED, type Order, type Report, type Thing, type Told } from "./working-node-orders.ts";

const AT_ONCE = 8;

let node: TestNode | null = null;
let shop: Shop | null = null;

const report = (what: Report): void => void process.send?.(what);

function must<T>(value: T | null): T {
  if (value === null) throw new Error("not opened yet");
  return value;
}

async function work(order: Extract<Order, { kind: "work" }>): Promise<void> {
  const mine = must(node);
  const people = createRandomWork(mine, must(shop), order.seed, order.name);
  const faults: string[] = [];
  let [tried, done, passed] = [0, 0, 0];
  if (order.stopAt !== null) {
    mine.failpoints[order.stopAt] = async () => {
      passed += 1;
      if (passed < order.stopAfter) return;
      report({ kind: "stopped" });
      await new Promise(() => undefined);
    };
  }
  if (order.disturbed !== undefined) {
    const { delayMs, abortShare } = order.disturbed;
    const draw = seeded(order.seed + 1_000_003);
    mine.failpoints.beforeCommit = async () => {
      const waitMs = draw() * delayMs;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (draw() < abortShare) throw new Error(ABORTED);
    };
  }
  async function person(): Promise<void> {
    while (tried < order.commands) {
      tried += 1;
      const isShared = order.sharedEvery > 0 && tried % order.sharedEvery === 0;
      try {
        const what = isShared ? await people.doShared(tried) : await people.doSomething();
        if (what === null) continue;
        done += 1;
        report({ kind: "acknowledged", what });
      } catch (error) {
        faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, person));
  if (order.disturbed !== undefined) delete mine.failpoints.beforeCommit;
  report({ kind: "worked", tried, done, faults });
}

async function doThing(thing: Thing): Promise<Told> {
  const { dispatcher, database, epoch } = must(node);
  let conversationId: string | null = null;
  try {
    if (thing.what === "decision") {
      const { principalId, clientId, draft } = thing;
      if ("conversationId" in draft) conversationId = draft.conversationId;
      await dispatcher.dispatch(draft, {
        command: { principalId, clientId, command: draft.type, bodyHash: draft.type },
        answer: {},
      });
    } else {
      const { customerId, siteId, teamId } = thing;
      conversationId = await openConversation(database.main, { customerId, siteId });
      await dispatcher.dispatch({
        type: "handoff:requested",
        conversationId,
        customerId,
        teamId,
        degree: null,
        customerPresentOn: [epoch],
        turnSeq: 0,
        former: null,
        preferAgentId: null,
      });
    }
    return { code: "ok", conversationId };
  } catch (error) {
    const code = refusalOf(error)?.code;
    if (code === undefined || code === "internal") throw error;
    return { code, conversationId };
  }
}

async function follow(order: Order): Promise<void> {
  switch (order.kind) {
    case "open":
      node = await startTestNode(order.url);
      shop = order.shop;
      await startLease(node.database.main, node.epoch);
      if (order.isFirst) await openShop(node, shop);
      else await node.dispatcher.catchUp();
      return report({ kind: "opened" });
    case "work":
      return work(order);
    case "tell":
      return report({ kind: "told", results: await Promise.all(order.things.map(doThing)) });
    case "look": {
      const { dispatcher, lines } = must(node);
      await dispatcher.catchUp();
      assertInvariants(dispatcher.state);
      return report({ kind: "looked", rows: snapshotRows(dispatcher.state), counts: { ...dispatcher.counts }, lines });
    }
    case "close":
      await must(node).stop();
      node = null;
      return report({ kind: "closed" });
  }
}

process.on("message", (order: Order) => {
  follow(order).catch((error: unknown) =>
    report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Nobody is left to work for.
process.on("disconnect", () => process.exit(0));
