/**
 * Brings a database to the newest schema: the `migration.sql` files of prisma/migrations, in order of their names,
 * each in a transaction of its own, recorded as `prisma migrate` records them, under the same advisory lock.
 */
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { PlainError } from "#server/start/plain-error.ts";

export interface MigrationReport {
  /** Names applied by this call, in order. */
  applied: string[];
  /** Names the database has and this release does not know: a newer release ran here. Ours still works beside it. */
  unknown: string[];
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface Recorded {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** The number Prisma's own tools lock, so that they and we exclude each other. */
const advisoryLock = 72707369;

const recordTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/** Git may check files out with other line ends; that is not a change. */
async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new PlainError(`The migrations are missing: there is no folder ${folder}.`);
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const text = await readFile(join(folder, name, "migration.sql"), "utf8").catch(() => {
        throw new PlainError(`The migration ${name} has no file migration.sql.`);
      });
      const sql = text.replaceAll("\r\n", "\n");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

/**
 * Applies what is missing. Two servers that start together wait for each other; the second finds nothing to do.
 * Refuses, as a PlainError and before changing anything: an applied file that was edited since, and a migration
 * that another tool began and did not finish. A file that fails changes nothing; those before it stay applied.
 * Statements that cannot run in a transaction (CREATE INDEX CONCURRENTLY) cannot be used in these files.
 */
export async function applyMigrations(connectionString: string, folder: string): Promise<MigrationReport> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [advisoryLock]);
    await client.query("SET client_min_messages = warning");
    await client.query(recordTable);
    const { rows: recorded } = await client.query<Recorded>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const missing = compare(migrations, recorded);
    for (const migration of missing) await applyOne(client, migration);
    const known = new Set(migrations.map(({ name }) => name));
    return {
      applied: missing.map(({ name }) => name),
      unknown: recorded.map((row) => row.migration_name).filter((name) => !known.has(name)),
    };
  } finally {
    // Ending the session gives the lock back.
    await client.end().catch(() => undefined);
  }
}

function compare(migrations: Migration[], recorded: Recorded[]): Migration[] {
  const byName = new Map(recorded.map((row) => [row.migration_name, row]));
  return migrations.filter(({ name, checksum }) => {
    const row = byName.get(name);
    if (!row) return true;
    if (row.finished_at === null)
      throw new PlainError(
        `The migration ${name} was begun by another tool and not finished. ` +
          `Put the database right and run \`prisma migrate resolve\` for it.`,
      );
    if (row.checksum !== checksum)
      throw new PlainError(
        `The migration ${name} was changed after it had been applied to this database. ` +
          "Restore its file and put the change into a new migration.",
      );
    return false;
  });
}

async function applyOne(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  try {
    await client.query("BEGIN");
    // No parameters: only the simple protocol takes several statements at once.
    await client.query(sql);
    // A file may set things for its session (search_path); nothing after it may see them. The lock survives this.
    await client.query("RESET ALL");
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name, startedAt],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    const position = Number((error as { position?: string }).position);
    const line = position ? ` at line ${sql.slice(0, position).split("\n").length}` : "";
    throw new PlainError(`The migration ${name} failed${line}: ${(error as Error).message}`, { cause: error });
  }
}
