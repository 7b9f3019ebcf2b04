import { messageState } from "#components/realtime/message-state.ts";
import type { PendingMessage } from "#components/realtime/pending.ts";
import type { CustomerConversation, CustomerItem, Picture } from "#server/contract/index.ts";
import type { ChatModel } from "./chat-model.ts";
import {
  type LibraryRow,
  libraryRows,
  type Opinion,
  type PromptRow,
  type Usable,
  usableReply,
} from "./library-rows.ts";

export type { LibraryRow, Opinion, PromptRow } from "./library-rows.ts";

type MessageItem = Extract<CustomerItem, { kind: "message" }>;
type SystemItem = Extract<
  CustomerItem,
  { kind: "queued" | "left_queue" | "assigned" | "unassigned" | "closed" | "rating" }
>;

interface Base {
  key: string;
  at: number;
}

export interface MineRow extends Base {
  kind: "mine";
  text: string | null;
  picture: Picture | null;
  /** A picture still on its way: its bytes, and how much of it has arrived (0…1). */
  upload: { blob: Blob; share: number } | null;
  delivery: "sending" | "sent" | "delivered" | "read" | "failed";
  /** Why it failed. */
  code: string | null;
}
export interface PersonRow extends Base {
  kind: "person";
  name: string | null;
  text: string | null;
  picture: Picture | null;
  /** The number of the request this answers. */
  answersNumber: number | null;
}
export interface NoticeRow extends Base {
  kind: "notice";
  auto: string | null;
  text: string | null;
}
export interface SystemRow extends Base {
  kind: "system";
  item: SystemItem;
}
export interface RequestRow extends Base {
  kind: "request";
  number: number;
  text: string;
  contact: string | null;
  isAutomatic: boolean;
  isAnswered: boolean;
  /** Kept while they were away, and they went on here since: it is in nobody's box any more (C1). */
  isTakenUp: boolean;
}
export type ChatRow = MineRow | PersonRow | LibraryRow | PromptRow | NoticeRow | SystemRow | RequestRow;

/**
 * The log as the customer reads it, oldest first: one row a bubble, line or card. Feedback becomes part of the answer it
 * is about; chips and the hand-off prompt live only while they can still be used. `said`: opinions given on this page,
 * shown before they are stored.
 */
export function chatRows(
  model: Pick<ChatModel, "conversations" | "items" | "pending">,
  said: ReadonlyMap<string, Opinion> = new Map(),
): ChatRow[] {
  const chapters = new Map(model.conversations.map((conversation) => [conversation.id as string, conversation]));
  const facts = collect(model.items);
  for (const [itemId, opinion] of said) facts.opinions.set(itemId, opinion);
  const usable = usableReply(model.items, model.pending, model.conversations.at(-1));
  const rows: ChatRow[] = [];
  for (const item of model.items) {
    if (item.kind === "message") rows.push(...messageRows(item, chapters.get(item.conversationId), facts, usable));
    else if (item.kind === "request") rows.push(requestRow(item, facts));
    else if (item.kind !== "feedback" && item.kind !== "person_declined")
      rows.push({ kind: "system", key: item.id, at: item.createdAt, item });
  }
  // The event may arrive before the ack: then the stored item already stands for the pending one.
  for (const message of model.pending) if (!facts.clientIds.has(message.clientId)) rows.push(pendingRow(message));
  return rows;
}

interface Facts {
  opinions: Map<string, Opinion>;
  requestNumbers: Map<string, number>;
  answeredRequests: Set<string>;
  /** Requests kept by themselves, by chapter, as long as nothing went on there; and those where something did. */
  kept: Map<string, string[]>;
  takenUp: Set<string>;
  clientIds: Set<string>;
  /** The number of the library's last reply, by chapter. */
  answeredSeq: Map<string, number>;
}

function collect(items: readonly CustomerItem[]): Facts {
  const facts: Facts = {
    opinions: new Map(),
    requestNumbers: new Map(),
    answeredRequests: new Set(),
    kept: new Map(),
    takenUp: new Set(),
    clientIds: new Set(),
    answeredSeq: new Map(),
  };
  for (const item of items) {
    if (item.clientId) facts.clientIds.add(item.clientId);
    if (item.author.kind === "library") facts.answeredSeq.set(item.conversationId, item.seq);
    noteKept(facts, item);
    if (item.kind === "feedback") facts.opinions.set(item.data.itemId, opinionOf(item.data));
    else if (item.kind === "request") facts.requestNumbers.set(item.data.requestId, item.data.number);
    else if (item.kind === "message" && item.data.requestId) facts.answeredRequests.add(item.data.requestId);
  }
  return facts;
}

function noteKept(facts: Facts, item: CustomerItem): void {
  const kept = facts.kept.get(item.conversationId) ?? [];
  if (item.kind === "request" && item.data.isAutomatic)
    facts.kept.set(item.conversationId, [...kept, item.data.requestId]);
  if (item.kind !== "queued" && (item.kind !== "message" || item.author.kind !== "customer")) return;
  for (const requestId of kept) facts.takenUp.add(requestId);
  facts.kept.delete(item.conversationId);
}

function opinionOf({ isHelpful, comment }: { isHelpful: boolean; comment?: string | null }): Opinion {
  return { isHelpful, comment: comment ?? null };
}

function messageRows(
  item: MessageItem,
  chapter: CustomerConversation | undefined,
  facts: Facts,
  usable: Usable | null,
): ChatRow[] {
  const { text, picture, reply, requestId, auto } = item.data;
  const base = { key: item.author.kind === "customer" && item.clientId ? item.clientId : item.id, at: item.createdAt };
  if (item.author.kind === "customer")
    return [
      { ...base, kind: "mine", text, picture, upload: null, delivery: deliveryOf(item, chapter, facts), code: null },
    ];
  if (item.author.kind === "agent") {
    return [
      {
        ...base,
        kind: "person",
        name: item.author.name,
        text,
        picture,
        answersNumber: (requestId && facts.requestNumbers.get(requestId)) ?? null,
      },
    ];
  }
  if (item.author.kind === "system" || !reply) return [{ ...base, kind: "notice", auto, text }];
  return libraryRows(item, reply, facts.opinions.get(item.id) ?? null, usable);
}

/** What the library has replied to was read, though no person has seen it. */
function deliveryOf(
  item: MessageItem,
  chapter: CustomerConversation | undefined,
  facts: Facts,
): "sent" | "delivered" | "read" {
  if (item.seq < (facts.answeredSeq.get(item.conversationId) ?? 0)) return "read";
  return chapter ? messageState(item, chapter) : "sent";
}

function requestRow(item: Extract<CustomerItem, { kind: "request" }>, facts: Facts): RequestRow {
  const { number, text, contact, isAutomatic, requestId } = item.data;
  return {
    kind: "request",
    key: item.id,
    at: item.createdAt,
    number,
    text,
    contact,
    isAutomatic,
    isAnswered: facts.answeredRequests.has(requestId),
    isTakenUp: facts.takenUp.has(requestId),
  };
}

function pendingRow(message: PendingMessage): MineRow {
  return {
    kind: "mine",
    key: message.clientId,
    at: message.createdAt,
    text: message.text,
    picture: null,
    upload: message.picture && { blob: message.picture.blob, share: message.picture.uploaded },
    delivery: message.state === "failed" ? "failed" : "sending",
    code: message.code,
  };
}
