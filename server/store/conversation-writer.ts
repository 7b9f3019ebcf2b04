import type { Item, ItemKind, ItemOf } from "../contract/items.ts";
import { publicKinds } from "../contract/customer-items.ts";
import { columnOf, columnsOf, unnestOf } from "./columns.ts";
import type { Sql } from "./database.ts";
import { newItemId } from "./item-id.ts";
import { toItem, type HeadRow, type ItemRow } from "./item-rows.ts";
import { runAll, type Statement } from "./pipeline.ts";

/** A conversation's row, whole, as `pg` gives it. */
export interface ConversationRow extends HeadRow {
  site_id: string;
  language: string;
  turn_seq: number;
  answer_due_at: Date | null;
  hand_off: unknown;
  handed_off_at: Date | null;
  is_demo: boolean;
}

export interface NewItem<K extends ItemKind = ItemKind> {
  kind: K;
  author: { kind: "customer" | "agent" | "library" | "system"; id: string | null; name: string | null };
  data: ItemOf<K>["data"];
  clientId?: string | null;
  bodyHash?: string | null;
}

export interface WrittenItem {
  item: Item;
  row: ConversationRow;
}

/** A locked row, with the database's clock under the lock: no node's own clock dates an item. */
export interface LockedConversation extends ConversationRow {
  locked_at: Date;
}

/** The row, locked; null when it is not there (or not this customer's, when one is named). */
export async function lockConversation(
  sql: Sql,
  id: string,
  customerId: string | null = null,
): Promise<LockedConversation | null> {
  const found = await sql.query<LockedConversation>({
    name: "lock_conversation",
    text: `SELECT *, date_trunc('milliseconds', clock_timestamp()) AS locked_at FROM conversations WHERE id = $1 AND ($2::uuid IS NULL OR customer_id = $2) FOR UPDATE`,
    values: [id, customerId],
  });
  return found.rows[0] ?? null;
}

/** A writer on one locked conversation. */
export const writerOn = (row: LockedConversation): ConversationWriter =>
  new ConversationWriter(new Map([[row.id, row]]), row.locked_at);

