import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "#server/store/database.ts";
import { createTestDatabase, type TestDatabase } from "#server/testing/database.ts";
import { parseChange } from "./replay-command.ts";
import { storeJournal } from "./testing-journal.ts";
import { simulatedDay } from "./testing-record.ts";

let made: TestDatabase;
const day = simulatedDay("quiet");

beforeAll(async () => {
  made = await createTestDatabase();
  const database = openDatabase(made.url, () => undefined);
  await storeJournal(database.main, day.journal);
  await database.close();
});
afterAll(() => made.drop());

/** `npm run simulate -- --replay …` on this database. */
function program(...args: string[]): Promise<{ code: number; lines: Record<string, unknown>[]; said: string }> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ["--import", "tsx", resolve(import.meta.dirname, "index.ts"), "--replay", ...args],
      { env: { ...process.env, NODE_ENV: "test", DATABASE_URL: made.url } },
      (error, stdout, stderr) => {
        const lines = stdout.split("\n").filter((line) => line !== "");
        done({
          code: typeof error?.code === "number" ? error.code : 0,
          lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
          said: stderr,
        });
      },
    );
  });
}

it("line 6: the newest day comes out exactly, in one line", async () => {
  const { code, lines } = await program("--time-zone", "UTC");
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    simulate: "replay",
    day: "2024-01-01",
    differing: 0,
    differingDecisions: 0,
    first: null,
  });
  expect(lines[0]).toMatchObject({ events: day.journal.length });
  expect(code).toBe(0);
}, 60_000);

it("line 6: a change changes something, and the day with it stands beside what it was", async () => {
  const { code, lines } = await program(
    "--from",
    "60",
    "--to",
    "300",
    "--change",
    "agent.agent-1.capacity=1",
    "--change",
    "team.team.extraAgents=1",
  );
  const [replay, real, modelled, changed] = lines;
  expect(replay?.differing).toBeGreaterThan(0);
  expect(replay?.first).not.toBeNull();
  expect([real?.world, modelled?.world, changed?.world]).toEqual(["real", "modelled", "changed"]);
  expect(changed?.agents).toBe(Number(modelled?.agents) + 1);
  expect(code).toBe(0);
}, 60_000);

it("what cannot be done is said, with an exit code of its own", async () => {
  expect(await program("--day", "2023-05-05", "--time-zone", "UTC")).toMatchObject({
    code: 2,
    lines: [],
    said: "not_found day: no_such_day\n",
  });
  const wrong = await program("--from", "1", "--to", "9", "--change", "weather.rain=1");
  expect(wrong).toMatchObject({ code: 2, lines: [], said: "invalid changes.0: unknown_path\n" });
  expect((await program("--from", "1")).said).toContain("Usage");
}, 60_000);

it("a change is a path with names of people and teams, and a value", () => {
  const names = [
    { of: "team" as const, id: "t1", name: "Front desk" },
    { of: "team" as const, id: "t2", name: "No. 2" },
    { of: "agent" as const, id: "a1", name: "Lin" },
  ];
  const parsed = (text: string) => parseChange(text, names);
  expect(parsed("settings.creditBoundMs=0")).toEqual({ path: ["settings", "creditBoundMs"], value: 0 });
  expect(parsed("team.Front desk.maxWaiting=null")).toEqual({ path: ["team", "t1", "maxWaiting"], value: null });
  expect(parsed("team.No. 2.ladder.reofferMs=60000")).toEqual({
    path: ["team", "t2", "ladder", "reofferMs"],
    value: 60_000,
  });
  expect(parsed("agent.Lin.isRemoved=true")).toEqual({ path: ["agent", "a1", "isRemoved"], value: true });
  expect(parsed("team.t1.strategy=random")).toEqual({ path: ["team", "t1", "strategy"], value: "random" });
  expect(parsed("team.Front desk")).toBeNull();
  expect(parsed("thresholds.base=0.5")).toEqual({ path: ["thresholds", "base"], value: 0.5 });
});
