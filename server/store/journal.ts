import type { Outcome } from "../routing/outcome.ts";
import type { RoutingEvent } from "../routing/events.ts";
import type { Sql } from "./database.ts";

export interface JournalHead {
  seq: number;
  /** Database clock under the lock, epoch ms. */
  now: number;
  /** Time of the newest decision. */
  at: number;
  rulesVersion: number;
  rng: number;
}

export interface JournalEntry {
  seq: number;
  at: number;
  event: RoutingEvent;
  rulesVersion: number;
  outcome: Outcome;
  node: string | null;
}

interface HeadRow {
  seq: string;
  now: Date;
  at: Date;
  rules_version: number;
  rng: string;
}

const toHead = (row: HeadRow): JournalHead => ({
  seq: Number(row.seq),
  now: row.now.getTime(),
  at: row.at.getTime(),
  rulesVersion: row.rules_version,
  rng: Number(row.rng),
});

/** Locks the one row that arbitrates every decision and reads the clock under the lock. */
export async function lockHead(sql: Sql): Promise<JournalHead> {
  const found = await sql.query<HeadRow>({
    name: "lock_head",
    text: `SELECT seq, date_trunc('milliseconds', clock_timestamp()) AS now, at, rules_version, rng FROM journal_head WHERE id = 1 FOR UPDATE`,
  });
  const row = found.rows[0];
  if (row === undefined) throw new Error("journal_head is missing: the migrations did not run");
  return toHead(row);
}

export async function readHead(sql: Sql): Promise<JournalHead> {
  const found = await sql.query<HeadRow>({
    name: "read_head",
    text: `SELECT seq, date_trunc('milliseconds', clock_timestamp()) AS now, at, rules_version, rng FROM journal_head WHERE id = 1`,
  });
  const row = found.rows[0];
  if (row === undefined) throw new Error("journal_head is missing: the migrations did not run");
  return toHead(row);
}

/** Decisions after a number, oldest first, at most `limit`. */
export async function journalAfter(sql: Sql, seq: number, limit: number): Promise<JournalEntry[]> {
  const found = await sql.query<{
    seq: string;
    at: Date;
    event: RoutingEvent;
    rules_version: number;
    outcome: Outcome;
    node: string | null;
  }>({
    name: "journal_after",
    text: "SELECT seq, at, event, rules_version, outcome, node FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2",
    values: [seq, limit],
  });
  return found.rows.map((row) => ({
    seq: Number(row.seq),
    at: row.at.getTime(),
    event: row.event,
    rulesVersion: row.rules_version,
    outcome: row.outcome,
    node: row.node,
  }));
}

/** Whether an event has been decided: how a doubtful commit is settled. */
export async function isDecided(sql: Sql, eventId: string): Promise<boolean> {
  const found = await sql.query({
    name: "journal_event",
    text: "SELECT 1 FROM journal WHERE event_id = $1 LIMIT 1",
    values: [eventId],
  });
  return found.rows.length > 0;
}

/** Writes decisions and moves the head; inside the transaction that holds the head's lock. */
export async function writeJournal(sql: Sql, entries: readonly JournalEntry[]): Promise<void> {
  const last = entries.at(-1);
  if (last === undefined) return;
  await sql.query({
    name: "write_journal",
    text: `WITH x AS (
        SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(seq bigint, at timestamptz, "eventId" uuid, event jsonb, "rulesVersion" int, outcome jsonb, node uuid)
      ), ins AS (
        INSERT INTO journal (seq, at, event_id, event, rules_version, outcome, node)
        SELECT seq, at, "eventId", event, "rulesVersion", outcome, node FROM x
      )
      UPDATE journal_head SET seq = $2, at = $3, rules_version = greatest(rules_version, $4), rng = $5 WHERE id = 1`,
    values: [
      JSON.stringify(
        entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString(), eventId: entry.event.id })),
      ),
      last.seq,
      new Date(last.at),
      last.rulesVersion,
      last.outcome.meta.rng,
    ],
  });
}
