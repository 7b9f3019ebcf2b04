import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeTemporaryFolder, type TemporaryFolder } from "#server/testing/temporary-folder.ts";
import { openDataFolder } from "./data-folder.ts";
import { type EmbeddedDatabase, findEmbeddedUrl, startEmbeddedDatabase } from "./embedded.ts";

let folder: TemporaryFolder;
let dataDir: string;
let running: EmbeddedDatabase[];

beforeEach(() => {
  folder = makeTemporaryFolder();
  dataDir = openDataFolder(join(folder.path, "data"));
  running = [];
});

afterEach(async () => {
  for (const server of running) await server.stop();
  folder.remove();
});

async function start(): Promise<EmbeddedDatabase> {
  const server = await startEmbeddedDatabase({ dataDir, elsewhere: join(folder.path, "elsewhere") });
  running.push(server);
  return server;
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmaster = () => Number(readFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);

const isRoot = process.getuid?.() === 0;

describe("startEmbeddedDatabase", () => {
  it("makes a UTF-8 cluster on the loopback address that keeps its promises", async () => {
    const server = await start();
    expect(server).toMatchObject({ wasCreated: true, wasAdopted: false });
    const [row] = await ask(
      server.url,
      `SELECT current_database() AS database, current_setting('server_encoding') AS encoding,
              current_setting('listen_addresses') AS addresses, current_setting('fsync') AS fsync,
              current_setting('synchronous_commit') AS commit, current_setting('timezone') AS zone,
              (SELECT datlocprovider::text || ':' || datlocale FROM pg_database WHERE datname = current_database()) AS locale,
              upper('straße é') AS upper`,
    );
    expect(row).toEqual({
      database: "answerline",
      encoding: "UTF8",
      addresses: "127.0.0.1",
      fsync: "on",
      commit: "on",
      zone: "UTC",
      locale: "b:C.UTF-8",
      upper: "STRAßE É",
    });
    expect(statSync(join(dataDir, "postgres")).mode & 0o777).toBe(0o700);
    await expect(ask(server.url.replace(/:[^:@]+@/, ":wrong@"), "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
    expect(findEmbeddedUrl(dataDir)).toBe(server.url);
  });

  it("keeps rows and port over an orderly stop and a move of the data folder", async () => {
    const first = await start();
    await ask(first.url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)");
    await first.stop();
    expect(findEmbeddedUrl(dataDir)).toBeUndefined();
    renameSync(dataDir, join(folder.path, "moved"));
    dataDir = join(folder.path, "moved");
    const second = await start();
    expect(second).toMatchObject({ wasCreated: false, wasAdopted: false, port: first.port });
    expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  });

  it("adopts the server a killed process left running", async () => {
    const first = await start();
    const pid = postmaster();
    const second = await start();
    expect(second).toMatchObject({ wasAdopted: true, url: first.url });
    expect(postmaster()).toBe(pid);
  });

  it("restarts a server that was killed, with every committed row", async () => {
    const first = await start();
    await ask(first.url, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");
    process.kill(postmaster(), "SIGKILL");
    await vi.waitFor(() => expect(findEmbeddedUrl(dataDir)).toBeUndefined(), { timeout: 10_000, interval: 5 });
    const second = await start();
    expect(second.wasAdopted).toBe(false);
    expect(await ask(second.url, "SELECT n FROM kept")).toEqual([{ n: 1 }]);
  });

  it("is not misled by a postmaster.pid whose number another process has now", async () => {
    const first = await start();
    await first.stop();
    const lines = [process.pid, join(dataDir, "postgres/cluster"), 1, first.port, "", "127.0.0.1", "", "ready"];
    writeFileSync(join(dataDir, "postgres/cluster/postmaster.pid"), lines.join("\n"));
    expect((await start()).wasAdopted).toBe(false);
  });

  it("begins again where being made was cut off", async () => {
    const draft = join(dataDir, "postgres/cluster-draft-1");
    mkdirSync(join(draft, "base"), { recursive: true });
    writeFileSync(join(draft, "PG_VERSION"), "18\n");
    expect((await start()).wasCreated).toBe(true);
    expect(readdirSync(join(dataDir, "postgres")).sort()).toEqual(["cluster", "postgres.log"]);
  });

  it("says plainly that another major made the cluster, and touches nothing", async () => {
    const server = await start();
    await server.stop();
    const version = join(dataDir, "postgres/cluster/PG_VERSION");
    writeFileSync(version, "15\n");
    const before = statSync(join(dataDir, "postgres/cluster/postgresql.conf")).mtimeMs;
    await expect(start()).rejects.toThrow(/made by PostgreSQL 15; this Answerline carries PostgreSQL 18/);
    expect(statSync(join(dataDir, "postgres/cluster/postgresql.conf")).mtimeMs).toBe(before);
    writeFileSync(version, "18\n");
  });

  it("restarts a server that dies under us, on the same port", async () => {
    const server = await start();
    const restarted = new Promise<unknown>((resolve) => server.watch(resolve));
    process.kill(postmaster(), "SIGKILL");
    expect(await restarted).toBeUndefined();
    expect(await ask(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it.runIf(isRoot)("keeps the cluster elsewhere when root's folder cannot be entered by others", async () => {
    mkdirSync(join(folder.path, "locked"), { mode: 0o700 });
    dataDir = openDataFolder(join(folder.path, "locked", "data"));
    const said: string[] = [];
    const elsewhere = join(folder.path, "elsewhere");
    const server = await startEmbeddedDatabase({ dataDir, elsewhere, say: (line) => said.push(line) });
    running.push(server);
    expect(said.join()).toContain(`the database is in ${elsewhere}`);
    expect(existsSync(join(dataDir, "postgres"))).toBe(false);
    await server.stop();
    expect(await start()).toMatchObject({ wasCreated: false, port: server.port });
  });

  it.runIf(isRoot)("says so when the database's user is locked out of a cluster that exists", async () => {
    await (await start()).stop();
    chmodSync(folder.path, 0o700);
    await expect(start()).rejects.toThrow(/can no longer enter that folder/);
    chmodSync(folder.path, 0o711);
  });

  it("takes the database that another starter makes at the same moment", async () => {
    const first = await start();
    await ask(first.url.replace(/[^/]+$/, "postgres"), "DROP DATABASE answerline");
    // All of them find none, and only one can make it.
    const servers = await Promise.all([start(), start(), start(), start()]);
    for (const { url } of servers) expect(await ask(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("works after its starter was killed at any step of the first start", async () => {
    const script = `
      const { startEmbeddedDatabase } = await import(${JSON.stringify(join(import.meta.dirname, "embedded.ts"))});
      console.log("begin");
      const options = { dataDir: process.argv[1], elsewhere: process.argv[2] };
      await startEmbeddedDatabase(options);
      console.log("ready");
      setInterval(() => undefined, 1000);`;
    const args = ["--import", "tsx", "--input-type=module", "-e", script, dataDir, join(folder.path, "elsewhere")];
    // Spread over the 0.6 s a first start takes; the folder stays, so later rounds meet what earlier ones left.
    for (const afterMs of [30, 90, 150, 240, 330, 420, 520]) {
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      await once(createInterface(child.stdout), "line");
      setTimeout(() => child.kill("SIGKILL"), afterMs);
      await once(child, "exit");
    }
    const server = await start();
    expect(await ask(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
