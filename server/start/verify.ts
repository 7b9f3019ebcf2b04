/**
 * `npm run verify`: compares the routing rows with what the journal says they must be, and prints one JSON line. It only
 * reads, so it may run beside the server. Exit code 0 = the same, 1 = they differ, 2 = it could not look.
 */
import pg from "pg";
import { connectWithPatience } from "../database/connect.ts";
import { lockDataFolder, openDataFolder } from "../database/data-folder.ts";
import { findEmbeddedUrl, startEmbeddedDatabase } from "../database/embedded.ts";
import { readEnv } from "../env.ts";
import { verifyRouting } from "../runtime/verify.ts";

/** The database to look at, and how to leave it as it was found. */
async function reachDatabase(): Promise<{ url: string; leave(): Promise<void> }> {
  const env = readEnv();
  if (env.databaseUrl !== undefined) {
    await connectWithPatience(env.databaseUrl);
    return { url: env.databaseUrl, leave: async () => undefined };
  }
  const dataDir = openDataFolder(env.dataDir);
  const running = findEmbeddedUrl(dataDir);
  if (running !== undefined) return { url: running, leave: async () => undefined };
  const unlock = await lockDataFolder(dataDir);
  const embedded = await startEmbeddedDatabase({ dataDir });
  return { url: embedded.url, leave: () => embedded.stop().finally(unlock) };
}

async function verify(): Promise<number> {
  const { url, leave } = await reachDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on("error", () => undefined);
  try {
    const verified = await verifyRouting(pool);
    process.stdout.write(`${JSON.stringify(verified)}\n`);
    return verified.isSame ? 0 : 1;
  } finally {
    await pool.end();
    await leave();
  }
}

verify().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
