import type { ConversationView } from "#server/contract/index.ts";

export interface MineGroups {
  /** The agent owes the next word; longest owed first. */
  yours: ConversationView[];
  /** The customer does, or nobody; the longest silent first, because it closes next. */
  theirs: ConversationView[];
}

/**
 * An agent's own chats in two groups. Ties are broken by id, so rows never swap places between two renderings.
 * A chat that has ended is in neither.
 */
export function groupMine(conversations: readonly ConversationView[]): MineGroups {
  const live = conversations.filter((conversation) => conversation.state !== "closed").toSorted(longestTurnFirst);
  return {
    yours: live.filter((conversation) => conversation.turn === "agent"),
    theirs: live.filter((conversation) => conversation.turn !== "agent"),
  };
}

/** The first unanswered word where a person owes one; a further word does not start the wait anew. */
const owedAt = ({ owedSince, turnSince }: ConversationView): number => owedSince ?? turnSince;

function longestTurnFirst(a: ConversationView, b: ConversationView): number {
  return owedAt(a) - owedAt(b) || (a.id < b.id ? -1 : 1);
}

/**
 * The chat to go to on "next unread": the longest owed one with something unread, after the one open now in the
 * order of the list, around its end. Null when there is none but the open one.
 */
export function nextUnread(conversations: readonly ConversationView[], openId: string | null): ConversationView | null {
  const { yours, theirs } = groupMine(conversations);
  const ordered = [...yours, ...theirs];
  const from = ordered.findIndex((conversation) => conversation.id === openId) + 1;
  const around = [...ordered.slice(from), ...ordered.slice(0, from)].filter(
    (conversation) => conversation.id !== openId,
  );
  return (
    around.find((conversation) => conversation.unread > 0) ??
    around.find((conversation) => conversation.turn === "agent") ??
    null
  );
}

/** The neighbour in the order of the list, `step` rows on (1 or -1), around its ends. */
export function neighbour(
  conversations: readonly ConversationView[],
  openId: string | null,
  step: 1 | -1,
): ConversationView | null {
  const { yours, theirs } = groupMine(conversations);
  const ordered = [...yours, ...theirs];
  if (ordered.length === 0) return null;
  const at = ordered.findIndex((conversation) => conversation.id === openId);
  const next = at < 0 ? (step === 1 ? 0 : ordered.length - 1) : (at + step + ordered.length) % ordered.length;
  return ordered[next] ?? null;
}
