import { v7 as uuidv7 } from "uuid";
import type { RequestState, RequestView } from "../contract/request-views.ts";
import { columnOf } from "./columns.ts";
import type { Sql } from "./database.ts";

interface RequestRow {
  id: string;
  number: number;
  state: string;
  site_id: string;
  conversation_id: string;
  customer_id: string;
  customer_name: string | null;
  contact: string | null;
  language: string;
  team_id: string | null;
  team_name: string | null;
  text: string;
  is_automatic: boolean;
  created_at: Date;
  claimed_by_id: string | null;
  claimed_by_name: string | null;
  claimed_at: Date | null;
  answered_at: Date | null;
  answer_text: string | null;
  read_at: Date | null;
}

const select = `SELECT r.*, cu.name AS customer_name, cu.language, t.name AS team_name, s.name AS claimed_by_name
  FROM service_requests r JOIN customers cu ON cu.id = r.customer_id
  LEFT JOIN teams t ON t.id = r.team_id LEFT JOIN staff s ON s.id = r.claimed_by_id`;

function toView(row: RequestRow): RequestView {
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    conversationId: row.conversation_id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    contact: row.contact,
    language: row.language,
    teamId: row.team_id,
    teamName: row.team_name,
    text: row.text,
    isAutomatic: row.is_automatic,
    createdAt: row.created_at.getTime(),
    claimedBy: row.claimed_by_id === null ? null : { id: row.claimed_by_id, name: row.claimed_by_name ?? "" },
    claimedAt: row.claimed_at?.getTime() ?? null,
    answeredAt: row.answered_at?.getTime() ?? null,
    answerText: row.answer_text,
    readAt: row.read_at?.getTime() ?? null,
  } as RequestView;
}

/** Who reads the box: members of its team, everybody for requests without a team, supervisors all. */
const visible = `($1::boolean OR r.team_id IS NULL OR r.claimed_by_id = $2 OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = r.team_id AND m.staff_id = $2))`;

export interface BoxReader {
  staffId: string;
  isStaffWide: boolean;
}

export async function listRequests(
  sql: Sql,
  reader: BoxReader,
  states: readonly RequestState[],
  before: number | null,
): Promise<{ requests: RequestView[]; hasMore: boolean }> {
  const found = await sql.query<RequestRow>(
    `${select} WHERE ${visible} AND r.state = ANY ($3) AND ($4::timestamptz IS NULL OR r.created_at < $4) ORDER BY r.created_at DESC LIMIT 51`,
    [reader.isStaffWide, reader.staffId, states, before === null ? null : new Date(before)],
  );
  return { requests: found.rows.slice(0, 50).map(toView), hasMore: found.rows.length > 50 };
}

/** A request through its reader, locked for a change; null when not there or not theirs to see. */
export async function lockRequest(sql: Sql, reader: BoxReader, id: string): Promise<RequestView | null> {
  const locked = await sql.query("SELECT 1 FROM service_requests WHERE id = $1 FOR UPDATE", [id]);
  if (locked.rows.length === 0) return null;
  const found = await sql.query<RequestRow>(`${select} WHERE ${visible} AND r.id = $3`, [
    reader.isStaffWide,
    reader.staffId,
    id,
  ]);
  const row = found.rows[0];
  return row === undefined ? null : toView(row);
}

export async function requestView(sql: Sql, id: string): Promise<RequestView> {
  const found = await sql.query<RequestRow>(`${select} WHERE r.id = $1`, [id]);
  const row = found.rows[0];
  if (row === undefined) throw new Error("request is missing");
  return toView(row);
}

export async function requestsOfConversation(sql: Sql, conversationId: string): Promise<RequestView[]> {
  const found = await sql.query<RequestRow>(
    `${select} WHERE r.customer_id = (SELECT customer_id FROM conversations WHERE id = $1) ORDER BY r.created_at DESC LIMIT 20`,
    [conversationId],
  );
  return found.rows.map(toView);
}

export interface NewRequest {
  siteId: string;
  customerId: string;
  conversationId: string;
  teamId: string | null;
  text: string;
  contact: string | null;
  isAutomatic: boolean;
}

export async function createRequest(sql: Sql, request: NewRequest): Promise<{ id: string; number: number }> {
  const id = uuidv7();
  const made = await sql.query<{ number: number }>(
    `INSERT INTO service_requests (id, site_id, customer_id, conversation_id, team_id, text, contact, is_automatic) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING number`,
    [
      id,
      request.siteId,
      request.customerId,
      request.conversationId,
      request.teamId,
      request.text,
      request.contact,
      request.isAutomatic,
    ],
  );
  return { id, number: made.rows[0]?.number ?? 0 };
}

export async function claimRequest(sql: Sql, id: string, staffId: string | null): Promise<void> {
  await sql.query(
    `UPDATE service_requests SET state = $2, claimed_by_id = $3, claimed_at = CASE WHEN $3::uuid IS NULL THEN NULL ELSE now() END WHERE id = $1`,
    [id, staffId === null ? "stored" : "claimed", staffId],
  );
}

