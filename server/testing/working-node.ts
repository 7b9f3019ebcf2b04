/**
 * A process of its own that works on a shop: tests start it with `startWorkingNode`, tell it what to do in messages, and
 * may kill it at any moment.
 */
import { assertInvariants } from "../routing/invariants.ts";
import { snapshotRows } from "../routing/rows.ts";
import type { StateRows } from "../routing/state.ts";
import { startLease } from "../store/nodes.ts";
import { createRandomWork, type Acknowledged } from "./random-work.ts";
import type { Shop } from "./shop-builder.ts";
import { openShop, startTestNode, type TestNode } from "./test-node.ts";

export type Order =
  | { kind: "open"; url: string; shop: Shop; isFirst: boolean }
  /** Works until `commands` were tried, several at a time. */
  | {
      kind: "work";
      seed: number;
      name: string;
      commands: number;
      sharedEvery: number;
      stopAt: "beforeCommit" | "afterCommit" | null;
      stopAfter: number;
    }
  | { kind: "look" }
  | { kind: "close" };

export type Report =
  | { kind: "opened" }
  | { kind: "acknowledged"; what: Acknowledged }
  /** Stands at a failpoint and stays there. */
  | { kind: "stopped" }
  | { kind: "worked"; tried: number; done: number; faults: string[] }
  | { kind: "looked"; rows: StateRows; counts: TestNode["dispatcher"]["counts"]; lines: string[] }
  | { kind: "closed" }
  | { kind: "failed"; message: string };

const AT_ONCE = 4;

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
  report({ kind: "worked", tried, done, faults });
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
