import type { Cursor, CustomerConversation, CustomerItem, Item } from "#server/contract/index.ts";

export type MessageState = "sent" | "delivered" | "read";

const stateAt = (seq: number, cursor: Cursor): MessageState =>
  cursor.readSeq >= seq ? "read" : cursor.deliveredSeq >= seq ? "delivered" : "sent";

/** How far a customer's own stored message got. */
export const messageState = (item: CustomerItem, conversation: CustomerConversation): MessageState =>
  stateAt(item.seq, conversation.staffCursor);

/** How far an agent's stored message got with the customer. */
export const agentMessageState = (item: Item, customerCursor: Cursor): MessageState =>
  stateAt(item.seq, customerCursor);
