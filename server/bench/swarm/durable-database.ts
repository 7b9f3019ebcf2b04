import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDataFolder } from "#server/database/data-folder.ts";
import { startEmbeddedDatabase } from "#server/database/embedded.ts";
import { applyMigrations } from "#server/database/migrate.ts";
import { migrationsFolder } from "#server/testing/test-postgres.ts";
import { openDatabase, type Database } from "#server/store/database.ts";
import { postmasterOf } from "./family-cpu.ts";

const ENDS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface DurableDatabase {
  url: string;
  database: Database;
  /** The process of the database, for `startFamilyMeter`. */
  postmaster: number | null;
  stop(): Promise<void>;
}

/** The embedded PostgreSQL as the product runs it, on a disk (not in memory: commits must cost what they cost), migrated and empty. */
export async function startDurableDatabase(): Promise<DurableDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "answerline-bench-"));
  // As root, PostgreSQL runs as somebody else, who must be able to pass through.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedDatabase({ dataDir: openDataFolder(join(folder, "data")) });
  const remove = async (): Promise<void> => {
    for (const signal of ENDS) process.off(signal, onEnd);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  // The database is a daemon: whoever stops the benchmark by hand must not leave it behind. Our children end by themselves.
  const onEnd = () => void remove().finally(() => process.exit(130));
  for (const signal of ENDS) process.on(signal, onEnd);
  try {
    await applyMigrations(server.url, migrationsFolder);
    const database = openDatabase(server.url, () => undefined);
    return {
      url: server.url,
      database,
      postmaster: await postmasterOf(database.main),
      async stop() {
        await database.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
