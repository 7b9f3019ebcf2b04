import type { Item } from "../contract/items.ts";
import type { ConversationView, CustomerView } from "../contract/views.ts";
import type { ConversationRow as EngineRow } from "../routing/state.ts";
import { columnOf } from "./columns.ts";
import type { Sql } from "./database.ts";
import { itemColumns, owedSince, toHead, toItem, type HeadRow, type ItemRow } from "./item-rows.ts";

/** Items in one page of a resume or of earlier history. */
export const PAGE_ITEMS = 100;

interface ViewRow extends HeadRow, MoreRow {
  language: string;
}

/** What a view says beside the conversation's own row. */
interface MoreRow {
  customer_name: string | null;
  team_name: string | null;
  assignee_name: string | null;
  is_present: boolean;
  unread: number;
  ladder_step: number | null;
  promised_at: Date | null;
  reoffer_why: string | null;
}

const viewColumns = `c.*, cu.name AS customer_name, t.name AS team_name, s.name AS assignee_name,
  coalesce(cardinality(rc.customer_present_on) > 0, false) AS is_present,
  rc.ladder_step, rc.promised_at, rc.reoffer->>'why' AS reoffer_why,
  (SELECT count(*)::int FROM items i WHERE i.conversation_id = c.id AND i.kind = 'message' AND i.author_kind = 'customer'
    AND i.seq > coalesce(cur.read_seq, 0)) AS unread`;
const viewJoins = `JOIN customers cu ON cu.id = c.customer_id
  LEFT JOIN teams t ON t.id = c.team_id
  LEFT JOIN staff s ON s.id = c.assignee_id
  LEFT JOIN routing_conversations rc ON rc.id = c.id AND rc.ended_at IS NULL
  LEFT JOIN cursors cur ON cur.conversation_id = c.id AND cur.reader = coalesce($1, c.assignee_id::text)`;

const LAST_WORDS = `SELECT i.data->>'text' FROM items i WHERE i.conversation_id = c.id AND i.kind = 'message' AND i.author_kind = 'customer'
  AND i.data->>'text' IS NOT NULL ORDER BY i.seq DESC LIMIT 1`;

const toView = (row: ViewRow): ConversationView => joinView(row, row);

function joinView(row: HeadRow & { language: string }, more: MoreRow): ConversationView {
  // An answer is stored before the engine hears of it: what stands in its rows of this word is then over already.
  const isOwed = owedSince(row) !== null;
  return {
    ...toHead(row),
    customerId: row.customer_id,
    customerName: more.customer_name,
    language: row.language,
    teamName: more.team_name,
    assigneeName: more.assignee_name,
    openedAt: row.opened_at.getTime(),
    isCustomerPresent: more.is_present,
    unread: more.unread,
    ladderStep: isOwed ? (more.ladder_step ?? 0) : 0,
    promisedAt: more.promised_at?.getTime() ?? null,
    isReoffered: more.reoffer_why === "unanswered" && isOwed,
  } as ConversationView;
}

/** What a view says that neither the conversation's row nor the engine knows. */
export interface ViewParts {
  customerName: string | null;
  /** Messages of the customer that its reader has not read. */
  unread: number;
  /** The customer's last words. */
  quote: string | null;
}

/** Parts of views by conversation, each with the member of staff who reads it (null: nobody has read anything). */
export async function viewParts(
  sql: Sql,
  readers: ReadonlyMap<string, string | null>,
): Promise<Map<string, ViewParts>> {
  if (readers.size === 0) return new Map();
  const found = await sql.query<{ id: string; name: string | null; unread: number; quote: string | null }>({
    name: "view_parts",
    text: `SELECT c.id, (SELECT cu.name FROM customers cu WHERE cu.id = (SELECT o.customer_id FROM conversations o WHERE o.id = c.id)),
        (SELECT count(*)::int FROM items i WHERE i.conversation_id = c.id AND i.kind = 'message' AND i.author_kind = 'customer'
          AND i.seq > coalesce((SELECT cur.read_seq FROM cursors cur WHERE cur.conversation_id = c.id AND cur.reader = c.reader), 0)) AS unread,
        (${LAST_WORDS}) AS quote
      FROM unnest($1::uuid[], $2::text[]) AS c(id, reader)`,
    values: [columnOf("uuid", [...readers.keys()]), columnOf("text", [...readers.values()])],
  });
  return new Map(found.rows.map((row) => [row.id, { customerName: row.name, unread: row.unread, quote: row.quote }]));
}

