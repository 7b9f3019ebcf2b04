import type { Item } from "../contract/items.ts";
import { toItem, type HeadRow } from "./item-rows.ts";

/** One send, as `append_group` takes it (see the migration for guards and results). */
export interface Send {
  conversationId: string;
  itemId: string;
  kind: "message" | "note";
  isPublic: boolean;
  authorKind: "customer" | "agent" | "library" | "system";
  authorId: string;
  authorName: string | null;
  clientId: string;
  bodyHash: string;
  data: unknown;
  mediaId: string | null;
  guard: "customer" | "assignee" | "reader";
  isStaffWide: boolean;
}

export interface Appended {
  item: Item;
  head: HeadRow;
  /** A repeat was recognised: acknowledged again, not told again. False for the repeat of a try whose end we never heard. */
  isRepeat: boolean;
  isTurnChanged: boolean;
  turnSeq: number;
  isAnswerDue: boolean;
}

/**
 * What `append_group` answers for one send; times in epoch ms. Of an appended send it leaves out what we know: see
 * `toAppended`.
 */
export interface AppendRow {
  /** Place of the send in the call, from 1. */
  idx: number;
  result: "ok" | "repeat" | "conflict" | "busy" | "not_found" | "closed" | "bad_media";
  item_id: string | null;
  conversation_id: string | null;
  item_seq: number;
  item_public_seq: number | null;
  item_at: number;
  data: unknown;
  customer_id: string;
  team_id: string | null;
  state: string;
  assignee_id: string | null;
  head_seq: number;
  head_public_seq: number;
  turn: string;
  turn_at: number;
  turn_seq: number;
  is_turn_changed: boolean;
  last_text: string | null;
  last_author_kind: string | null;
  last_message_at: number | null;
  lowest_degree: number | null;
  mean_degree: number | null;
  opened_at: number;
  is_answer_due: boolean;
}

/** Longest words a head shows of the newest message, in characters, as the function cuts them. */
const LAST_TEXT_LENGTH = 160;

/** The call of `append_group`; ids and code words need no quoting in array literals. */
export const appendStatement = {
  name: "append_group",
  text: `SELECT * FROM append_group($1, ${Array.from({ length: 13 }, (_, at) => `$${at + 2}`).join(", ")})`,
};

const listOf = (values: readonly (string | boolean)[]): string => `{${values.join(",")}}`;

/** The parameters of `append_group`, column by column: arrays cost the server less to read than JSON objects. */
export function appendValues(sends: readonly Send[], isWaiting: boolean): unknown[] {
  const hasMedia = sends.some(({ mediaId }) => mediaId !== null);
  const hasNames = sends.some(({ authorName }) => authorName !== null);
  return [
    isWaiting,
    listOf(sends.map((send) => send.conversationId)),
    listOf(sends.map((send) => send.itemId)),
    listOf(sends.map((send) => send.kind)),
    listOf(sends.map((send) => send.isPublic)),
    listOf(sends.map((send) => send.authorKind)),
    listOf(sends.map((send) => send.authorId)),
    hasNames ? sends.map((send) => send.authorName) : null,
    listOf(sends.map((send) => send.clientId)),
    listOf(sends.map((send) => send.bodyHash)),
    // JSON has no line ends of its own.
    sends.map((send) => JSON.stringify(send.data)).join("\n"),
    hasMedia ? listOf(sends.map((send) => send.mediaId ?? "NULL")) : null,
    listOf(sends.map((send) => send.guard)),
    listOf(sends.map((send) => send.isStaffWide)),
  ];
}

/** @param isTold whoever follows the conversation has heard of it before */
export function toAppended(send: Send, row: AppendRow, isTold: boolean): Appended {
  const isNewest = row.result === "ok" && send.kind === "message";
  const data = row.data ?? send.data;
  const conversationId = row.conversation_id ?? send.conversationId;
  const createdAt = new Date(row.item_at);
  const item = toItem({
    conversation_id: conversationId,
    seq: row.item_seq,
    public_seq: row.item_public_seq,
    id: row.item_id ?? send.itemId,
    kind: send.kind,
    author_kind: send.authorKind,
    author_id: send.authorId,
    author_name: send.authorName,
    client_id: send.clientId,
    data,
    created_at: createdAt,
  });
  const head: HeadRow = {
    id: conversationId,
    customer_id: row.customer_id,
    state: row.state,
    team_id: row.team_id,
    assignee_id: row.assignee_id,
    seq: row.head_seq,
    public_seq: row.head_public_seq,
    turn: row.turn,
    turn_since: new Date(row.turn_at),
    last_text: isNewest ? firstWords(data) : row.last_text,
    last_author_kind: isNewest ? send.authorKind : row.last_author_kind,
    last_at: isNewest || row.last_message_at === null ? createdAt : new Date(row.last_message_at),
    opened_at: new Date(row.opened_at),
    closed_at: null,
    close_reason: null,
    outcome: null,
    lowest_degree: row.lowest_degree,
    mean_degree: row.mean_degree,
    rating: null,
  };
  return {
    item,
    head,
    isRepeat: isTold,
    isTurnChanged: !isTold && row.is_turn_changed,
    turnSeq: row.turn_seq,
    isAnswerDue: row.is_answer_due,
  };
}

/** The words as the function stored them in the head: cut by characters, not by UTF-16 units. */
function firstWords(data: unknown): string | null {
  const { text } = data as { text: string | null };
  if (text === null || text.length <= LAST_TEXT_LENGTH) return text;
  return Array.from(text.slice(0, 2 * LAST_TEXT_LENGTH))
    .slice(0, LAST_TEXT_LENGTH)
    .join("");
}
