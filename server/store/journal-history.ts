import pg from "pg";
import type { Meta, SettingsRow, StateRows } from "../routing/state.ts";
import { inSnapshot, type Database, type Sql } from "./database.ts";
import { journalAfter, type JournalEntry } from "./journal.ts";

/** The recorded past of routing, read beside the work of the day: nothing here writes or locks. */

export type RowTable = Exclude<keyof StateRows, "meta" | "settings">;
const TABLES: readonly RowTable[] = ["teams", "agents", "conversations", "entries", "offers", "assignments"];

/** Rows of a checkpoint handed over at a time: what is decoded in one go holds up everything else. */
const ROWS_AT_ONCE = 200;

/** One connection of its own, opened when it is needed, so that looking back takes none from the work of the day. */
export function openHistory(url: string, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    application_name: "answerline history",
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
  });
  pool.on("error", onError);
  return pool;
}

/** Where this database is reached. */
export function urlOf(database: Database): string {
  const { connectionString } = database.main.options;
  if (connectionString === undefined) throw new Error("the database was opened without a connection string");
  return connectionString;
}

/** First and last number of the journal that is kept; null while it is empty. */
export async function journalSpan(sql: Sql): Promise<{ first: number; last: number } | null> {
  const found = await sql.query<{ first: string | null; last: string | null }>(
    "SELECT min(seq) AS first, max(seq) AS last FROM journal",
  );
  const row = found.rows[0];
  if (row === undefined || row.first === null || row.last === null) return null;
  return { first: Number(row.first), last: Number(row.last) };
}

/**
 * Number of the first decision made at this time (epoch ms) or later; one more than the last when there is none. Numbers
 * and times rise together, so it is found by halving.
 */
export async function numberAt(
  sql: Sql,
  { first, last }: { first: number; last: number },
  at: number,
): Promise<number> {
  let [low, high] = [first, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const found = await sql.query<{ seq: string; at: Date }>(
      "SELECT seq, at FROM journal WHERE seq >= $1 ORDER BY seq LIMIT 1",
      [middle],
    );
    const row = found.rows[0];
    if (row === undefined || row.at.getTime() >= at) high = middle;
    else low = Number(row.seq) + 1;
  }
  return low;
}

/** Number of the newest checkpoint at or before a journal number; null when there is none. */
export async function checkpointBefore(sql: Sql, seq: number): Promise<number | null> {
  const found = await sql.query<{ seq: string }>(
    "SELECT seq FROM journal_checkpoints WHERE seq <= $1 ORDER BY seq DESC LIMIT 1",
    [seq],
  );
  return found.rows[0] === undefined ? null : Number(found.rows[0].seq);
}

/** Hands over a checkpoint piece by piece, however large it is: first its head, then the rows of each table. */
export function readCheckpointInPieces(
  pool: pg.Pool,
  seq: number,
  take: {
    head(meta: Meta, settings: SettingsRow): void;
    rows(table: RowTable, rows: readonly Record<string, unknown>[]): Promise<void>;
  },
): Promise<void> {
  return inSnapshot(pool, async (sql) => {
    const head = await sql.query<{ meta: Meta; settings: SettingsRow }>(
      "SELECT rows->'meta' AS meta, rows->'settings' AS settings FROM journal_checkpoints WHERE seq = $1",
      [seq],
    );
    const found = head.rows[0];
    if (found === undefined) throw new Error(`checkpoint ${seq} is gone`);
    take.head(found.meta, found.settings);
    for (const table of TABLES) {
      await sql.query(
        `DECLARE pieces NO SCROLL CURSOR FOR SELECT jsonb_array_elements(rows->'${table}') AS row FROM journal_checkpoints WHERE seq = ${seq}`,
      );
      for (;;) {
        const piece = await sql.query<{ row: Record<string, unknown> }>(`FETCH ${ROWS_AT_ONCE} FROM pieces`);
        if (piece.rows.length === 0) break;
        await take.rows(
          table,
          piece.rows.map(({ row }) => row),
        );
      }
      await sql.query("CLOSE pieces");
    }
  });
}

/** One decision; null when its part of the journal is gone, or it was never made. */
export async function journalEntryAt(sql: Sql, seq: number): Promise<JournalEntry | null> {
  const [entry] = await journalAfter(sql, seq - 1, 1);
  return entry?.seq === seq ? entry : null;
}

/** A question of the past with what its reply was tested against; times in epoch ms. */
export interface AskedThen {
  conversationId: string;
  askedAt: number;
  teamId: string | null;
  degree: number;
  mean: number | null;
  single: number;
  meanThreshold: number;
  isPersonOffered: boolean;
  isHandedOff: boolean;
}

interface AskedRow {
  conversation_id: string;
  asked_at: Date;
  team_id: string | null;
  degree: number;
  mean: number | null;
  single_threshold: number;
  mean_threshold: number;
  is_offered: boolean;
  is_handed_off: boolean;
}

/** Every question of a stretch of time that a reply was tested for, oldest first. */
export async function askedBetween(sql: Sql, from: number, to: number): Promise<AskedThen[]> {
  const found = await sql.query<AskedRow>(
    `SELECT conversation_id, asked_at, team_id, degree, mean, single_threshold, mean_threshold,
        coalesce(prompt_cause IN ('single', 'mean'), false) AS is_offered, handed_off_at IS NOT NULL AS is_handed_off
      FROM asked_questions WHERE site_id IN (SELECT id FROM sites) AND asked_at >= $1 AND asked_at < $2
        AND degree IS NOT NULL AND single_threshold IS NOT NULL AND mean_threshold IS NOT NULL ORDER BY asked_at, id`,
    [new Date(from), new Date(to)],
  );
  return found.rows.map((row) => ({
    conversationId: row.conversation_id,
    askedAt: row.asked_at.getTime(),
    teamId: row.team_id,
    degree: row.degree,
    mean: row.mean,
    single: row.single_threshold,
    meanThreshold: row.mean_threshold,
    isPersonOffered: row.is_offered,
    isHandedOff: row.is_handed_off,
  }));
}

/** The first site's own bases, as an admin set them; null where the product's are meant. */
export async function siteBases(sql: Sql): Promise<Partial<{ single: number; mean: number }>> {
  const found = await sql.query<{ hand_off: Partial<{ single: number; mean: number }> }>(
    "SELECT hand_off FROM sites ORDER BY id LIMIT 1",
  );
  return found.rows[0]?.hand_off ?? {};
}

/** Names of teams and staff, for who writes them instead of ids. */
export async function namesOfRouting(sql: Sql): Promise<{ of: "team" | "agent"; id: string; name: string }[]> {
  const found = await sql.query<{ of: "team" | "agent"; id: string; name: string }>(
    "SELECT 'team' AS of, id, name FROM teams UNION ALL SELECT 'agent' AS of, id, name FROM staff",
  );
  return found.rows;
}
