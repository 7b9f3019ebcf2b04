import type { AnswerId, ConversationId } from "#server/contract/index.ts";
import type { AgentMessage, AgentNote, CustomerMessage, CustomerRequest } from "./outbox-store.ts";
import type { Outbox } from "./outbox.ts";

/** What a composer hands over. One of text, picture or both. */
export interface WrittenMessage {
  text?: string | null;
  picture?: Blob | null;
  answerId?: AnswerId | null;
}

/** What a database takes: a pasted NUL or half a character must not make the words unsendable. */
const storable = (text: string): string => text.replaceAll("\u0000", "").toWellFormed();
const textOf = (message: WrittenMessage): string | null => (message.text ? storable(message.text) : null);

/** All a customer writes goes in one lane: their next words must not overtake those that open a new chapter. */
const CUSTOMER_LANE = "thread";

/** Queues a customer's message; gives its `clientId`. */
export function queueCustomerMessage(
  outbox: Outbox,
  conversationId: ConversationId | null,
  message: WrittenMessage,
): string {
  const input: CustomerMessage = {
    conversationId,
    text: textOf(message),
    mediaId: null,
    answerId: message.answerId ?? null,
  };
  return outbox.add({ lane: CUSTOMER_LANE, command: "message:send", input, picture: message.picture ?? null }).clientId;
}

export const queueRequest = (outbox: Outbox, request: CustomerRequest): ReturnType<Outbox["add"]> =>
  outbox.add({ lane: CUSTOMER_LANE, command: "request:leave", input: { ...request, text: storable(request.text) } });

/** Queues an agent's message to the customer; gives its `clientId`. */
export function queueReply(outbox: Outbox, conversationId: ConversationId, message: WrittenMessage): string {
  const input: AgentMessage & { conversationId: ConversationId } = {
    conversationId,
    text: textOf(message),
    mediaId: null,
    answerId: message.answerId ?? null,
  };
  return outbox.add({ lane: conversationId, command: "message:send", input, picture: message.picture ?? null })
    .clientId;
}

export function queueNote(outbox: Outbox, conversationId: ConversationId, text: string): string {
  const input: AgentNote = { conversationId, text: storable(text) };
  return outbox.add({ lane: conversationId, command: "note:add", input }).clientId;
}
