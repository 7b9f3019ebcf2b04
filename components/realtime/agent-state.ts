import type {
  Board,
  ConversationHead,
  ConversationId,
  ConversationView,
  Cursor,
  CustomerView,
  Desk,
  ErrorCode,
  Item,
  RequestState,
  RequestView,
  StaffId,
} from "#server/contract/index.ts";
import type { CacheKey } from "./cache.ts";
import type { AgentOutput } from "./command-shapes.ts";
import { laterCursor, nothingRead } from "./later-cursor.ts";
import { applyEarlier, applyItems, applySnapshot, noteHead, type StreamLog } from "./stream-log.ts";

type Opened = AgentOutput<"conversation:open">;

export interface Typist {
  by: "customer" | "agent";
  staffId: StaffId | null;
  name: string | null;
  /** What the customer has written so far, when that may be seen. */
  preview: string | null;
}

/** One conversation as a reader at the desk holds it. */
export interface OpenConversation {
  conversation: ConversationView;
  customer: CustomerView;
  log: StreamLog<Item>;
  hasEarlier: boolean;
  customerCursor: Cursor;
  ownCursor: Cursor;
  earlier: readonly ConversationView[];
  requests: readonly RequestView[];
  may: Opened["may"];
  typing: readonly Typist[];
}

export interface ConversationList {
  conversations: readonly ConversationView[];
  hasMore: boolean;
}
export interface RequestList {
  requests: readonly RequestView[];
  hasMore: boolean;
  boxSeq: number;
  openRequests: number;
}
export type Which = "waiting" | "served" | "closed";

export const deskKey: CacheKey<Desk> = { path: ["desk"] };
export const boardKey: CacheKey<Board> = { path: ["board"] };
export const openConversations: CacheKey<OpenConversation> = { path: ["conversation"] };
export const conversationKey = (id: ConversationId): CacheKey<OpenConversation> => ({ path: ["conversation", id] });
export const conversationLists: CacheKey<ConversationList> = { path: ["conversations"] };
export const conversationListKey = (which: Which, search: string | null): CacheKey<ConversationList> => ({
  path: ["conversations", which, search],
});
export const requestLists: CacheKey<RequestList> = { path: ["requests"] };
/** The states are part of the name, so an event knows where a request belongs. */
export const requestListKey = (states: readonly RequestState[]): CacheKey<RequestList> => ({
  path: ["requests", [...states].sort()],
});
export const sessionEndedKey: CacheKey<"revoked" | "disabled" | "password_changed" | "roles_changed"> = {
  path: ["session-ended"],
};

/** The state after `conversation:open`, joined with what is held of the same conversation. */
export function openConversation(before: OpenConversation | undefined, opened: Opened): OpenConversation {
  const { conversation, items, hasEarlier, ...rest } = opened;
  const log = applySnapshot(before?.log, items, conversation.headSeq);
  // History read before stays known; when it was let go, what is before the snapshot is what the server says.
  const isJoined = before !== undefined && log.floor === before.log.floor;
  const isOlder = before !== undefined && before.conversation.headSeq > conversation.headSeq;
  const view = isOlder ? { ...conversation, ...headOf(before.conversation) } : conversation;
  const ownCursor = laterCursor(before?.ownCursor ?? nothingRead, rest.ownCursor);
  return {
    ...rest,
    conversation: { ...view, unread: unreadIn(log, ownCursor, view.unread) },
    log,
    hasEarlier: isJoined ? before.hasEarlier : hasEarlier,
    customerCursor: laterCursor(before?.customerCursor ?? nothingRead, rest.customerCursor),
    ownCursor,
    typing: before?.typing ?? [],
  };
}

