import { v4 as uuidv4 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RefusedError } from "../contract/errors.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { once, pruneCommandLog, type CommandKey } from "./command-log.ts";
import { inTransaction, openDatabase, type Database } from "./database.ts";

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

const newKey = (): CommandKey => ({ principalId: uuidv4(), clientId: uuidv4(), command: "team:save", bodyHash: "a" });
const run = <T>(key: CommandKey, work: () => Promise<T>) => inTransaction(database.main, (sql) => once(sql, key, work));

it("of many tries at once one does the work; all get its answer", async () => {
  const key = newKey();
  let runs = 0;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => run(key, () => Promise.resolve({ run: (runs += 1) }))),
  );
  expect(runs).toBe(1);
  expect(answers).toEqual(answers.map(() => ({ run: 1 })));
});

it("another body or command under the same client id is conflict; another person has ids of their own", async () => {
  const key = newKey();
  await run(key, () => Promise.resolve({ first: true }));
  await expect(run({ ...key, bodyHash: "b" }, () => Promise.resolve({}))).rejects.toEqual(
    expect.objectContaining({ code: "conflict" }),
  );
  await expect(run({ ...key, command: "team:remove" }, () => Promise.resolve({}))).rejects.toEqual(
    expect.objectContaining({ code: "conflict" }),
  );
  expect(await run({ ...key, principalId: uuidv4() }, () => Promise.resolve({ mine: true }))).toEqual({ mine: true });
});

it("a refusal and a fault are not remembered, and what they wrote is gone", async () => {
  const key = newKey();
  const write = (error: Error | null) => () =>
    database.main.query(`SELECT 1`).then(() => {
      if (error !== null) throw error;
      return { done: true };
    });
  await expect(run(key, write(new RefusedError("in_use")))).rejects.toEqual(
    expect.objectContaining({ code: "in_use" }),
  );
  await expect(run(key, write(new Error("planted")))).rejects.toThrow("planted");
  expect(await run(key, write(null))).toEqual({ done: true });
});

it("forgets answers after seven days", async () => {
  const [old, young] = [newKey(), newKey()];
  for (const key of [old, young]) await run(key, () => Promise.resolve({}));
  await database.main.query(`UPDATE command_log SET created_at = now() - interval '169 hours' WHERE client_id = $1`, [
    old.clientId,
  ]);
  await database.main.query(`UPDATE command_log SET created_at = now() - interval '167 hours' WHERE client_id = $1`, [
    young.clientId,
  ]);
  expect(await pruneCommandLog(database.main)).toBe(1);
  expect(await run(old, () => Promise.resolve({ again: true }))).toEqual({ again: true });
  expect(await run(young, () => Promise.resolve({ again: true }))).toEqual({});
});
