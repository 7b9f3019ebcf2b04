import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { openDatabase, type Database } from "./database.ts";
import { endLease, forgetNode, LEASE_MS, outageLength, readNodes, renewLease, startLease } from "./nodes.ts";

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
});
beforeEach(() => database.main.query("DELETE FROM nodes"));
afterAll(async () => {
  await database.close();
  await made.drop();
});

const lapse = (epoch: string, agoMs: number) =>
  database.main.query(`UPDATE nodes SET lease_until = now() - $2 * interval '1 millisecond' WHERE epoch = $1`, [
    epoch,
    agoMs,
  ]);

it("a lease is renewed while it lives; once lapsed it never is", async () => {
  const epoch = uuidv7();
  await startLease(database.main, epoch);
  expect(await renewLease(database.main, epoch)).toBe(true);
  await lapse(epoch, 1);
  expect(await renewLease(database.main, epoch)).toBe(false);
  expect(await readNodes(database.main)).toEqual([{ epoch, isAlive: false }]);
});

it("a lost node is removed by one caller; a living one by none", async () => {
  const epoch = uuidv7();
  await startLease(database.main, epoch);
  expect(await forgetNode(database.main, epoch)).toBe(false);
  await endLease(database.main, epoch);
  const won = await Promise.all(Array.from({ length: 5 }, () => forgetNode(database.main, epoch)));
  expect(won.filter(Boolean)).toHaveLength(1);
});

it("an outage is as long as nobody was alive, never too short, and none while somebody is", async () => {
  expect(await outageLength(database.main)).toBe(0);
  const [first, second] = [uuidv7(), uuidv7()];
  await startLease(database.main, first);
  await startLease(database.main, second);
  await lapse(first, 90_000);
  expect(await outageLength(database.main)).toBe(0);
  await lapse(second, 60_000);
  const length = await outageLength(database.main);
  expect(length).toBeGreaterThanOrEqual(60_000);
  expect(length).toBeLessThan(60_000 + LEASE_MS + 5_000);
});
