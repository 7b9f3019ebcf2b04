/**
 * A throw-away PostgreSQL for one run of tests or one benchmark: the product's own launcher in a temporary folder,
 * with a migrated template database that copies are made of in milliseconds.
 */
import { randomUUID } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { openDataFolder } from "#server/database/data-folder.ts";
import { startEmbeddedDatabase } from "#server/database/embedded.ts";
import { readIfThere } from "#server/database/files.ts";
import { applyMigrations } from "#server/database/migrate.ts";
import { isRunning, processIdentity } from "#server/start/process-lock.mjs";
import { temporaryBase } from "./temporary-folder.ts";

const prefix = "answerline-test-";
const migratedTemplate = "answerline_template";
export const migrationsFolder = resolve(import.meta.dirname, "../../prisma/migrations");

/** Nobody reads this data after a crash. Benchmarks that measure commits must not use these. */
export const forgetful = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export interface TestPostgres {
  /** Of the maintenance database; give it to `copyTemplate`. */
  url: string;
  stop(): Promise<void>;
}

/** Runs `work` on a connection of its own. */
async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

/** Servers of runs that were killed: their folder says which process made them. */
async function sweepLeftovers(): Promise<void> {
  for (const name of readdirSync(temporaryBase()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(temporaryBase(), name);
    const text = readIfThere(join(folder, "maker.json"));
    if (text === undefined || isRunning(JSON.parse(text) as { pid: number; identity: string })) continue;
    const postmaster = Number(readIfThere(join(folder, "data/postgres/cluster/postmaster.pid"))?.split("\n")[0]);
    // Only a process whose command line names this very folder.
    if (postmaster > 0 && readIfThere(`/proc/${postmaster}/cmdline`)?.includes(folder))
      process.kill(postmaster, "SIGQUIT");
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Its server is still going away, or another run sweeps too: whoever comes next finds the rest.
    }
  }
}

/**
 * Starts the server; about 0.6 s. The template is made when a test first asks for a copy.
 * @param settings of postgresql.conf, on top of the product's
 */
export async function startTestPostgres(settings: Record<string, string> = forgetful): Promise<TestPostgres> {
  await sweepLeftovers();
  const folder = mkdtempSync(join(temporaryBase(), prefix));
  writeFileSync(
    join(folder, "maker.json"),
    JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }),
  );
  // As root, PostgreSQL runs as somebody else, who must be able to pass through.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, "data"));
  const server = await startEmbeddedDatabase({ dataDir: openDataFolder(join(folder, "data")), settings });
  return {
    url: server.url,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the migrated template unless it is there; of several workers that ask at once, one does it. */
async function ensureTemplate(serverUrl: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock(1)");
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [migratedTemplate]);
    if (found.rowCount) return;
    const draft = `${migratedTemplate}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${draft}`);
    await client.query(`CREATE DATABASE ${draft}`);
    await applyMigrations(withDatabase(serverUrl, draft), migrationsFolder);
    await client.query(`ALTER DATABASE ${draft} RENAME TO ${migratedTemplate}`);
  });
}

/** Makes a database from the migrated template, or an empty one. */
export async function copyTemplate(
  serverUrl: string,
  kind: "migrated" | "empty",
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  if (kind === "migrated") await ensureTemplate(serverUrl);
  const template = kind === "migrated" ? migratedTemplate : "template0";
  await withClient(serverUrl, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`),
  );
  return {
    url: withDatabase(serverUrl, name),
    async drop() {
      await withClient(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}
