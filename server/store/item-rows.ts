import type { Item } from "../contract/items.ts";
import type { CustomerHead } from "../contract/customer-views.ts";
import type { ConversationHead } from "../contract/views.ts";

/** Column shapes as `pg` gives them. */
export interface ItemRow {
  conversation_id: string;
  seq: number;
  public_seq: number | null;
  id: string;
  kind: string;
  author_kind: string;
  author_id: string | null;
  author_name: string | null;
  client_id: string | null;
  data: unknown;
  created_at: Date;
}

export const itemColumns =
  "conversation_id, seq, public_seq, id, kind, author_kind, author_id, author_name, client_id, data, created_at";

/** A stored row as the contract's item. What is stored was built from the contract, so it is not parsed again here. */
export function toItem(row: ItemRow): Item {
  const isPerson = row.author_kind === "customer" || row.author_kind === "agent";
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    publicSeq: row.public_seq,
    kind: row.kind,
    author: { kind: row.author_kind, id: isPerson ? row.author_id : null, name: row.author_name },
    clientId: row.client_id,
    createdAt: row.created_at.getTime(),
    data: row.data,
  } as Item;
}

/** The columns of a conversation that a head is made of. */
export interface HeadRow {
  id: string;
  customer_id: string;
  state: string;
  team_id: string | null;
  assignee_id: string | null;
  seq: number;
  public_seq: number;
  turn: string;
  turn_since: Date;
  last_text: string | null;
  last_author_kind: string | null;
  last_at: Date;
  opened_at: Date;
  closed_at: Date | null;
  close_reason: string | null;
  outcome: unknown;
  lowest_degree: number | null;
  mean_degree: number | null;
  rating: number | null;
}

/** First unanswered word of the customer, while a person owes one; null else. */
export const owedSince = (row: Pick<HeadRow, "state" | "turn" | "turn_since">): number | null =>
  row.turn === "agent" && (row.state === "waiting" || row.state === "served") ? row.turn_since.getTime() : null;

export function toHead(row: HeadRow): ConversationHead {
  return {
    id: row.id,
    state: row.state,
    teamId: row.team_id,
    assigneeId: row.assignee_id,
    headSeq: row.seq,
    turn: row.turn,
    turnSince: row.turn_since.getTime(),
    owedSince: owedSince(row),
    // A picture has no words.
    lastText: row.last_text === "" ? null : row.last_text,
    lastAuthorKind: row.last_author_kind,
    lastAt: row.last_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
    closeReason: row.close_reason,
    outcome: row.outcome,
    lowestDegree: row.lowest_degree,
    meanDegree: row.mean_degree,
    rating: row.rating,
  } as ConversationHead;
}

export function toCustomerHead(row: HeadRow, agentName: string | null): CustomerHead {
  return {
    id: row.id,
    state: row.state,
    openedAt: row.opened_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
    closeReason: row.close_reason,
    agentName,
    isRated: row.rating !== null,
    headSeq: row.public_seq,
  } as CustomerHead;
}
