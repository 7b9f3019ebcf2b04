import type { Cursor } from "../contract/views.ts";
import type { Sql } from "./database.ts";

/** Moves a reader's cursor forward, never back and never past the log; null when nothing moved. */
export async function advanceCursor(
  sql: Sql,
  conversationId: string,
  reader: string,
  cursor: Cursor,
): Promise<Cursor | null> {
  const head = reader === "customer" ? "public_seq" : "seq";
  const found = await sql.query<{ delivered_seq: number; read_seq: number }>({
    name: `advance_cursor_${head}`,
    text: `INSERT INTO cursors AS k (conversation_id, reader, delivered_seq, read_seq)
      SELECT c.id, $2, least($3, c.${head}), least($4, c.${head}) FROM conversations c WHERE c.id = $1
      ON CONFLICT (conversation_id, reader) DO UPDATE SET delivered_seq = greatest(k.delivered_seq, EXCLUDED.delivered_seq), read_seq = greatest(k.read_seq, EXCLUDED.read_seq)
      WHERE k.delivered_seq < EXCLUDED.delivered_seq OR k.read_seq < EXCLUDED.read_seq
      RETURNING delivered_seq, read_seq`,
    values: [conversationId, reader, Math.max(cursor.deliveredSeq, cursor.readSeq), cursor.readSeq],
  });
  const row = found.rows[0];
  return row === undefined ? null : { deliveredSeq: row.delivered_seq, readSeq: row.read_seq };
}

/** A reader's cursor; zeros when nothing was read yet. */
export async function cursorOf(sql: Sql, conversationId: string, reader: string): Promise<Cursor> {
  const found = await sql.query<{ delivered_seq: number; read_seq: number }>({
    name: "cursor_of",
    text: "SELECT delivered_seq, read_seq FROM cursors WHERE conversation_id = $1 AND reader = $2",
    values: [conversationId, reader],
  });
  const row = found.rows[0];
  return { deliveredSeq: row?.delivered_seq ?? 0, readSeq: row?.read_seq ?? 0 };
}

/** A staff number of the log as the customer counts it: the newest public item at or before it. */
export async function publicSeqAt(sql: Sql, conversationId: string, seq: number): Promise<number> {
  const found = await sql.query<{ seq: number | null }>({
    name: "public_seq_at",
    text: "SELECT max(public_seq) AS seq FROM items WHERE conversation_id = $1 AND seq <= $2",
    values: [conversationId, seq],
  });
  return found.rows[0]?.seq ?? 0;
}

/** A customer's public number as staff count it. */
export async function seqAtPublic(sql: Sql, conversationId: string, publicSeq: number): Promise<number> {
  const found = await sql.query<{ seq: number | null }>({
    name: "seq_at_public",
    text: "SELECT max(seq) AS seq FROM items WHERE conversation_id = $1 AND public_seq <= $2",
    values: [conversationId, publicSeq],
  });
  return found.rows[0]?.seq ?? 0;
}
