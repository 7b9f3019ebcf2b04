import type { CustomerConversation, CustomerItem } from "#server/contract/index.ts";

/** Messages of the other side behind this customer's reading mark, on any of their devices. */
export function unreadCount(conversations: readonly CustomerConversation[], items: readonly CustomerItem[]): number {
  const read = new Map(conversations.map((conversation) => [conversation.id, conversation.ownCursor.readSeq]));
  return items.filter(
    (item) =>
      item.kind === "message" && item.author.kind !== "customer" && item.seq > (read.get(item.conversationId) ?? 0),
  ).length;
}
