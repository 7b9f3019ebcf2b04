import type pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLogger } from "../logging.ts";
import { storeJournal } from "../simulate/testing-journal.ts";
import { simulatedDay } from "../simulate/testing-record.ts";
import { openDatabase, type Database } from "../store/database.ts";
import { openHistory } from "../store/journal-history.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { createReplayJobs, type ReplayJobs } from "./replay-jobs.ts";
import { readStretch, replayDay, replayDays, stretchOfNumbers } from "./replayed-day.ts";
import { replayResultSchema } from "../contract/replay-commands.ts";

const DAY = "2024-01-01";
const UTC = "UTC";
const order = { day: DAY, timeZone: UTC, changes: [] };

let made: TestDatabase;
let database: Database;
let pool: pg.Pool;
let jobs: ReplayJobs;
const lines: string[] = [];

beforeAll(async () => {
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
  pool = openHistory(made.url, () => undefined);
  const log = createLogger({ logLevel: "info" }, { write: (line: string) => void lines.push(line) });
  jobs = createReplayJobs({ database, log });
  await storeJournal(database.main, simulatedDay("busy").journal);
});
afterAll(async () => {
  await jobs.stop();
  await pool.end();
  await database.close();
  await made.drop();
});

it("the days of the journal are listed by the clock of a zone", async () => {
  const [day, ...others] = await replayDays(pool, UTC);
  expect(others).toEqual([]);
  expect(day).toMatchObject({ day: DAY, state: "ready" });
  // The same hours are the evening before on the other side of the earth, and part of them the next day.
  const far = await replayDays(pool, "Pacific/Honolulu");
  expect(far.map((each) => each.day)).toEqual(["2024-01-01", "2023-12-31"]);
  expect(far.reduce((sum, { events }) => sum + events, 0)).toBe(day?.events);
});

it("line 6: a recorded day comes out exactly as it was, and beside it what the model makes of it", async () => {
  const result = replayResultSchema.parse(await replayDay(pool, order));
  expect(result.replay).toMatchObject({ differing: 0, otherRules: 0 });
  expect(result.replay.assignments).toBe(result.real.assignments);
  expect(result.real.served).toBeGreaterThan(50);
  expect(Math.abs(result.modelled.served - result.real.served)).toBeLessThan(0.1 * result.real.served);
  expect(result.changed).toBeNull();
});

it("from one number to another: exactly, and otherwise with one input changed", async () => {
  const stretch = await stretchOfNumbers(pool, 100, 400);
  const same = await readStretch(pool, stretch, []);
  expect(same.replayed).toMatchObject({ events: 301, differing: 0, differingDecisions: 0, first: null });
  const other = await readStretch(pool, stretch, [{ path: ["agent", "agent-1", "capacity"], value: 1 }]);
  expect(other.replayed.differing).toBeGreaterThan(0);
  expect(other.replayed.first?.seq).toBeGreaterThanOrEqual(100);
  // What really happened is the same, whatever is changed.
  expect(other.record.real).toEqual(same.record.real);
});

it("what does not fit is refused: a day without decisions, a name nobody has, a value that is none", async () => {
  await expect(replayDay(pool, { ...order, day: "2023-06-01" })).rejects.toMatchObject({
    refusal: { code: "not_found", issues: [{ message: "no_such_day" }] },
  });
  const changes = [
    { path: ["team", "nobody", "maxWaiting"], value: 3 },
    { path: ["settings", "creditBoundMs"], value: "much" },
  ];
  await expect(replayDay(pool, { ...order, changes })).rejects.toMatchObject({
    refusal: { code: "invalid", issues: [{ path: "changes.0", message: "unknown_path" }, { message: "bad_value" }] },
  });
});

/** The job when it has ended. */
async function ended(id: string) {
  await jobs.settled();
  return jobs.get("ada", id);
}

it("a job does it in a process of its own; only who began it sees it", async () => {
  const changes = [{ path: ["team", "team", "extraAgents"], value: 3 }];
  const id = jobs.start("ada", { ...order, changes, seed: 1 }) ?? "";
  expect(jobs.start("bob", { ...order, seed: 1 })).toBeNull();
  expect(jobs.get("ada", id)?.state).toBe("running");
  expect(jobs.get("bob", id)).toBeNull();
  const job = await ended(id);
  expect(job).toMatchObject({ state: "done", share: 1, faults: [] });
  const result = replayResultSchema.parse(job?.result);
  expect(result.changed?.waitMeanMs).toBeLessThan(result.modelled.waitMeanMs);
  expect(lines.filter((line) => line.includes("failed"))).toEqual([]);
}, 60_000);

it("a job whose order does not fit says what is wrong with it", async () => {
  const changes = [{ path: ["weather", "rain"], value: 3 }];
  const id = jobs.start("ada", { ...order, changes, seed: 1 }) ?? "";
  expect(await ended(id)).toMatchObject({ state: "failed", faults: [{ path: "changes.0", message: "unknown_path" }] });
}, 60_000);

it("a job that is cancelled ends at once", async () => {
  const id = jobs.start("ada", { ...order, seed: 1 }) ?? "";
  expect(await jobs.cancel("bob", id)).toBeNull();
  expect(await jobs.cancel("ada", id)).toMatchObject({ state: "cancelled", result: null });
  expect(await jobs.cancel("ada", id)).toMatchObject({ state: "cancelled" });
});

it("a day before which nothing is kept says so", async () => {
  await database.main.query("DELETE FROM journal WHERE seq < 50");
  expect(await replayDays(pool, UTC)).toMatchObject([{ day: DAY, state: "no_checkpoint" }]);
  await expect(replayDay(pool, order)).rejects.toMatchObject({ refusal: { issues: [{ message: "no_checkpoint" }] } });
});
