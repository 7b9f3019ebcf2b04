import type {
  ConversationId,
  CustomerConversation,
  CustomerItem,
  FollowUp,
  ItemId,
  Picture,
  QuickReply,
} from "#server/contract/index.ts";
import type { PendingMessage } from "#components/realtime/pending.ts";

type MessageItem = Extract<CustomerItem, { kind: "message" }>;
export type Reply = NonNullable<MessageItem["data"]["reply"]>;

/** A library's reply: its words, pictures, and what can be pressed under it. */
export interface LibraryRow {
  kind: "library";
  key: string;
  at: number;
  conversationId: ConversationId;
  itemId: ItemId;
  say: Reply["say"];
  text: string | null;
  pictures: readonly Picture[];
  /** Feedback is asked on answers only; null = not given yet, undefined = not asked. */
  isHelpful: boolean | null | undefined;
  /** Chips, only on the newest reply while the library still serves. */
  suggestions: Reply["suggestions"];
  quickReplies: readonly QuickReply[];
  followUps: readonly FollowUp[];
}

/** A card under the newest reply that offers a person. */
export interface PromptRow {
  kind: "prompt";
  key: string;
  at: number;
  conversationId: ConversationId;
  itemId: ItemId;
  /** `none`: none of the suggestions was meant. `missing`: the answer did not help. Otherwise why the server offers one. */
  cause: NonNullable<Reply["prompt"]>["cause"] | "none" | "missing";
  /** Null when the server said nothing about it: then it is by who is online. */
  isAnybodyReachable: boolean | null;
  /** Whether the server offered it: "keep asking" is then told to it. */
  isOffered: boolean;
  /** What the customer said was missing. */
  comment: string | null;
}

/** What the customer thinks of a reply: whether it helped, and what was missing. */
export interface Opinion {
  isHelpful: boolean;
  comment: string | null;
}

/** What is still in use of the library's last word. */
export interface Usable {
  itemId: string;
  /** Whether the offer of a person still stands: it goes with the customer's "no". */
  isPromptOpen: boolean;
  /** Whether that "no" is the last they did: then nothing asks them further. */
  isDeclinedLast: boolean;
}

/** The reply that can still be used: the library's last word, with nothing done since but what is about it. */
export function usableReply(
  items: readonly CustomerItem[],
  pending: readonly PendingMessage[],
  last: CustomerConversation | undefined,
): Usable | null {
  // What is on its way replaces the reply's chips at once: nobody presses two.
  if (last?.state !== "library" || pending.some(({ kind, state }) => kind === "message" && state !== "failed"))
    return null;
  let isPromptOpen = true;
  const isDeclinedLast = items.at(-1)?.kind === "person_declined";
  for (const item of items.toReversed()) {
    if (item.conversationId !== last.id) return null;
    if (item.kind === "person_declined") isPromptOpen = false;
    else if (item.kind !== "feedback")
      return item.kind === "message" && item.data.reply ? { itemId: item.id, isPromptOpen, isDeclinedLast } : null;
  }
  return null;
}

/** One reply of the library, and the card that belongs under it. */
export function libraryRows(
  item: MessageItem,
  reply: Reply,
  opinion: Opinion | null,
  usable: Usable | null,
): (LibraryRow | PromptRow)[] {
  const { id: itemId, conversationId, createdAt: at } = item;
  const isUsable = usable?.itemId === itemId;
  const isNone = reply.say === "suggest" && opinion?.isHelpful === false;
  const row: LibraryRow = {
    kind: "library",
    key: itemId,
    at,
    conversationId,
    itemId,
    say: reply.say,
    text: item.data.text,
    pictures: reply.pictures,
    isHelpful: reply.say === "answer" ? (opinion?.isHelpful ?? null) : undefined,
    suggestions: isUsable && !isNone ? reply.suggestions : [],
    quickReplies: isUsable ? reply.quickReplies : [],
    followUps: isUsable ? reply.followUps : [],
  };
  const cause = isUsable ? causeOf(reply, opinion, usable) : null;
  if (cause === null) return [row];
  const prompt: PromptRow = {
    kind: "prompt",
    key: `${itemId}:${cause}`,
    at,
    conversationId,
    itemId,
    cause,
    isAnybodyReachable: reply.prompt?.isAnybodyReachable ?? null,
    isOffered: reply.prompt !== null && usable?.isPromptOpen === true,
    comment: opinion?.comment ?? null,
  };
  return [row, prompt];
}

/** One card at a time: what the customer has just said comes before what the server offered with the reply. */
function causeOf(reply: Reply, opinion: Opinion | null, usable: Usable): PromptRow["cause"] | null {
  if (usable.isDeclinedLast) return null;
  if (opinion?.isHelpful === false && reply.say === "suggest") return "none";
  if (opinion?.isHelpful === false && reply.say === "answer") return "missing";
  return usable.isPromptOpen ? (reply.prompt?.cause ?? null) : null;
}
