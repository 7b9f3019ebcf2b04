/**
 * The database of the messages benchmark: the embedded PostgreSQL on a disk (not in memory: commits must cost what they
 * cost), durable as in the product, with a shop that has a past.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { encode } from "next-auth/jwt";
import { ensureSite } from "#prisma/seed.ts";
import { staffCookies } from "../../auth/cookies.ts";
import { openDataFolder } from "../../database/data-folder.ts";
import { embeddedDatabase } from "../../database/cluster.ts";
import { startEmbeddedDatabase } from "../../database/embedded.ts";
import { applyMigrations } from "../../database/migrate.ts";
import { createCustomer, openConversation } from "../../store/customers.ts";
import { openDatabase, type Database } from "../../store/database.ts";
import { createSession } from "../../store/sessions.ts";
import { testSecrets } from "../../testing/chat-shop.ts";
import { migrationsFolder } from "../../testing/test-postgres.ts";
import type { Served } from "./orders.ts";

const MESSAGES_PER_CONVERSATION = 50;
const CAPACITY = 20;

export interface SeededPair extends Served {
  /** The `Cookie` header of the agent's browser. */
  cookie: string;
  token: string;
}

export interface BenchDatabase {
  url: string;
  siteId: string;
  teamId: string;
  storedMessages: number;
  pairs: SeededPair[];
  /** Processor time of all PostgreSQL processes so far, in µs; null where the system does not tell. */
  cpuUs(): Promise<number | null>;
  stop(): Promise<void>;
}

export interface BenchDatabaseOptions {
  pairs: number;
  storedMessages: number;
  /** A folder whose past is kept for the next run; a fresh one that is removed when absent. */
  folder: string | null;
  say(line: string): void;
}

export async function openBenchDatabase(options: BenchDatabaseOptions): Promise<BenchDatabase> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "answerline-bench-"));
  if (options.folder === null) chmodSync(folder, 0o711);
  const server = await startEmbeddedDatabase({
    dataDir: openDataFolder(options.folder === null ? join(folder, "data") : folder),
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    if (options.folder === null) rmSync(folder, { recursive: true, force: true });
  };
  try {
    await applyMigrations(server.url, migrationsFolder);
    const past = openDatabase(server.url, () => undefined);
    const siteId = await ensureSite(past);
    const teamId = await ensurePast(past, siteId, options);
    await past.close();
    const watcher = new pg.Client({ connectionString: withDatabase(server.url, "postgres") });
    await watcher.connect();
    const url = await copyPast(watcher, server.url);
    const database = openDatabase(url, () => undefined);
    options.say(`seating ${options.pairs} pairs`);
    const pairs = await addPairs(database, siteId, teamId, options.pairs);
    const { rows } = await database.main.query<{ count: string }>("SELECT count(*) FROM items");
    await database.main.query("VACUUM ANALYZE");
    await database.close();
    await watcher.query("CHECKPOINT");
    return {
      url,
      siteId,
      teamId,
      storedMessages: Number(rows[0]?.count),
      pairs,
      cpuUs: () => cpuOfDatabase(watcher),
      async stop() {
        await watcher.end();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Closed conversations of former customers, each a log like any other; made once per folder. */
async function ensurePast(
  { main }: Database,
  siteId: string,
  { storedMessages, say }: BenchDatabaseOptions,
): Promise<string> {
  const found = await main.query<{ id: string }>("SELECT id FROM teams WHERE is_default AND site_id = $1", [siteId]);
  if (found.rows[0] !== undefined) return found.rows[0].id;
  const conversations = Math.ceil(storedMessages / MESSAGES_PER_CONVERSATION);
  say(`storing ${conversations * MESSAGES_PER_CONVERSATION} messages in ${conversations} conversations`);
  await main.query(
    `WITH made AS (
       INSERT INTO customers (id, site_id) SELECT uuidv7(), $1 FROM generate_series(1, $2::int) RETURNING id
     )
     INSERT INTO conversations (id, site_id, customer_id, state, seq, public_seq, turn_seq, last_text, last_author_kind, closed_at, close_reason)
     SELECT uuidv7(), $1, id, 'closed', $3::int, $3::int, $3::int, 'Thank you', 'customer', now(), 'agent' FROM made`,
    [siteId, conversations, MESSAGES_PER_CONVERSATION],
  );
  await main.query(
    `INSERT INTO items (conversation_id, seq, public_seq, id, kind, author_kind, author_id, client_id, body_hash, data, created_at)
     SELECT c.id, n, n, uuidv7(), 'message', 'customer', c.customer_id, gen_random_uuid(), left(md5(c.id::text || n), 22),
       jsonb_build_object('text', rpad('message ' || n || ' ', 100, 'what people write '), 'picture', null, 'reply', null, 'requestId', null, 'answerId', null, 'auto', null),
       now() - interval '1 day' + n * interval '1 second'
     FROM conversations c, generate_series(1, $1::int) n WHERE c.state = 'closed'`,
    [MESSAGES_PER_CONVERSATION],
  );
  const teamId = uuidv7();
  await main.query(
    "INSERT INTO teams (id, site_id, name, languages, is_default) VALUES ($1, $2, 'Front desk', '{}', true)",
    [teamId, siteId],
  );
  return teamId;
}

const withDatabase = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** Each run works on a copy of the past, so that none meets the people of another. */
async function copyPast(client: pg.Client, url: string): Promise<string> {
  await client.query("DROP DATABASE IF EXISTS bench_run WITH (FORCE)");
  await client.query(`CREATE DATABASE bench_run TEMPLATE ${embeddedDatabase} STRATEGY FILE_COPY`);
  return withDatabase(url, "bench_run");
}

/** Agents with a session each and customers with a token and an open conversation each. */
async function addPairs(database: Database, siteId: string, teamId: string, count: number): Promise<SeededPair[]> {
  const sql = database.main;
  const { name: cookieName } = staffCookies(false).sessionToken;
  const pairs: SeededPair[] = [];
  for (let at = 0; at < count; at += 1) {
    const staffId = uuidv7();
    await sql.query(
      `INSERT INTO staff (id, email, name, roles, password_hash, must_change_password, capacity)
        VALUES ($1, $2, $3, '{agent}', '', false, $4)`,
      [staffId, `${staffId}@shop.example`, `Agent ${at + 1}`, CAPACITY],
    );
    await sql.query("INSERT INTO team_members (team_id, staff_id) VALUES ($1, $2)", [teamId, staffId]);
    const sessionId = await createSession(sql, staffId, "a benchmark");
    const cookie = `${cookieName}=${await encode({ token: { sessionId, staffId }, secret: testSecrets.authSecret })}`;
    const { customerId, token } = await createCustomer(sql, siteId, "en");
    const conversationId = await openConversation(sql, { customerId, siteId });
    pairs.push({ staffId, cookie, customerId, token, conversationId });
  }
  return pairs;
}

/** Utime and stime of the server's processes, as Linux tells them, in ticks of 10 ms. */
async function cpuOfDatabase(watcher: pg.Client): Promise<number | null> {
  if (process.platform !== "linux") return null;
  const { rows } = await watcher.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
  let ticks = 0;
  for (const { pid } of rows) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // Gone since it was listed.
    }
  }
  return ticks * 10_000;
}