/** A view of a row that the caller holds, from its parts. */
export const viewOf = (
  row: HeadRow & { language: string },
  more: ViewParts & { teamName: string | null; assigneeName: string | null; engine: EngineRow | null },
): ConversationView =>
  joinView(row, {
    customer_name: more.customerName,
    team_name: more.teamName,
    assignee_name: more.assigneeName,
    is_present: (more.engine?.customerPresentOn.length ?? 0) > 0,
    unread: more.unread,
    ladder_step: more.engine?.ladderStep ?? null,
    promised_at: typeof more.engine?.promisedAt === "number" ? new Date(more.engine.promisedAt) : null,
    reoffer_why: more.engine?.reoffer?.why ?? null,
  });

/** The customer's last words in a conversation, for the offer card. */
export async function lastWords(sql: Sql, conversationId: string): Promise<string | null> {
  const found = await sql.query<{ quote: string | null }>({
    name: "last_words",
    text: `SELECT (${LAST_WORDS}) AS quote FROM (SELECT $1::uuid AS id) c`,
    values: [conversationId],
  });
  return found.rows[0]?.quote ?? null;
}

/** Views by id, as `readerId` (null: as the assignee) would count unread. */
export async function conversationViews(
  sql: Sql,
  ids: readonly string[],
  readerId: string | null,
): Promise<Map<string, ConversationView>> {
  if (ids.length === 0) return new Map();
  const found = await sql.query<ViewRow>({
    name: "conversation_views",
    text: `SELECT ${viewColumns} FROM conversations c ${viewJoins} WHERE c.id = ANY ($2::uuid[])`,
    values: [readerId, ids],
  });
  return new Map(found.rows.map((row) => [row.id, toView(row)]));
}

/** What an agent serves now, oldest first. */
export async function servedBy(sql: Sql, agentId: string): Promise<ConversationView[]> {
  const found = await sql.query<ViewRow>({
    name: "served_by",
    text: `SELECT ${viewColumns} FROM conversations c ${viewJoins} WHERE c.assignee_id = $1::uuid AND c.state = 'served' ORDER BY c.handed_off_at, c.id`,
    values: [agentId],
  });
  return found.rows.map(toView);
}

export interface ListFilter {
  which: "waiting" | "served" | "closed";
  search: string | null;
  before: number | null;
  readerId: string;
  /** Supervisors see every team; others their own teams and what they served. */
  isStaffWide: boolean;
}

/** A list for the desk or the board: the waiting in order of their key, the closed fifty at a time. */
export async function listConversations(
  sql: Sql,
  filter: ListFilter,
): Promise<{ conversations: ConversationView[]; hasMore: boolean }> {
  // What goes on now is shown whole; the past comes in pages.
  const size = filter.which === "closed" ? 50 : 500;
  const order =
    filter.which === "waiting"
      ? "qe.key, c.id"
      : filter.which === "served"
        ? "c.turn_since, c.id"
        : "c.closed_at DESC, c.id";
  const found = await sql.query<ViewRow>(
    `SELECT ${viewColumns} FROM conversations c ${viewJoins}
      LEFT JOIN queue_entries qe ON qe.conversation_id = c.id AND qe.ended_at IS NULL
      WHERE c.state = $2
        AND ($3::boolean OR c.assignee_id::text = $1 OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = c.team_id AND m.staff_id::text = $1))
        AND ($4::timestamptz IS NULL OR c.closed_at < $4)
        AND ($5::text IS NULL OR cu.name ILIKE $5 OR c.last_text ILIKE $5 OR EXISTS (
          SELECT 1 FROM items i WHERE i.conversation_id = c.id AND i.kind = 'message' AND i.data->>'text' ILIKE $5))
      ORDER BY ${order} LIMIT ${size + 1}`,
    [
      filter.readerId,
      filter.which,
      filter.isStaffWide,
      filter.before === null ? null : new Date(filter.before),
      filter.search === null || filter.search.trim() === "" ? null : likePattern(filter.search.trim()),
    ],
  );
  return { conversations: found.rows.slice(0, size).map(toView), hasMore: found.rows.length > size };
}

