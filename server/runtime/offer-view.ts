import type { DecisionView } from "../contract/items.ts";
import type { ConversationView, OfferView } from "../contract/views.ts";
import { assignmentOf } from "../routing/holdings.ts";
import type { OfferRow, RoutingState } from "../routing/state.ts";
import { lastWords } from "../store/conversation-views.ts";
import type { Sql } from "../store/database.ts";

interface OfferParts {
  fromName: string | null;
  note: string | null;
  decision: DecisionView | null;
  now: number;
}

/** An offer as the agent sees it: who, since when, how bad the match, and why them. */
export const offerView = async (
  sql: Sql,
  state: RoutingState,
  offer: OfferRow,
  conversation: ConversationView,
  more: OfferParts,
): Promise<OfferView> =>
  offerViewOf(state, offer, conversation, { ...more, quote: await lastWords(sql, offer.conversationId) });

/** The same when the customer's last words are known. */
export function offerViewOf(
  state: RoutingState,
  offer: OfferRow,
  conversation: ConversationView,
  more: OfferParts & { quote: string | null },
): OfferView {
  const waitingSince =
    (offer.entryId === null ? undefined : state.entries.get(offer.entryId)?.enteredAt) ??
    assignmentOf(state, offer.conversationId)?.enteredAt ??
    offer.createdAt;
  return {
    id: offer.id,
    conversation,
    isTransfer: offer.kind === "transfer",
    kind: offer.kind,
    fromName: more.fromName,
    note: more.note,
    quote: more.quote,
    waitingSince,
    createdAt: offer.createdAt,
    deadlineAt: offer.deadlineAt,
    now: more.now,
    decision: more.decision,
  } as OfferView;
}
