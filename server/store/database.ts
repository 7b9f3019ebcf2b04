import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "#prisma/generated/client.ts";
import { RefusedError } from "../contract/errors.ts";

export type Sql = Pick<pg.ClientBase, "query">;

export interface Database {
  /** Message appends only, so that a slow report never holds up a send. */
  hot: pg.Pool;
  /** Decisions of the engine only: statements follow each other without waiting (see `pipeline.ts`). */
  routing: pg.Pool;
  /** Everything else on `pg`. */
  main: pg.Pool;
  prisma: PrismaClient;
  /** Runs when a connection was lost: what it had under way may be done or not. Returns how to stop. */
  onLost(run: () => void): () => void;
  close(): Promise<void>;
}

/** An idle connection that dies must not end the process; the next query opens another. */
function poolOf(
  connectionString: string,
  max: number,
  name: string,
  onError: (error: Error) => void,
  settings = "",
  pipeline = false,
): pg.Pool {
  // Nobody waits for a row for longer than this: the caller is answered "slow down" and tries again. And a frozen process
  // lets go of the rows it holds.
  const pool = new pg.Pool({
    connectionString,
    options: `-c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000 ${settings}`,
    max,
    application_name: `answerline ${name}`,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    pipeline,
  });
  pool.on("error", onError);
  pool.on("connect", (client) => client.on("error", onError));
  return pool;
}

/** Opens the pools. `onError` hears faults of idle connections. */
export function openDatabase(url: string, onError: (error: Error) => void): Database {
  const lostRuns = new Set<() => void>();
  const lost = (error: Error): void => {
    onError(error);
    for (const run of lostRuns) run();
  };
  // One statement, always the same: planned once and never compiled, whatever sizes its groups have.
  const hot = poolOf(url, 3, "messages", lost, "-c plan_cache_mode=force_generic_plan -c jit=off");
  // Whoever holds the journal's head and hangs lets go of it after a second.
  const routing = poolOf(
    url,
    2,
    "routing",
    lost,
    "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off -c idle_in_transaction_session_timeout=1000",
    true,
  );
  const main = poolOf(url, 8, "main", lost);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(
      { connectionString: url, max: 5, application_name: "answerline admin" },
      { onPoolError: onError },
    ),
  });
  return {
    hot,
    routing,
    main,
    prisma,
    onLost(run) {
      lostRuns.add(run);
      return () => void lostRuns.delete(run);
    },
    async close() {
      await Promise.allSettled([hot.end(), routing.end(), main.end(), prisma.$disconnect()]);
    },
  };
}

/** Runs `work` in one transaction; the connection is thrown away when even the rollback fails. */
export function inTransaction<T>(pool: pg.Pool, work: (sql: pg.PoolClient) => Promise<T>): Promise<T> {
  return between(pool, "BEGIN", work);
}

/** The same where every statement of `work` sees one moment of the database. */
export function inSnapshot<T>(pool: pg.Pool, work: (sql: pg.PoolClient) => Promise<T>): Promise<T> {
  return between(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ", work);
}

async function between<T>(pool: pg.Pool, begin: string, work: (sql: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

// 25P03, 57P05: we were frozen in a transaction for so long that the database let go of us.
const awayCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08003",
  "08006",
  "53300",
  "25P03",
  "57P05",
]);

/** Whether a fault means "the database is away" (nothing was promised; try again) rather than a defect of ours. */
export function isDatabaseAway(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const code = "code" in error ? String(error.code) : "";
  const message = "message" in error ? String(error.message) : "";
  return (
    awayCodes.has(code) ||
    /Connection terminated|has encountered a connection error|timeout exceeded when trying to connect|Can't reach database/i.test(
      message,
    )
  );
}

/** Somebody else held a row for longer than this connection waits. */
export const isLockedOut = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "55P03";

/** The same fault for callers: `unavailable` when the database is away, `slow_down` when a row was held, itself otherwise. */
export function asRefusal(error: unknown): unknown {
  if (isLockedOut(error)) return new RefusedError("slow_down", { retryAfterMs: 500 });
  return isDatabaseAway(error) ? new RefusedError("unavailable") : error;
}
