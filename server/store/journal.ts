import type { Outcome } from "../routing/outcome.ts";
import type { RoutingEvent } from "../routing/events.ts";
import { columnsOf, unnestOf } from "./columns.ts";
import type { Sql } from "./database.ts";
import type { Statement } from "./pipeline.ts";

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

const entryShape = {
  seq: "bigint",
  at: "timestamptz",
  event_id: "uuid",
  event: "json",
  rules_version: "int",
  outcome: "json",
  node: "uuid",
} as const;

const WRITE_JOURNAL = `INSERT INTO journal (${Object.keys(entryShape).join(", ")}) SELECT * FROM ${unnestOf(entryShape, "x")}`;

/** Statements that write decisions (at least one) and move the head; inside the transaction that holds the head's lock. */
export function journalStatements(entries: readonly JournalEntry[]): Statement[] {
  const last = entries.at(-1);
  if (last === undefined) return [];
  const rows = entries.map((entry) => ({ ...entry, event_id: entry.event.id, rules_version: entry.rulesVersion }));
  return [
    { name: "journal", text: WRITE_JOURNAL, values: columnsOf(entryShape, rows) },
    {
      name: "head",
      text: "UPDATE journal_head SET seq = $1, at = $2, rules_version = greatest(rules_version, $3), rng = $4 WHERE id = 1",
      values: [last.seq, new Date(last.at), last.rulesVersion, last.outcome.meta.rng],
    },
  ];
}
