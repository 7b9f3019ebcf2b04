import type { Item } from "../contract/items.ts";
import { toItem, type HeadRow } from "./item-rows.ts";

/** One send, as `append_items` takes it (see the migration for guards and results). */
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

/** What `append_items` answers for one send. */
export interface AppendRow {
  idx: number;
  result: "ok" | "repeat" | "conflict" | "busy" | "not_found" | "closed" | "bad_media";
  item_id: string;
  conversation_id: string;
  item_seq: number;
  item_public_seq: number | null;
  created_at: Date;
  data: unknown;
  customer_id: string;
  site_id: string;
  team_id: string | null;
  state: string;
  assignee_id: string | null;
  head_seq: number;
  head_public_seq: number;
  turn: string;
  turn_since: Date;
  turn_seq: number;
  is_turn_changed: boolean;
  last_text: string | null;
  last_author_kind: string | null;
  last_at: Date;
  lowest_degree: number | null;
  mean_degree: number | null;
  opened_at: Date;
  is_answer_due: boolean;
}

/** @param isTold whoever follows the conversation has heard of it before */
export function toAppended(send: Send, row: AppendRow, isTold: boolean): Appended {
  const item = toItem({
    conversation_id: row.conversation_id,
    seq: row.item_seq,
    public_seq: row.item_public_seq,
    id: row.item_id,
    kind: send.kind,
    author_kind: send.authorKind,
    author_id: send.authorId,
    author_name: send.authorName,
    client_id: send.clientId,
    data: row.data,
    created_at: row.created_at,
  });
  const head: HeadRow = {
    id: row.conversation_id,
    customer_id: row.customer_id,
    state: row.state,
    team_id: row.team_id,
    assignee_id: row.assignee_id,
    seq: row.head_seq,
    public_seq: row.head_public_seq,
    turn: row.turn,
    turn_since: row.turn_since,
    last_text: row.last_text,
    last_author_kind: row.last_author_kind,
    last_at: row.last_at,
    opened_at: row.opened_at,
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