/** Live or resumed items with the head after them. */
export function addConversationItems(
  open: OpenConversation,
  head: ConversationHead,
  items: readonly Item[],
): OpenConversation {
  const log = noteHead(applyItems(open.log, items), head.headSeq);
  if (log === open.log && head.headSeq < open.conversation.headSeq) return open;
  const view = items.reduce((held, item) => mergeHead(held, head, item), mergeHead(open.conversation, head, null));
  const speakers = items.filter((item) => item.kind === "message").map(({ author }) => author);
  const typing = open.typing.filter(
    ({ by, staffId }) => !speakers.some(({ kind, id }) => kind === by && (by === "customer" || id === staffId)),
  );
  return { ...open, log, typing, conversation: { ...view, unread: unreadIn(log, open.ownCursor, view.unread) } };
}

export const addEarlierItems = (
  open: OpenConversation,
  page: AgentOutput<"conversation:earlier">,
): OpenConversation => ({
  ...open,
  log: applyEarlier(open.log, page.items, !page.hasEarlier),
  hasEarlier: page.hasEarlier,
});

/**
 * A view with the head that came with an item. The head has no names; they follow from the item. `unread` is left to
 * whoever knows the reader's cursor.
 */
export function mergeHead(view: ConversationView, head: ConversationHead, item: Item | null): ConversationView {
  if (head.id !== view.id || head.headSeq < view.headSeq) return view;
  const merged = withSteps({ ...view, ...head }, view, item);
  if (head.assigneeId === null) merged.assigneeName = null;
  else if (item?.kind === "assigned" && item.data.agentId === head.assigneeId)
    merged.assigneeName = item.data.agentName;
  else if (head.assigneeId !== view.assigneeId) merged.assigneeName = null;
  if (head.teamId === null) merged.teamName = null;
  else if (item?.kind === "queued" && item.data.teamId === head.teamId) merged.teamName = item.data.teamName;
  else if (head.teamId !== view.teamId) merged.teamName = null;
  return merged;
}

/**
 * What stands beside the head and follows from the log: reminders done, a promise, an offer to somebody else. With a
 * new holder, or once the customer has been answered, a reminder is history.
 */
function withSteps(merged: ConversationView, before: ConversationView, item: Item | null): ConversationView {
  if (merged.assigneeId !== before.assigneeId)
    Object.assign(merged, { ladderStep: 0, promisedAt: null, isReoffered: false });
  if (merged.owedSince === null) {
    merged.ladderStep = 0;
    if (before.owedSince !== null) merged.isReoffered = false;
  }
  if (item?.kind === "reminder" && merged.owedSince !== null) {
    merged.ladderStep = item.data.ladderStep;
    merged.isReoffered = item.data.isReoffered;
  }
  if (item?.kind === "promise") merged.promisedAt = item.data.isDue ? null : item.data.until;
  return merged;
}

/** What counts as unread at the desk: what the customer wrote. */
export const isUnreadKind = (item: Item): boolean => item.kind === "message" && item.author.kind === "customer";

/** Unread by the log, when it reaches back to the cursor; else what was counted before. */
export function unreadIn(log: StreamLog<Item>, ownCursor: Cursor, counted: number): number {
  const inLog = log.items.filter((item) => item.seq > ownCursor.readSeq && isUnreadKind(item)).length;
  return log.floor <= ownCursor.readSeq ? inLog : Math.max(inLog, counted);
}

/** The part of a view that follows its log. */
function headOf(view: ConversationView): ConversationHead {
  const {
    id,
    state,
    teamId,
    assigneeId,
    headSeq,
    turn,
    turnSince,
    owedSince,
    lastText,
    lastAuthorKind,
    lastAt,
    closedAt,
    closeReason,
    outcome,
    lowestDegree,
    meanDegree,
    rating,
  } = view;
  return {
    id,
    state,
    teamId,
    assigneeId,
    headSeq,
    turn,
    turnSince,
    owedSince,
    lastText,
    lastAuthorKind,
    lastAt,
    closedAt,
    closeReason,
    outcome,
    lowestDegree,
    meanDegree,
    rating,
  };
}

/** Why a conversation cannot be read, beside its (absent) state. */
export const conversationErrorKey = (id: ConversationId): CacheKey<ErrorCode | null> => ({
  path: ["conversation-error", id],
});
