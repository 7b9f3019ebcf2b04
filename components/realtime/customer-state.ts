import type { CustomerConversation, CustomerHead, CustomerItem, QueuePlace } from "#server/contract/index.ts";
import type { CacheKey } from "./cache.ts";
import type { CustomerOutput } from "./command-shapes.ts";
import { laterCursor, nothingRead } from "./later-cursor.ts";
import { applyEarlier, applyItems, applySnapshot, emptyLog, noteHead, type StreamLog } from "./stream-log.ts";

type Snapshot = CustomerOutput<"thread:open">;

/** All a customer's page knows. Every change of it is a pure function in this file or in `apply-customer-event.ts`. */
export interface CustomerThread {
  site: Snapshot["site"];
  customer: Snapshot["customer"];
  /** Chapters, oldest first. */
  conversations: readonly CustomerConversation[];
  /** What is held of each chapter, by its id. */
  logs: Readonly<Record<string, StreamLog<CustomerItem>>>;
  place: QueuePlace | null;
  typing: { conversationId: string; name: string | null } | null;
  peopleOnline: number;
  /** Whether the shop's people work now, and when that turns. */
  hours: Snapshot["hours"];
  hasEarlier: boolean;
}

export const threadKey: CacheKey<CustomerThread> = { path: ["thread"] };

/**
 * The state after a snapshot. With nothing held, the snapshot is the state. With something held (a reconnect), both
 * are joined: what happened meanwhile and is not in the snapshot shows as a hole, which the session then fetches.
 */
export function openThread(before: CustomerThread | undefined, snapshot: Snapshot): CustomerThread {
  let conversations: readonly CustomerConversation[] = before?.conversations ?? [];
  for (const conversation of snapshot.conversations) conversations = putConversation(conversations, conversation);
  const logs = { ...before?.logs };
  const grouped = byConversation(snapshot.items);
  const isFirst = !before;
  const oldestShown = conversations.find((conversation) => grouped.has(conversation.id))?.openedAt ?? Infinity;
  for (const { id, headSeq, openedAt } of snapshot.conversations) {
    const items = grouped.get(id) ?? [];
    const held = logs[id];
    if (held) logs[id] = noteHead(applyItems(held, items), headSeq);
    // A chapter older than what is shown is history: not held, read on demand as "earlier".
    else if (isFirst || openedAt < oldestShown) logs[id] = applySnapshot<CustomerItem>(undefined, items, headSeq);
    // A chapter that began while this page was away is wanted whole.
    else logs[id] = noteHead(applyItems(emptyLog<CustomerItem>(), items), headSeq);
  }
  const { site, customer, peopleOnline, hours } = snapshot;
  const hasEarlier = before ? before.hasEarlier : snapshot.hasEarlier;
  // No place in a snapshot is news only when nobody waits any more: a place may be counted a moment after the entry.
  const held = before?.place && stateOf(conversations, before.place) === "waiting" ? before.place : null;
  const place = snapshot.place ? laterPlace(held, snapshot.place) : held;
  return {
    site,
    customer,
    conversations,
    logs,
    place,
    typing: before?.typing ?? null,
    peopleOnline,
    hours,
    hasEarlier,
  };
}

/** History before the oldest shown item, possibly out of older chapters. */
export function addEarlier(thread: CustomerThread, page: CustomerOutput<"thread:earlier">): CustomerThread {
  let { conversations } = thread;
  for (const conversation of page.conversations) conversations = putConversation(conversations, conversation);
  const logs = { ...thread.logs };
  for (const [id, items] of byConversation(page.items)) {
    const head = page.conversations.find((conversation) => conversation.id === id)?.headSeq;
    logs[id] = applyEarlier(logs[id] ?? emptyLog(head ?? Math.max(...items.map((item) => item.seq))), items);
  }
  return { ...thread, conversations, logs, hasEarlier: page.hasEarlier };
}

/** Items of one chapter with the chapter as it stands after them: an event, a page of a resume, or an ack. */
export function addItems(
  thread: CustomerThread,
  conversation: CustomerHead,
  items: readonly CustomerItem[],
): CustomerThread {
  const before = thread.logs[conversation.id] ?? emptyLog<CustomerItem>();
  const log = noteHead(applyItems(before, items), conversation.headSeq);
  const conversations = putConversation(thread.conversations, conversation);
  if (log === before && conversations === thread.conversations) return thread;
  const isTypistDone = items.some((item) => item.kind === "message" && item.author.kind === "agent");
  const typing = isTypistDone && thread.typing?.conversationId === conversation.id ? null : thread.typing;
  return settlePlace(thread.conversations, {
    ...thread,
    conversations,
    logs: { ...thread.logs, [conversation.id]: log },
    typing,
  });
}

/** Every item shown, chapter after chapter. */
export const threadItems = (thread: Pick<CustomerThread, "conversations" | "logs">): CustomerItem[] =>
  thread.conversations.flatMap(({ id }) => thread.logs[id]?.items ?? []);

/** The open chapter; at most one exists. */
export const currentConversation = (thread: CustomerThread): CustomerConversation | null =>
  thread.conversations.findLast((conversation) => conversation.state !== "closed") ?? null;

/**
 * Merges a chapter, or the head of one that came with an item. A view never goes back: one read at a lower head is
 * older than what is here; cursors only rise.
 */
export function putConversation(
  held: readonly CustomerConversation[],
  next: CustomerHead & Partial<CustomerConversation>,
): readonly CustomerConversation[] {
  const before = held.find((conversation) => conversation.id === next.id);
  const joined: CustomerConversation = {
    ...(before && next.headSeq < before.headSeq ? before : { ...before, ...next }),
    staffCursor: laterCursor(before?.staffCursor ?? nothingRead, next.staffCursor ?? nothingRead),
    ownCursor: laterCursor(before?.ownCursor ?? nothingRead, next.ownCursor ?? nothingRead),
  };
  if (before) return held.map((conversation) => (conversation === before ? joined : conversation));
  return [...held, joined].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
}

/** The newer of two known places. */
export const laterPlace = (held: QueuePlace | null, next: QueuePlace): QueuePlace =>
  held && held.conversationId === next.conversationId && held.at > next.at ? held : next;

/**
 * A place does not outlive the waiting. It may come a moment *before* the log says "waiting" (both are told after one
 * commit, the place without a number), so only the end of waiting removes it; screens show it while the state is `waiting`.
 */
function settlePlace(before: readonly CustomerConversation[], thread: CustomerThread): CustomerThread {
  const { place } = thread;
  if (!place) return thread;
  const state = stateOf(thread.conversations, place);
  const hasEnded =
    state === "served" || state === "closed" || (state === "library" && stateOf(before, place) === "waiting");
  return hasEnded ? { ...thread, place: null } : thread;
}

const stateOf = (conversations: readonly CustomerConversation[], place: QueuePlace) =>
  conversations.find(({ id }) => id === place.conversationId)?.state;

function byConversation(items: readonly CustomerItem[]): Map<string, CustomerItem[]> {
  const groups = new Map<string, CustomerItem[]>();
  for (const item of items) groups.set(item.conversationId, [...(groups.get(item.conversationId) ?? []), item]);
  return groups;
}
