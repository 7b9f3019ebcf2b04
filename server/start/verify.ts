/**
 * `npm run verify`: compares the routing rows with what the journal says they must be, and prints one JSON line. It only
 * reads, so it may run beside the server. Exit code 0 = the same, 1 = they differ, 2 = it could not look.
 */
import pg from "pg";
import { verifyRouting } from "../runtime/verify.ts";
import { reachDatabase } from "./reach-database.ts";

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
