import type { Item } from "../contract/items.ts";
import type { CustomerConversation } from "../contract/customer-views.ts";
import { PAGE_ITEMS } from "./conversation-views.ts";
import type { Sql } from "./database.ts";
import { byNumber, gathered, type Numbered } from "./gathered.ts";
import { itemColumns, toCustomerHead, toItem, type HeadRow, type ItemRow } from "./item-rows.ts";

/** A customer's own chapters and their public items. Many ask for theirs at once when a server comes back: reads are gathered. */

/** A stretch of one chapter's public log: after a public number, oldest first; or before one (null: the newest). */
export interface PublicItemsKey {
  conversationId: string;
  seq: number | null;
  limit: number;
}

const publicItems = (name: string, condition: string, order: "" | "DESC") =>
  gathered<PublicItemsKey, Item[]>(
    async (sql, keys) => {
      const found = await sql.query<ItemRow & Numbered>({
        name,
        text: `SELECT k.n::int, i.* FROM unnest($1::uuid[], $2::int[], $3::int[]) WITH ORDINALITY AS k(conversation_id, seq, size, n)
          CROSS JOIN LATERAL (
            SELECT ${itemColumns} FROM items WHERE items.conversation_id = k.conversation_id AND public_seq IS NOT NULL AND ${condition}
            ORDER BY items.seq ${order} LIMIT k.size
          ) i ORDER BY k.n, i.seq ${order}`,
        values: [keys.map((key) => key.conversationId), keys.map((key) => key.seq), keys.map((key) => key.limit)],
      });
      return byNumber(found.rows, keys.length).map((rows) => rows.map(toItem));
    },
    // A page may be long, and the loop belongs to everybody.
    { maxKeys: 32 },
  );
const readAfter = publicItems("public_items_after", "public_seq > k.seq", "");
const readBefore = publicItems("public_items_before", "(k.seq IS NULL OR public_seq < k.seq)", "DESC");

/** Public items of one chapter after a public number. */
export async function publicItemsAfter(
  sql: Sql,
  conversationId: string,
  afterSeq: number,
): Promise<{ items: Item[]; isDone: boolean }> {
  const items = await readAfter(sql, { conversationId, seq: afterSeq, limit: PAGE_ITEMS + 1 });
  return { items: items.slice(0, PAGE_ITEMS), isDone: items.length <= PAGE_ITEMS };
}

/** The last public items before a public number (or the newest), oldest first. */
export async function publicItemsBefore(
  sql: Sql,
  conversationId: string,
  beforeSeq: number | null,
  limit: number,
): Promise<Item[]> {
  return (await readBefore(sql, { conversationId, seq: beforeSeq, limit })).toReversed();
}

interface ChapterRow extends HeadRow {
  agent_name: string | null;
  staff_delivered: number;
  staff_read: number;
  own_delivered: number;
  own_read: number;
}

const chapterSelect = `SELECT c.*, s.name AS agent_name, coalesce(st.delivered, 0)::int AS staff_delivered, coalesce(st.read, 0)::int AS staff_read,
    coalesce(own.delivered_seq, 0) AS own_delivered, coalesce(own.read_seq, 0) AS own_read
  FROM conversations c
  LEFT JOIN staff s ON s.id = c.assignee_id
  LEFT JOIN cursors own ON own.conversation_id = c.id AND own.reader = 'customer'
  LEFT JOIN LATERAL (
    SELECT max(i.public_seq) FILTER (WHERE i.seq <= k.delivered) AS delivered, max(i.public_seq) FILTER (WHERE i.seq <= k.read) AS read
    FROM (SELECT max(delivered_seq) AS delivered, max(read_seq) AS read FROM cursors
      WHERE conversation_id = c.id AND reader IN (SELECT a.agent_id::text FROM assignments a WHERE a.conversation_id = c.id)) k
    JOIN items i ON i.conversation_id = c.id AND i.seq <= greatest(k.delivered, k.read) AND i.public_seq IS NOT NULL
  ) st ON true`;

function toChapter(row: ChapterRow): CustomerConversation {
  return {
    ...toCustomerHead(row, row.state === "served" ? row.agent_name : null),
    staffCursor: { deliveredSeq: row.staff_delivered, readSeq: row.staff_read },
    ownCursor: { deliveredSeq: row.own_delivered, readSeq: row.own_read },
  };
}

const readChapter = gathered<{ customerId: string; conversationId: string }, CustomerConversation | null>(
  async (sql, keys) => {
    const found = await sql.query<ChapterRow & Numbered>({
      name: "chapters_by_id",
      text: `SELECT k.n::int, ch.* FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS k(id, customer_id, n)
        CROSS JOIN LATERAL (${chapterSelect} WHERE c.id = k.id AND c.customer_id = k.customer_id) ch`,
      values: [keys.map((key) => key.conversationId), keys.map((key) => key.customerId)],
    });
    return byNumber(found.rows, keys.length).map(([row]) => (row === undefined ? null : toChapter(row)));
  },
);

/** One chapter through its customer; null when it is not theirs or not there. */
export const chapterOf = (sql: Sql, customerId: string, conversationId: string): Promise<CustomerConversation | null> =>
  readChapter(sql, { customerId, conversationId });

const readChapters = gathered<{ customerId: string; beforeId: string | null; limit: number }, CustomerConversation[]>(
  async (sql, keys) => {
    const found = await sql.query<ChapterRow & Numbered>({
      name: "chapters_of",
      text: `SELECT k.n::int, ch.* FROM unnest($1::uuid[], $2::uuid[], $3::int[]) WITH ORDINALITY AS k(customer_id, before_id, size, n)
        CROSS JOIN LATERAL (
          ${chapterSelect} WHERE c.customer_id = k.customer_id
            AND (k.before_id IS NULL OR (c.opened_at, c.id) < (SELECT o.opened_at, o.id FROM conversations o WHERE o.id = k.before_id))
          ORDER BY c.opened_at DESC, c.id DESC LIMIT k.size
        ) ch ORDER BY k.n, ch.opened_at DESC, ch.id DESC`,
      values: [keys.map((key) => key.customerId), keys.map((key) => key.beforeId), keys.map((key) => key.limit)],
    });
    return byNumber(found.rows, keys.length).map((rows) => rows.map(toChapter));
  },
);

/** A customer's chapters opened before one (or the newest), newest first. */
export const chaptersOf = (
  sql: Sql,
  customerId: string,
  beforeId: string | null,
  limit: number,
): Promise<CustomerConversation[]> => readChapters(sql, { customerId, beforeId, limit });
