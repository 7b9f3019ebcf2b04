/** What is newer in the database than a node has told its sockets: one statement per kind of log. */
import type { Sql } from "./database.ts";

export interface MovedConversation {
  conversationId: string;
  customerId: string;
  seq: number;
  publicSeq: number;
}

interface HeadRow {
  id: string;
  customer_id: string;
  seq: number;
  public_seq: number;
}

const toMoved = (row: HeadRow): MovedConversation => ({
  conversationId: row.id,
  customerId: row.customer_id,
  seq: row.seq,
  publicSeq: row.public_seq,
});

/** @param told conversation id → the number that was told */
export async function movedConversations(sql: Sql, told: ReadonlyMap<string, number>): Promise<MovedConversation[]> {
  if (told.size === 0) return [];
  const found = await sql.query<HeadRow>({
    name: "moved_heads",
    text: "SELECT c.id, c.customer_id, c.seq, c.public_seq FROM conversations c JOIN unnest($1::uuid[], $2::int[]) AS k(id, seq) ON k.id = c.id WHERE c.seq > k.seq",
    values: [[...told.keys()], [...told.values()]],
  });
  return found.rows.map(toMoved);
}

/**
 * Open chapters of customers that are not the one known here: begun on another device, through another node.
 * @param known customer id → the newest chapter of theirs that is known
 */
export async function unheardChapters(
  sql: Sql,
  known: ReadonlyMap<string, string | null>,
): Promise<MovedConversation[]> {
  if (known.size === 0) return [];
  const found = await sql.query<HeadRow>({
    name: "unheard_chapters",
    text: `SELECT c.id, c.customer_id, c.seq, c.public_seq FROM conversations c JOIN unnest($1::uuid[], $2::uuid[]) AS k(customer_id, known) ON k.customer_id = c.customer_id
      WHERE c.state <> 'closed' AND c.seq > 0 AND c.id IS DISTINCT FROM k.known`,
    values: [[...known.keys()], [...known.values()]],
  });
  return found.rows.map(toMoved);
}

/** @param told staff id → the number of their desk that was told */
export async function movedDesks(
  sql: Sql,
  told: ReadonlyMap<string, number>,
): Promise<{ staffId: string; seq: number }[]> {
  if (told.size === 0) return [];
  const found = await sql.query<{ id: string; desk_seq: number }>({
    name: "moved_desks",
    text: "SELECT s.id, s.desk_seq FROM staff s JOIN unnest($1::uuid[], $2::int[]) AS k(id, seq) ON k.id = s.id WHERE s.desk_seq > k.seq",
    values: [[...told.keys()], [...told.values()]],
  });
  return found.rows.map((row) => ({ staffId: row.id, seq: row.desk_seq }));
}

/** The message box's number when it is newer than what was told, else null. */
export async function movedBox(sql: Sql, siteId: string, told: number): Promise<number | null> {
  const found = await sql.query<{ box_seq: number }>({
    name: "moved_box",
    text: "SELECT box_seq FROM sites WHERE id = $1 AND box_seq > $2",
    values: [siteId, told],
  });
  return found.rows[0]?.box_seq ?? null;
}

/**
 * Which of these readers (no supervisors) may not read any more what they have open.
 * @param readers pairs of a conversation and a member of staff
 */
export async function strangersAmong(
  sql: Sql,
  readers: readonly { conversationId: string; staffId: string }[],
): Promise<{ conversationId: string; staffId: string; seq: number }[]> {
  if (readers.length === 0) return [];
  const found = await sql.query<{ conversation_id: string; staff_id: string; seq: number }>({
    name: "strangers_among",
    text: `SELECT k.conversation_id, k.staff_id, c.seq FROM unnest($1::uuid[], $2::uuid[]) AS k(conversation_id, staff_id) JOIN conversations c ON c.id = k.conversation_id
      WHERE c.assignee_id IS DISTINCT FROM k.staff_id
        AND NOT EXISTS (SELECT 1 FROM team_members t WHERE t.team_id = c.team_id AND t.staff_id = k.staff_id)
        AND NOT EXISTS (SELECT 1 FROM service_requests r WHERE r.conversation_id = c.id AND r.claimed_by_id = k.staff_id)`,
    values: [readers.map((each) => each.conversationId), readers.map((each) => each.staffId)],
  });
  return found.rows.map((row) => ({ conversationId: row.conversation_id, staffId: row.staff_id, seq: row.seq }));
}
