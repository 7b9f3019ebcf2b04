import { afterAll, beforeAll, expect, it } from "vitest";
import { refusalOf } from "../contract/errors.ts";
import { snapshotRows } from "../routing/rows.ts";
import type { StateRows } from "../routing/state.ts";
import { takeCheckpoint } from "../store/checkpoints.ts";
import { inSnapshot } from "../store/database.ts";
import { journalAfter } from "../store/journal.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createRandomWork } from "../testing/random-work.ts";
import { buildShop } from "../testing/shop-builder.ts";
import { openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import { wasCompared } from "./full-list.ts";
import { openHistory } from "../store/journal-history.ts";
import { createPace, createRecall, type Recall, recallState } from "./recall.ts";

let made: TestDatabase;
let node: TestNode;
let recall: Recall;
/** The committed rows as they were, by journal number. */
const seen = new Map<number, StateRows>();

beforeAll(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url, { maxBatch: 1 });
  recall = createRecall(node.database, () => undefined);
  const shop = await buildShop(node.database.main, { teams: 2, agentsPerTeam: 4, customers: 14 });
  await openShop(node, shop);
  const people = createRandomWork(node, shop, 5, "recall");
  for (let count = 0; count < 300; count += 1) {
    await people.doSomething();
    if (count % 20 === 0)
      seen.set(
        node.dispatcher.state.meta.seq,
        JSON.parse(JSON.stringify(snapshotRows(node.dispatcher.state))) as StateRows,
      );
    if (count === 80) await inSnapshot(node.database.main, takeCheckpoint);
  }
}, 60_000);
afterAll(async () => {
  await recall.stop();
  await node.stop();
  await made.drop();
});

const sql = (text: string) => node.database.main.query(text);

it("the state at any number is what it was then, before and after the checkpoint", async () => {
  expect(seen.size).toBeGreaterThan(4);
  for (const [seq, rows] of seen) expect(snapshotRows(await recall.stateAt(seq))).toEqual(rows);
  expect(snapshotRows(await recall.stateAt(0)).agents).toEqual([]);
}, 60_000);

it("C6: the full list behind every reason of a real day says what is stored", async () => {
  const entries = await journalAfter(node.database.main, 0, 10_000);
  let compared = 0;
  for (const { seq, outcome } of entries)
    for (const [position, reason] of outcome.reasons.entries()) {
      const found = await recall.explain(seq, position);
      expect(found, `${seq} ${position}`).toMatchObject({ differences: [], isExact: true, reason });
      if (wasCompared(reason)) compared += 1;
    }
  expect(compared).toBeGreaterThan(20);
  expect(await recall.explain(1, 999)).toBeNull();
}, 60_000);

it("looks up after every decision, so that nothing else waits for it", async () => {
  const pool = openHistory(made.url, () => undefined);
  let rests = 0;
  await recallState(pool, 60, { rest: async () => void (rests += 1) });
  await pool.end();
  expect(rests).toBe(60);
  // And then the others have their turn.
  let hadTurn = false;
  setImmediate(() => (hadTurn = true));
  await createPace(undefined, 0).rest();
  expect(hadTurn).toBe(true);
});

it("many at once wait for each other, too many are told to come back", async () => {
  const asked = await Promise.allSettled(Array.from({ length: 12 }, () => recall.stateAt(40)));
  const codes = asked.flatMap((each) => (each.status === "rejected" ? [refusalOf(each.reason)?.code] : []));
  expect(codes.length).toBeGreaterThan(0);
  expect(new Set(codes)).toEqual(new Set(["slow_down"]));
  expect(asked.some(({ status }) => status === "fulfilled")).toBe(true);
});

it("who no longer wants it is not kept waiting", async () => {
  const wish = new AbortController();
  const asked = recall.stateAt(60, wish.signal);
  wish.abort();
  await expect(asked).rejects.toThrow();
  expect((await recall.stateAt(60)).meta.seq).toBe(60);
});

it("what the journal no longer reaches is refused, what a checkpoint carries is not", async () => {
  const [checkpoint] = (await sql("SELECT seq FROM journal_checkpoints ORDER BY seq DESC LIMIT 1")).rows as {
    seq: string;
  }[];
  const at = Number(checkpoint?.seq);
  const last = node.dispatcher.state.meta.seq;
  await sql(`DELETE FROM journal WHERE seq <= ${at}`);
  await expect(recall.stateAt(at - 1)).rejects.toMatchObject({ code: "not_found" });
  await expect(recall.explain(at - 1, 0)).rejects.toMatchObject({ code: "not_found" });
  expect((await recall.stateAt(at)).meta.seq).toBe(at);
  expect(snapshotRows(await recall.stateAt(last))).toEqual(
    JSON.parse(JSON.stringify(snapshotRows(node.dispatcher.state))),
  );
  await sql("DELETE FROM journal_checkpoints");
  await expect(recall.stateAt(last)).rejects.toMatchObject({ code: "not_found" });
});
