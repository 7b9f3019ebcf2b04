import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { takeCheckpoint } from "../store/checkpoints.ts";
import { inSnapshot } from "../store/database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createRandomWork } from "../testing/random-work.ts";
import { buildShop } from "../testing/shop-builder.ts";
import { openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import { verifyRouting } from "./verify.ts";

let made: TestDatabase;
let node: TestNode;

beforeAll(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  const shop = await buildShop(node.database.main, { teams: 2, agentsPerTeam: 3, customers: 12 });
  await openShop(node, shop);
  const people = createRandomWork(node, shop, 11, "verify");
  for (let count = 0; count < 80; count += 1) await people.doSomething();
});
afterAll(async () => {
  await node.stop();
  await made.drop();
});

const sql = (text: string) => node.database.main.query(text);
const verify = () => verifyRouting(node.database.main);
/** Plants a fault, looks, and takes it out again. */
const withFault = async <T>(fault: string, repair: string, look: () => Promise<T>) => {
  await sql(fault);
  return look().finally(() => sql(repair));
};

/** `npm run verify` on this database. */
function program(): Promise<{ code: number; lines: string[] }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ["--import", "tsx", resolve(import.meta.dirname, "../start/verify.ts")],
      { env: { ...process.env, NODE_ENV: "test", DATABASE_URL: made.url } },
      (error, stdout) => {
        done({ code: typeof error?.code === "number" ? error.code : 0, lines: stdout.trim().split("\n") });
      },
    );
  });
}

it("rows and replay are the same after random work", async () => {
  const { meta } = node.dispatcher.state;
  expect(meta.seq).toBeGreaterThan(50);
  expect(await verify()).toEqual({ isSame: true, seq: meta.seq, fromSeq: 0, replayed: meta.seq, differences: [] });
});

it("one altered value is found and named", async () => {
  const [agent] = node.dispatcher.state.agents.values();
  const change = (by: number) => `UPDATE routing_agents SET capacity = capacity + ${by} WHERE id = '${agent?.id}'`;
  expect(await withFault(change(1), change(-1), verify)).toMatchObject({
    isSame: false,
    differences: [`agents ${agent?.id} capacity`],
  });
  expect(await verify()).toMatchObject({ isSame: true });
});

it("a row too few, a row too many and a moved head are found", async () => {
  const [id] = [...node.dispatcher.state.conversations.keys()];
  const end = `UPDATE routing_conversations SET ended_at = now() WHERE id = '${id}'`;
  expect(
    await withFault(end, `UPDATE routing_conversations SET ended_at = NULL WHERE id = '${id}'`, verify),
  ).toMatchObject({ differences: [`conversations ${id} missing in the rows`] });
  const add = `INSERT INTO routing_teams (id, agent_ids, offer_ms, is_auto_accept) VALUES ('00000000-0000-4000-8000-000000000001', '{}', 1, false)`;
  expect(await withFault(add, `DELETE FROM routing_teams WHERE offer_ms = 1`, verify)).toMatchObject({
    differences: ["teams 00000000-0000-4000-8000-000000000001 missing in the replay"],
  });
  expect(
    await withFault("UPDATE journal_head SET seq = seq + 1", "UPDATE journal_head SET seq = seq - 1", verify),
  ).toMatchObject({ isSame: false, differences: ["meta seq"] });
});

it("a hole in the journal is found", async () => {
  const hide = "UPDATE journal SET seq = seq + 1000000 WHERE seq = 30";
  const found = await withFault(hide, "UPDATE journal SET seq = seq - 1000000 WHERE seq > 1000000", verify);
  expect(found.isSame).toBe(false);
  expect(found.differences).toContain("journal 30 missing");
});

it("the program says so in one line and by its exit code", async () => {
  const { meta } = node.dispatcher.state;
  const fine = await program();
  expect(fine.lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { isSame: true, seq: meta.seq, fromSeq: 0, replayed: meta.seq, differences: [] },
  ]);
  expect(fine.code).toBe(0);
  const altered = await withFault(
    `UPDATE routing_agents SET over_by = over_by + 7`,
    `UPDATE routing_agents SET over_by = over_by - 7`,
    program,
  );
  expect(altered.code).toBe(1);
  expect(JSON.parse(altered.lines[0] ?? "")).toMatchObject({ isSame: false });
});

it("a checkpoint begins the replay, so that older months of the journal may go", async () => {
  expect(await inSnapshot(node.database.main, takeCheckpoint)).toBe(true);
  const { seq } = node.dispatcher.state.meta;
  // One a day is enough.
  await node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 });
  expect(await inSnapshot(node.database.main, takeCheckpoint)).toBe(false);
  await sql(`DELETE FROM journal WHERE seq <= ${seq}`);
  expect(await verify()).toMatchObject({ isSame: true, fromSeq: seq, replayed: 1 });
  await sql(`UPDATE journal_checkpoints SET created_at = now() - interval '25 hours'`);
  expect(await inSnapshot(node.database.main, takeCheckpoint)).toBe(true);
  await sql(`UPDATE journal_checkpoints SET created_at = now() - interval '25 hours'`);
  expect(await inSnapshot(node.database.main, takeCheckpoint)).toBe(false);
  expect(await verify()).toMatchObject({ isSame: true, replayed: 0 });
});
