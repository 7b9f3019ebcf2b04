import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import { bodyHashOf, type Send } from "../store/message-log.ts";

type Given = Partial<Omit<Send, "data">> & { text?: string };

function send(
  conversationId: string,
  authorKind: Send["authorKind"],
  authorId: string,
  guard: Send["guard"],
  given: Given,
): Send {
  const { text = "Where is my order?", ...rest } = given;
  return {
    conversationId,
    itemId: uuidv7(),
    kind: "message",
    isPublic: true,
    authorKind,
    authorId,
    authorName: authorKind === "agent" ? "Lin" : null,
    clientId: uuidv4(),
    mediaId: null,
    guard,
    isStaffWide: false,
    bodyHash: bodyHashOf([text]),
    data: { text, picture: null, reply: null, requestId: null, answerId: null, auto: null },
    ...rest,
  };
}

/** A customer's message. */
export const customerSend = (customer: { id: string; conversationId: string }, given: Given = {}): Send =>
  send(customer.conversationId, "customer", customer.id, "customer", given);

/** A message of the agent who serves it. */
export const agentSend = (conversationId: string, agentId: string, given: Given = {}): Send =>
  send(conversationId, "agent", agentId, "assignee", given);

/** A note of somebody who may read it. */
export function note(conversationId: string, agentId: string, given: Given = {}): Send {
  const { text = "Knows us well." } = given;
  return {
    ...send(conversationId, "agent", agentId, "reader", { ...given, text }),
    kind: "note",
    isPublic: false,
    data: { text },
  };
}