/** The rows, locked in id order. */
export async function lockConversations(sql: Sql, ids: readonly string[]): Promise<Map<string, ConversationRow>> {
  const found = await sql.query<ConversationRow>({
    name: "lock_conversations",
    text: "SELECT * FROM conversations WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE",
    values: [columnOf("uuid", ids)],
  });
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** Which of these conversations are closed; all of them are locked, in id order. */
export async function lockClosed(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await sql.query<{ id: string; state: string }>({
    name: "lock_closed",
    text: "SELECT id, state FROM conversations WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE",
    values: [columnOf("uuid", ids)],
  });
  return new Set(found.rows.flatMap(({ id, state }) => (state === "closed" ? [id] : [])));
}

/** Those of the rows that nobody else holds, locked. */
export async function lockFreeConversations(sql: Sql, ids: readonly string[]): Promise<ConversationRow[]> {
  const found = await sql.query<ConversationRow>({
    name: "lock_free_conversations",
    text: "SELECT * FROM conversations WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED",
    values: [ids],
  });
  return found.rows;
}

const itemShape = {
  conversation_id: "uuid",
  seq: "int",
  public_seq: "int",
  id: "uuid",
  kind: "text",
  author_kind: "text",
  author_id: "uuid",
  author_name: "text",
  client_id: "uuid",
  body_hash: "text",
  data: "jsonb",
  created_at: "timestamptz",
} as const;

/** What may change of a conversation once it is there. */
const rowShape = {
  id: "uuid",
  seq: "int",
  public_seq: "int",
  team_id: "uuid",
  state: "text",
  assignee_id: "uuid",
  turn: "text",
  turn_since: "timestamptz",
  turn_seq: "int",
  answer_due_at: "timestamptz",
  last_text: "text",
  last_author_kind: "text",
  last_at: "timestamptz",
  hand_off: "jsonb",
  language: "text",
  lowest_degree: "float8",
  mean_degree: "float8",
  handed_off_at: "timestamptz",
  closed_at: "timestamptz",
  close_reason: "text",
  outcome: "jsonb",
  rating: "int",
} as const;

const WRITE_ITEMS = `INSERT INTO items (${Object.keys(itemShape).join(", ")}) SELECT * FROM ${unnestOf(itemShape, "x")}`;
const WRITE_ROWS = `UPDATE conversations c SET ${Object.keys(rowShape)
  .filter((name) => name !== "id")
  .map((name) => `${name} = x.${name}`)
  .join(", ")} FROM ${unnestOf(rowShape, "x")} WHERE c.id = x.id AND c.id = ANY ($1::uuid[])`;

/**
 * Writes items and changes of conversations whose rows the caller has locked, in memory first and to the database in
 * two statements at `flush`. The one place besides `append_items` that gives numbers.
 */
export class ConversationWriter {
  readonly written: WrittenItem[] = [];
  private readonly rows: Map<string, ConversationRow>;
  private readonly changed = new Set<string>();
  private readonly at: Date;

  constructor(rows: Map<string, ConversationRow>, at: Date) {
    this.rows = rows;
    this.at = at;
  }

  row(id: string): ConversationRow | undefined {
    return this.rows.get(id);
  }

  change(id: string, fields: Partial<Omit<ConversationRow, "id" | "seq" | "public_seq">>): void {
    const row = this.rows.get(id);
    if (row === undefined) return;
    Object.assign(row, fields);
    this.changed.add(id);
  }

  /** Numbers and adds an item; messages also move the conversation's last words. */
  add<K extends ItemKind>(conversationId: string, item: NewItem<K>): Item | null {
    const row = this.rows.get(conversationId);
    if (row === undefined) return null;
    row.seq += 1;
    const isPublic = publicKinds.has(item.kind);
    if (isPublic) row.public_seq += 1;
    const createdAt = this.at.getTime() > row.last_at.getTime() ? this.at : row.last_at;
    const stored: ItemRow = {
      conversation_id: conversationId,
      seq: row.seq,
      public_seq: isPublic ? row.public_seq : null,
      id: newItemId(),
      kind: item.kind,
      author_kind: item.author.kind,
      author_id: item.author.id ?? conversationId,
      author_name: item.author.name,
      client_id: item.clientId ?? null,
      data: item.data,
      created_at: createdAt,
    };
    if (item.kind === "message") {
      // What the library says stands in no list: there the customer's own words are looked for.
      if (item.author.kind === "customer" || item.author.kind === "agent") {
        const { text } = item.data as ItemOf<"message">["data"];
        row.last_text = text === null ? null : firstCharacters(text, 160);
        row.last_author_kind = item.author.kind;
      }
      row.last_at = createdAt;
    }
    this.changed.add(conversationId);
    const result = toItem(stored);
    // The row goes on changing; what is told is the head after this item.
    this.written.push({ item: result, row: { ...row } });
    this.pending.push({ ...stored, body_hash: item.bodyHash ?? null });
    return result;
  }

  private readonly pending: (ItemRow & { body_hash: string | null })[] = [];

  /** What is to be written, as statements; once. */
  statements(): Statement[] {
    const statements: Statement[] = [];
    if (this.pending.length > 0)
      statements.push({ name: "writer_items", text: WRITE_ITEMS, values: columnsOf(itemShape, this.pending) });
    const rows = [...this.changed].flatMap((id) => this.rows.get(id) ?? []);
    if (rows.length > 0) statements.push({ name: "writer_rows", text: WRITE_ROWS, values: columnsOf(rowShape, rows) });
    this.pending.length = 0;
    this.changed.clear();
    return statements;
  }

  flush(sql: Sql): Promise<void> {
    return runAll(sql, this.statements());
  }
}

/** The first `count` UTF-16 units, never half a character. */
export function firstCharacters(text: string, count: number): string {
  const cut = text.slice(0, count);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
