import type { Reason } from "../routing/outcome.ts";
import { columnsOf, unnestOf } from "./columns.ts";
import type { Sql } from "./database.ts";
import type { JournalEntry } from "./journal.ts";
import type { Statement } from "./pipeline.ts";

/** A stored reason; `journalSeq` and `position` (among the reasons of that event) name it. */
export interface StoredReason {
  journalSeq: number;
  position: number;
  reason: Reason;
}

/** The most that is read of one conversation: of a very long one, the newest. */
const MOST = 500;

const reasonShape = {
  journal_seq: "bigint",
  position: "int",
  conversation_id: "uuid",
  team_id: "uuid",
  about: "text",
  at: "timestamptz",
  reason: "json",
} as const;

const WRITE_REASONS = `INSERT INTO routing_reasons (${Object.keys(reasonShape).join(", ")}) SELECT * FROM ${unnestOf(reasonShape, "x")}`;

/** The statement that stores the reasons of these decisions (C6), in the transaction that writes their rows; none when there are no reasons. */
export function reasonsStatements(entries: readonly Pick<JournalEntry, "outcome">[]): Statement[] {
  const rows = entries.flatMap(({ outcome }) =>
    outcome.reasons.map((reason, position) => ({
      journal_seq: outcome.meta.seq,
      position,
      conversation_id: reason.conversationId,
      team_id: reason.teamId,
      about: reason.about,
      at: reason.at,
      reason,
    })),
  );
  return rows.length === 0
    ? []
    : [{ name: "write_reasons", text: WRITE_REASONS, values: columnsOf(reasonShape, rows) }];
}

interface ReasonRow {
  journal_seq: string;
  position: number;
  reason: Reason;
}
const toStored = (row: ReasonRow): StoredReason => ({
  journalSeq: Number(row.journal_seq),
  position: row.position,
  reason: row.reason,
});

/** The reasons of a conversation, oldest first. */
export async function reasonsOf(sql: Sql, conversationId: string): Promise<StoredReason[]> {
  const found = await sql.query<ReasonRow>({
    name: "reasons_of",
    text: `SELECT journal_seq, position, reason FROM routing_reasons WHERE conversation_id = $1 ORDER BY journal_seq DESC, position DESC LIMIT ${MOST}`,
    values: [conversationId],
  });
  return found.rows.map(toStored).toReversed();
}

/** One reason by its name; null when there is none, or it has been forgotten. */
export async function reasonAt(sql: Sql, journalSeq: number, position: number): Promise<StoredReason | null> {
  const found = await sql.query<ReasonRow>({
    name: "reason_at",
    text: "SELECT journal_seq, position, reason FROM routing_reasons WHERE journal_seq = $1 AND position = $2",
    values: [journalSeq, position],
  });
  return found.rows[0] === undefined ? null : toStored(found.rows[0]);
}

/** Reasons live as long as the decisions they explain. Returns how many are gone. */
export async function pruneReasons(sql: Sql): Promise<number> {
  const gone = await sql.query(
    "DELETE FROM routing_reasons WHERE journal_seq < (SELECT seq FROM journal ORDER BY seq LIMIT 1)",
  );
  return gone.rowCount ?? 0;
}
