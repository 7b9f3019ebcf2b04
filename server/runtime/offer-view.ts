import type { DecisionView } from "../contract/items.ts";
import type { ConversationView, OfferView } from "../contract/views.ts";
import { assignmentOf } from "../routing/holdings.ts";
import type { OfferRow, RoutingState } from "../routing/state.ts";
import type { Sql } from "../store/database.ts";

/** The customer's last words in this conversation, for the offer card. */
async function lastWords(sql: Sql, conversationId: string): Promise<string | null> {
  const found = await sql.query<{ text: string | null }>({
    name: "last_words",
    text: `SELECT data->>'text' AS text FROM items WHERE conversation_id = $1 AND kind = 'message' AND author_kind = 'customer' AND data->>'text' IS NOT NULL ORDER BY seq DESC LIMIT 1`,
    values: [conversationId],
  });
  return found.rows[0]?.text ?? null;
}

/** An offer as the agent sees it: who, since when, how bad the match, and why them. */
export async function offerView(
  sql: Sql,
  state: RoutingState,
  offer: OfferRow,
  conversation: ConversationView,
  more: { fromName: string | null; note: string | null; decision: DecisionView | null; now: number },
): Promise<OfferView> {
  const waitingSince =
    (offer.entryId === null ? undefined : state.entries.get(offer.entryId)?.enteredAt) ??
    assignmentOf(state, offer.conversationId)?.enteredAt ??
    offer.createdAt;
  return {
    id: offer.id,
    conversation,
    isTransfer: offer.kind === "transfer",
    fromName: more.fromName,
    note: more.note,
    quote: await lastWords(sql, offer.conversationId),
    waitingSince,
    createdAt: offer.createdAt,
    deadlineAt: offer.deadlineAt,
    now: more.now,
    decision: more.decision,
  } as OfferView;
}