/** A pattern that finds the text as typed: `%`, `_` and `\` are characters, not wildcards. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** Whether a member of staff may read a conversation: serves it, is of its team, or sees everything. */
export async function mayRead(
  sql: Sql,
  conversationId: string,
  staffId: string,
  isStaffWide: boolean,
): Promise<boolean> {
  const found = await sql.query({
    name: "may_read",
    text: `SELECT 1 FROM conversations c WHERE c.id = $1 AND ($3::boolean OR c.assignee_id = $2
      OR EXISTS (SELECT 1 FROM team_members t WHERE t.team_id = c.team_id AND t.staff_id = $2)
      OR EXISTS (SELECT 1 FROM service_requests r WHERE r.conversation_id = c.id AND r.claimed_by_id = $2))`,
    values: [conversationId, staffId, isStaffWide],
  });
  return found.rows.length > 0;
}

/** Log items after a number, oldest first; one more than a page means there are more. */
export async function itemsAfter(
  sql: Sql,
  conversationId: string,
  afterSeq: number,
): Promise<{ items: Item[]; isDone: boolean }> {
  const found = await sql.query<ItemRow>({
    name: "items_after",
    text: `SELECT ${itemColumns} FROM items WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT ${PAGE_ITEMS + 1}`,
    values: [conversationId, afterSeq],
  });
  return { items: found.rows.slice(0, PAGE_ITEMS).map(toItem), isDone: found.rows.length <= PAGE_ITEMS };
}

/** The last items before a number (or the newest), oldest first. */
export async function itemsBefore(
  sql: Sql,
  conversationId: string,
  beforeSeq: number | null,
  limit = 50,
): Promise<{ items: Item[]; hasEarlier: boolean }> {
  const found = await sql.query<ItemRow>({
    name: "items_before",
    text: `SELECT ${itemColumns} FROM items WHERE conversation_id = $1 AND ($2::int IS NULL OR seq < $2) ORDER BY seq DESC LIMIT $3`,
    values: [conversationId, beforeSeq, limit + 1],
  });
  return { items: found.rows.slice(0, limit).map(toItem).toReversed(), hasEarlier: found.rows.length > limit };
}

/** The customer behind a conversation, for the desk's context pane. */
export async function customerViewOf(sql: Sql, conversationId: string): Promise<CustomerView | null> {
  const found = await sql.query<{
    id: string;
    name: string | null;
    contact: string | null;
    language: string;
    kind: string;
    is_vip: boolean;
    page_url: string | null;
    created_at: Date;
    last_seen_at: Date;
    is_present: boolean;
  }>({
    name: "customer_view",
    text: `SELECT cu.*, coalesce(cardinality(rc.customer_present_on) > 0, false) AS is_present FROM conversations c JOIN customers cu ON cu.id = c.customer_id
      LEFT JOIN routing_conversations rc ON rc.customer_id = cu.id AND rc.ended_at IS NULL WHERE c.id = $1 LIMIT 1`,
    values: [conversationId],
  });
  const row = found.rows[0];
  if (row === undefined) return null;
  return {
    id: row.id as CustomerView["id"],
    name: row.name,
    contact: row.contact,
    language: row.language,
    kind: row.kind,
    isVip: row.is_vip,
    isPresent: row.is_present,
    pageUrl: row.page_url,
    firstSeenAt: row.created_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
  };
}

/** Other chapters of the same customer, newest first. */
export async function earlierConversations(
  sql: Sql,
  conversationId: string,
  readerId: string,
): Promise<ConversationView[]> {
  const found = await sql.query<ViewRow>({
    name: "earlier_conversations",
    text: `SELECT ${viewColumns} FROM conversations c ${viewJoins}
      WHERE c.customer_id = (SELECT customer_id FROM conversations WHERE id = $2) AND c.id <> $2 ORDER BY c.opened_at DESC LIMIT 20`,
    values: [readerId, conversationId],
  });
  return found.rows.map(toView);
}
