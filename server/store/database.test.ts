import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { asRefusal, inSnapshot, inTransaction, openDatabase, type Database } from "./database.ts";

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
  await database.main.query("CREATE TABLE things (id int PRIMARY KEY)");
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

const things = async () =>
  (await database.main.query<{ id: number }>("SELECT id FROM things ORDER BY id")).rows.map(({ id }) => id);
const faultOf = (work: Promise<unknown>) => work.then(() => null, asRefusal);

it("nobody waits for a row for long, and who is frozen in a transaction lets go", async () => {
  for (const pool of [database.hot, database.main]) {
    const found = await pool.query<{ wait: string; idle: string }>(
      `SELECT current_setting('lock_timeout') AS wait, current_setting('idle_in_transaction_session_timeout') AS idle`,
    );
    expect(found.rows).toEqual([{ wait: "2s", idle: "10s" }]);
  }
});

it("a transaction is kept whole or not at all, and its connection serves on", async () => {
  await inTransaction(database.main, (sql) => sql.query("INSERT INTO things VALUES (1)"));
  await expect(
    inTransaction(database.main, async (sql) => {
      await sql.query("INSERT INTO things VALUES (2)");
      throw new Error("planted");
    }),
  ).rejects.toThrow("planted");
  expect(await things()).toEqual([1]);
  expect(database.main.totalCount).toBe(database.main.idleCount);
});

it("a snapshot sees one moment, whatever is committed meanwhile", async () => {
  await inSnapshot(database.main, async (sql) => {
    const before = (await sql.query("SELECT * FROM things")).rows.length;
    await database.main.query("INSERT INTO things VALUES (10)");
    expect((await sql.query("SELECT * FROM things")).rows.length).toBe(before);
  });
  expect(await things()).toContain(10);
});

it("names what callers can wait for; defects stay what they are", async () => {
  const terminated = await faultOf(
    inTransaction(database.main, (sql) => sql.query("SELECT pg_terminate_backend(pg_backend_pid())")),
  );
  expect(terminated).toMatchObject({ code: "unavailable" });
  const frozen = await faultOf(
    inTransaction(database.main, async (sql) => {
      await sql.query(`SET LOCAL idle_in_transaction_session_timeout = '1ms'`);
      const pid = (await sql.query<{ pid: number }>("SELECT pg_backend_pid() AS pid")).rows[0]?.pid;
      while ((await database.hot.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1", [pid])).rows.length > 0);
      await sql.query("SELECT 1");
    }),
  );
  expect(frozen).toMatchObject({ code: "unavailable" });
  const held = await inTransaction(database.main, async (sql) => {
    await sql.query("SELECT 1 FROM things WHERE id = 1 FOR UPDATE");
    return faultOf(database.main.query("SELECT 1 FROM things WHERE id = 1 FOR UPDATE NOWAIT"));
  });
  expect(held).toMatchObject({ code: "slow_down" });
  expect(await faultOf(database.main.query("INSERT INTO things VALUES (1)"))).toMatchObject({ code: "23505" });
});
