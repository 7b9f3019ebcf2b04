import type { ConversationId, ConversationView, Desk, DeskChange } from "#server/contract/index.ts";

/** A desk after one numbered change, in order. Repeats are ignored; a change behind a hole waits for the resume. Pure. */
export function applyDeskChange(desk: Desk, seq: number, change: DeskChange): Desk {
  if (seq !== desk.seq + 1) return desk;
  return { ...reduce(desk, change), seq };
}

function reduce(desk: Desk, change: DeskChange): Desk {
  switch (change.kind) {
    case "offer_made":
      return {
        ...desk,
        offers: [...desk.offers.filter(({ id }) => id !== change.offer.id), change.offer].sort(
          (a, b) => a.createdAt - b.createdAt,
        ),
      };
    case "offer_ended":
      return { ...desk, offers: desk.offers.filter(({ id }) => id !== change.offerId) };
    case "conversation_taken":
      return {
        ...desk,
        conversations: [...desk.conversations.filter(({ id }) => id !== change.conversation.id), change.conversation],
      };
    case "conversation_gone":
      return { ...desk, conversations: without(desk.conversations, change.conversationId) };
    case "state": {
      const { kind: _kind, ...state } = change;
      return { ...desk, ...state };
    }
    // What it tells of stands in the conversation's log; the desk only calls.
    case "reminder":
      return desk;
  }
}

const without = (conversations: readonly ConversationView[], gone: ConversationId): ConversationView[] =>
  conversations.filter(({ id }) => id !== gone);
