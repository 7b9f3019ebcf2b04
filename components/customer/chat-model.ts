import type { PendingMessage } from "#components/realtime/pending.ts";
import type {
  AnswerId,
  ConversationId,
  CustomerConversation,
  CustomerItem,
  ItemId,
  QueuePlace,
  SiteView,
} from "#server/contract/index.ts";
import type { Opinion } from "./library-rows.ts";

export type ChatConnection = "connecting" | "online" | "offline" | "refused" | "reload_needed";

/** Everything the screen shows, in one value: made from the live cache, or by a test. */
export interface ChatModel {
  site: SiteView;
  /** False until the first answer of the server: the composer works before. */
  isLoaded: boolean;
  customer: { name: string | null; contact: string | null } | null;
  /** Oldest first; at most the last is open. */
  conversations: readonly CustomerConversation[];
  /** Oldest first, across chapters. */
  items: readonly CustomerItem[];
  pending: readonly PendingMessage[];
  place: QueuePlace | null;
  /** People of the shop who are here now; null until known. */
  peopleOnline: number | null;
  /** Whether the shop's people work now, and when that turns; null until known. */
  hours: { isOpen: boolean; nextTurnAt: number | null } | null;
  /** Who types to me now; a null name is somebody without one. */
  typing: { name: string | null } | null;
  hasEarlier: boolean;
  isLoadingEarlier: boolean;
  connection: ChatConnection;
  /** Only long polling comes through, and the servers' balancer sends it to a server that does not know it. */
  isStickyMissing?: boolean;
}

/** What became of something asked of the server: null, or the code of the refusal (words: `useErrorText`). */
export type RefusalCode = string | null;

export interface RequestDraft {
  text: string;
  name: string | null;
  contact: string | null;
}

/** What a customer can do. The promises always resolve. */
export interface ChatActions {
  /** Into the outbox: it is stored sooner or later, or shown as failed. */
  send: (message: { text?: string | null; picture?: Blob | null; answerId?: AnswerId | null }) => void;
  retry: (clientId: string) => void;
  discard: (clientId: string) => void;
  rateAnswer: (conversationId: ConversationId, itemId: ItemId, opinion: Opinion) => Promise<RefusalCode>;
  /** Out of hours (`team_closed`) with when they are back, if that is known. */
  askForPerson: (conversationId: ConversationId | null) => Promise<{ code: RefusalCode; opensAt: number | null }>;
  keepAsking: (conversationId: ConversationId) => Promise<RefusalCode>;
  leaveQueue: (conversationId: ConversationId) => Promise<RefusalCode>;
  endConversation: (conversationId: ConversationId) => Promise<RefusalCode>;
  rateConversation: (conversationId: ConversationId, score: number, comment: string | null) => Promise<RefusalCode>;
  leaveRequest: (draft: RequestDraft) => Promise<RefusalCode>;
  onType: (text: string) => void;
  onTypingStop: () => void;
  loadEarlier: () => void;
}

/** The chapter that is going on, or null: library, waiting or served. */
export function openConversation(model: Pick<ChatModel, "conversations">): CustomerConversation | null {
  const last = model.conversations.at(-1);
  return last && last.state !== "closed" ? last : null;
}

/** The name of the team the customer waits for, from the newest line that says so. */
export function waitingTeam(model: Pick<ChatModel, "items">): string | null {
  const line = model.items.findLast((item) => item.kind === "queued");
  return line?.kind === "queued" ? line.data.teamName : null;
}

/** Whether the newest chapter wants a rating: it has ended, somebody or something answered, and nothing new was begun. */
export function isRatingWanted(model: Pick<ChatModel, "conversations" | "items" | "pending">): boolean {
  const last = model.conversations.at(-1);
  if (!last || last.state !== "closed" || last.isRated || last.closeReason === "customer_left") return false;
  if (model.pending.length > 0) return false;
  return model.items.some(
    (item) =>
      item.conversationId === last.id &&
      item.kind === "message" &&
      (item.author.kind === "agent" || item.author.kind === "library"),
  );
}

/** Whether the shop has said that this wait is a long one, in the wait that goes on. */
export function isLongWait(model: Pick<ChatModel, "items">): boolean {
  const last = model.items.findLast(
    (item) => item.kind === "queued" || (item.kind === "message" && item.data.auto === "long_wait"),
  );
  return last?.kind === "message";
}

/** Whether the last thing that happened is that the customer gave up their place, and not by leaving a message (C1). */
export function hasJustLeftLine(model: Pick<ChatModel, "items" | "pending">): boolean {
  const last = model.items.at(-1);
  return (
    model.pending.length === 0 &&
    last?.kind === "left_queue" &&
    last.data.reason === "cancelled" &&
    model.items.at(-2)?.kind !== "request"
  );
}
