import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEmptyDatabase, type TestDatabase } from "#server/testing/database.ts";
import { makeTemporaryFolder, type TemporaryFolder } from "#server/testing/temporary-folder.ts";
import { applyMigrations } from "./migrate.ts";

let folder: TemporaryFolder;
let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  folder = makeTemporaryFolder();
  database = await createEmptyDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
  folder.remove();
});

function write(name: string, sql: string): string {
  mkdirSync(join(folder.path, name), { recursive: true });
  const file = join(folder.path, name, "migration.sql");
  writeFileSync(file, sql);
  return file;
}

const apply = () => applyMigrations(database.url, folder.path);
const recordedNames = async () =>
  (await client.query("SELECT migration_name AS name FROM _prisma_migrations ORDER BY finished_at")).rows.map(
    (row: { name: string }) => row.name,
  );

describe("applyMigrations", () => {
  it("applies in the order of names, once, and records as Prisma does", async () => {
    write("0002_more", "INSERT INTO log VALUES ('second'); INSERT INTO log VALUES ('third');");
    const first = "CREATE TABLE log (word text, n serial); INSERT INTO log VALUES ('first');";
    write("0001_start", first);
    writeFileSync(join(folder.path, "migration_lock.toml"), 'provider = "postgresql"\n');
    expect(await apply()).toEqual({ applied: ["0001_start", "0002_more"], unknown: [] });
    expect(await apply()).toEqual({ applied: [], unknown: [] });
    const words = await client.query("SELECT word FROM log ORDER BY n");
    expect(words.rows).toEqual([{ word: "first" }, { word: "second" }, { word: "third" }]);
    const { rows } = await client.query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
    expect(rows[0]).toMatchObject({
      migration_name: "0001_start",
      checksum: createHash("sha256").update(first).digest("hex"),
      rolled_back_at: null,
      logs: null,
      applied_steps_count: 1,
    });
    expect(rows[0].finished_at).toBeInstanceOf(Date);
  });

  it("applies only what is new", async () => {
    write("0001_start", "CREATE TABLE log (word text)");
    await apply();
    write("0002_more", "ALTER TABLE log ADD COLUMN at timestamptz");
    expect((await apply()).applied).toEqual(["0002_more"]);
  });

  it("refuses a file that was edited after it had been applied", async () => {
    const file = write("0001_start", "CREATE TABLE log (word text);\n");
    await apply();
    appendFileSync(file, "-- a small change\n");
    write("0002_more", "CREATE TABLE never (n int)");
    await expect(apply()).rejects.toThrow("0001_start was changed after it had been applied");
    expect(await recordedNames()).toEqual(["0001_start"]);
  });

  it("takes the same file with other line ends for the same", async () => {
    const file = write("0001_start", "CREATE TABLE log (\n  word text\n);\n");
    await apply();
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("\n", "\r\n"));
    expect((await apply()).applied).toEqual([]);
  });

  it("leaves nothing of a file that fails, keeps those before it, and goes on once it is put right", async () => {
    write("0001_start", "CREATE TABLE log (word text)");
    write("0002_wrong", "CREATE TABLE half (n int);\n\nINSERT INTO nowhere VALUES (1);");
    await expect(apply()).rejects.toThrow(/0002_wrong failed at line 3: relation "nowhere" does not exist/);
    expect(await recordedNames()).toEqual(["0001_start"]);
    expect((await client.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
    write("0002_wrong", "CREATE TABLE half (n int)");
    expect((await apply()).applied).toEqual(["0002_wrong"]);
  });

  it("lets two servers start together: one applies, the other waits and finds nothing to do", async () => {
    write("0001_start", "CREATE TABLE log (word text); SELECT pg_sleep(0.1);");
    write("0002_more", "INSERT INTO log VALUES ('once')");
    const reports = await Promise.all([apply(), apply(), apply()]);
    expect(reports.map((report) => report.applied.length).sort((a, b) => a - b)).toEqual([0, 0, 2]);
    expect((await client.query("SELECT word FROM log")).rowCount).toBe(1);
  });

  it("tells which migrations a newer release left", async () => {
    write("0001_start", "SELECT 1");
    await apply();
    await client.query("UPDATE _prisma_migrations SET migration_name = '0009_future'");
    expect(await apply()).toEqual({ applied: ["0001_start"], unknown: ["0009_future"] });
  });

  it("refuses a database another tool left half-migrated", async () => {
    write("0001_start", "SELECT 1");
    await apply();
    await client.query("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(apply()).rejects.toThrow("0001_start was begun by another tool and not finished");
  });

  it("does not let one file's session settings reach the next", async () => {
    write("0001_start", "CREATE SCHEMA aside; SET search_path = aside;");
    write("0002_more", "CREATE TABLE here (n int)");
    await apply();
    expect((await client.query("SELECT to_regclass('public.here') AS here")).rows).toEqual([{ here: "here" }]);
  });

  it("says that the folder is missing", async () => {
    await expect(applyMigrations(database.url, join(folder.path, "none"))).rejects.toThrow(/no folder .*none/);
  });
});