/** How many requests each member of staff holds; who holds none is missing. */
export async function claimedByStaff(sql: Sql): Promise<Map<string, number>> {
  const found = await sql.query<{ id: string; claimed: number }>({
    name: "claimed_by_staff",
    text: "SELECT claimed_by_id AS id, count(*)::int AS claimed FROM service_requests WHERE state = 'claimed' AND claimed_by_id IS NOT NULL GROUP BY 1",
  });
  return new Map(found.rows.map((row) => [row.id, row.claimed]));
}

export async function answerRequest(
  sql: Sql,
  id: string,
  answer: { text: string; conversationId: string; seq: number },
): Promise<void> {
  await sql.query(
    `UPDATE service_requests SET state = 'answered', answered_at = now(), answer_text = $2, answer_conversation_id = $3, answer_seq = $4 WHERE id = $1`,
    [id, answer.text, answer.conversationId, answer.seq],
  );
}

/** The customer has read up to a number of a chapter: answers there become `read`. Returns those that did. */
export async function markAnswersRead(sql: Sql, conversationId: string, seq: number): Promise<string[]> {
  const found = await sql.query<{ id: string }>({
    name: "mark_answers_read",
    text: `UPDATE service_requests SET state = 'read', read_at = now() WHERE answer_conversation_id = $1 AND answer_seq <= $2 AND state = 'answered' RETURNING id`,
    values: [conversationId, seq],
  });
  return found.rows.map((row) => row.id);
}

/** Items the system took while the customer was away are withdrawn when they go on here: served, in line again, or writing. */
export const withdrawAutomatic = async (sql: Sql, conversationId: string): Promise<string[]> =>
  (await withdrawAutomatics(sql, [conversationId])).map(({ id }) => id);

/** The same for several conversations. */
export async function withdrawAutomatics(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<{ id: string; conversationId: string }[]> {
  if (conversationIds.length === 0) return [];
  const found = await sql.query<{ id: string; conversationId: string }>({
    name: "withdraw_automatics",
    text: `UPDATE service_requests SET state = 'withdrawn' WHERE conversation_id = ANY ($1::uuid[]) AND is_automatic AND state = 'stored'
      RETURNING id, conversation_id AS "conversationId"`,
    values: [columnOf("uuid", conversationIds)],
  });
  return found.rows;
}

/** Moves the box's number; inside the transaction that changed it, after conversations were locked. */
export async function moveBox(sql: Sql, siteId: string): Promise<number> {
  const found = await sql.query<{ box_seq: number }>({
    name: "move_box",
    text: "UPDATE sites SET box_seq = box_seq + 1 WHERE id = $1 RETURNING box_seq",
    values: [siteId],
  });
  return found.rows[0]?.box_seq ?? 0;
}

export async function boxState(sql: Sql, siteId: string): Promise<{ boxSeq: number; open: number; claimed: number }> {
  const found = await sql.query<{ box_seq: number; open: number; claimed: number }>({
    name: "box_state",
    text: `SELECT box_seq, (SELECT count(*)::int FROM service_requests WHERE state = 'stored') AS open,
      (SELECT count(*)::int FROM service_requests WHERE state = 'claimed') AS claimed FROM sites WHERE id = $1`,
    values: [siteId],
  });
  const row = found.rows[0];
  return { boxSeq: row?.box_seq ?? 0, open: row?.open ?? 0, claimed: row?.claimed ?? 0 };
}

/** Members of staff who may read requests of a team (null: of none), with how many open requests each may read. */
export async function boxReaders(sql: Sql, teamId: string | null): Promise<{ staffId: string; open: number }[]> {
  const found = await sql.query<{ id: string; open: number }>({
    name: "box_readers",
    text: `SELECT s.id, (SELECT count(*)::int FROM service_requests r WHERE r.state = 'stored' AND (s.roles && '{supervisor,admin}' OR r.team_id IS NULL
        OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = r.team_id AND m.staff_id = s.id))) AS open
      FROM staff s WHERE NOT s.is_disabled AND ($1::uuid IS NULL OR s.roles && '{supervisor,admin}'
        OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = $1 AND m.staff_id = s.id))`,
    values: [teamId],
  });
  return found.rows.map((row) => ({ staffId: row.id, open: row.open }));
}

/** How many open requests one reader may read. */
export async function openRequestsFor(sql: Sql, reader: BoxReader): Promise<number> {
  const found = await sql.query<{ open: number }>({
    name: "open_requests_for",
    text: `SELECT count(*)::int AS open FROM service_requests r WHERE r.state = 'stored' AND ${visible}`,
    values: [reader.isStaffWide, reader.staffId],
  });
  return found.rows[0]?.open ?? 0;
}
