/**
 * Reaching a database that is not ours: waiting while it is away, and saying plainly what is wrong with it.
 */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { PlainError } from "#server/start/plain-error.ts";

/**
 * `unreachable`: nobody answers, or not yet; worth waiting for. The others need a person:
 * `denied` (user or password), `missing` (no such database), `unsuitable` (version, encoding), `other`.
 */
export type DatabaseTrouble = "unreachable" | "denied" | "missing" | "unsuitable" | "other";

const unreachableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08000",
  "08001",
  "08003",
  "08004",
  "08006",
]);
const deniedCodes = new Set(["28000", "28P01", "42501"]);

/** Oldest PostgreSQL the product is tested with. */
const oldestMajor = 15;

/** Host, port and database of a connection string: what may be shown. Never the password. */
export function nameDatabase(connectionString: string): string {
  const url = new URL(connectionString);
  const host = url.hostname || url.searchParams.get("host") || "localhost";
  return `${host}:${url.port || "5432"}${url.pathname}`;
}

/** What an error of a connection or a query means, with a message fit for the terminal and for the health page. */
export function describeDatabaseTrouble(
  error: unknown,
  connectionString: string,
): { trouble: DatabaseTrouble; message: string } {
  const name = nameDatabase(connectionString);
  const user = decodeURIComponent(new URL(connectionString).username) || "(none)";
  // Node tries every address of a host and reports them together.
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const code = (inner as { code?: unknown } | undefined)?.code;
  const text = inner instanceof Error ? inner.message : String(inner);
  if (code === "3D000")
    return { trouble: "missing", message: `There is no database ${name}. Create it, or correct DATABASE_URL.` };
  if (typeof code === "string" && deniedCodes.has(code))
    return { trouble: "denied", message: `The database ${name} does not let user ${user} in: ${text}` };
  if (code === "unsuitable") return { trouble: "unsuitable", message: text };
  if (
    (typeof code === "string" && unreachableCodes.has(code)) ||
    /terminated unexpectedly|Connection terminated|timeout expired/.test(text)
  )
    return {
      trouble: "unreachable",
      message: `The database ${name} cannot be reached (${typeof code === "string" ? code : text}).`,
    };
  return { trouble: "other", message: `The database ${name} cannot be used: ${text}` };
}

/** One attempt: signs in, and checks version and encoding. Rejects with the driver's error. */
async function tryOnce(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
    );
    const { version, encoding } = rows[0] ?? { version: 0, encoding: "" };
    const complain = (message: string) => Object.assign(new Error(message), { code: "unsuitable" });
    if (version < oldestMajor * 10_000)
      throw complain(`Answerline needs PostgreSQL ${oldestMajor} or newer; this is ${Math.floor(version / 10_000)}.`);
    if (encoding !== "UTF8")
      throw complain(`The database has encoding ${encoding}; Answerline needs one created with ENCODING 'UTF8'.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export interface Patience {
  /** Told before each wait: the message, and how long we have been waiting. */
  onWaiting?: (message: string, waitedMs: number) => void;
  /** Ends the waiting; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Longest pause between two attempts. */
  pauseMs?: number;
}

/**
 * Resolves once the database lets us in. Waits as long as it is unreachable (a database that starts beside us, a
 * failover); rejects with a PlainError for what waiting will not cure.
 */
export async function connectWithPatience(connectionString: string, patience: Patience = {}): Promise<void> {
  const began = performance.now();
  const longest = patience.pauseMs ?? 2_000;
  for (let pause = Math.min(250, longest); ; pause = Math.min(pause * 2, longest)) {
    patience.signal?.throwIfAborted();
    try {
      return await tryOnce(connectionString);
    } catch (error) {
      const { trouble, message } = describeDatabaseTrouble(error, connectionString);
      if (trouble !== "unreachable") throw new PlainError(message);
      patience.onWaiting?.(message, performance.now() - began);
      await delay(pause, undefined, patience.signal ? { signal: patience.signal } : {});
    }
  }
}
