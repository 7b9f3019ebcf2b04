import type { StateRows } from "../routing/state.ts";
import type { Sql } from "./database.ts";
import { readStateRows } from "./routing-rows.ts";

/** The newest stored copy of all living rows, or null when none was taken yet. */
export async function readCheckpoint(sql: Sql): Promise<StateRows | null> {
  const found = await sql.query<{ rows: StateRows }>("SELECT rows FROM journal_checkpoints ORDER BY seq DESC LIMIT 1");
  return found.rows[0]?.rows ?? null;
}

/**
 * Stores the living rows with the journal number they stand at, unless the newest copy is younger than a day or nothing
 * was decided since; a replay starts there. Call inside one repeatable-read transaction. True when one was taken.
 */
export async function takeCheckpoint(sql: Sql): Promise<boolean> {
  const newest = await sql.query<{ seq: string; is_young: boolean }>(
    `SELECT seq, created_at > now() - interval '1 day' AS is_young FROM journal_checkpoints ORDER BY seq DESC LIMIT 1`,
  );
  if (newest.rows[0]?.is_young === true) return false;
  const rows = await readStateRows(sql);
  if (rows.meta.seq === Number(newest.rows[0]?.seq ?? 0)) return false;
  // Another node may take the same one at the same moment.
  const made = await sql.query(
    "INSERT INTO journal_checkpoints (seq, at, rows) VALUES ($1, $2, $3) ON CONFLICT (seq) DO NOTHING",
    [rows.meta.seq, new Date(rows.meta.at), JSON.stringify(rows)],
  );
  return made.rowCount === 1;
}
