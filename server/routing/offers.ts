/** How an offer begins and ends. */
import { handOverNext, passOn } from "./hand-over.ts";
import { chatWeight, hundredths, loadOf, offerOf, offersOf } from "./holdings.ts";
import type { OfferEnd, OfferEndCause } from "./outcome.ts";
import type { ConversationRow, EntryRow, OfferRow } from "./state.ts";
import { change, freshId, must, putConversation, putEntry, putOffer, type Stepping } from "./stepping.ts";

interface OfferTo {
  agentId: string;
  /** The entry for an offer out of the line, else null. */
  entry: EntryRow | null;
  /** The giver of a transfer, the holder of a chat that is offered on. */
  fromAgentId: string | null;
  /** Of the two without an entry; left out: a transfer. */
  kind?: "transfer" | "reoffer";
}

/** R20: a pending offer with its deadline; the receiver's load counts it from now on. */
export function makeOffer(s: Stepping, conversation: ConversationRow, to: OfferTo): OfferRow {
  const team = must(s.state.teams, conversation.teamId);
  const offer: OfferRow = {
    id: freshId(s),
    kind: to.entry === null ? (to.kind ?? "transfer") : "queue",
    entryId: to.entry?.id ?? null,
    conversationId: conversation.id,
    agentId: to.agentId,
    fromAgentId: to.fromAgentId,
    createdAt: s.at,
    deadlineAt: s.at + team.offerMs,
    weight: chatWeight(s.state, team.id),
  };
  if (to.entry !== null) putEntry(s, { ...to.entry, state: "offered" });
  putOffer(s, offer);
  s.notices.push({
    type: "offer:made",
    offerId: offer.id,
    kind: offer.kind,
    conversationId: offer.conversationId,
    teamId: conversation.teamId,
    agentId: offer.agentId,
    fromAgentId: offer.fromAgentId,
    deadlineAt: offer.deadlineAt,
  });
  return offer;
}

/** Ends the offer alone; what becomes of entry and conversation is the caller's. */
export function endOffer(s: Stepping, offer: OfferRow, how: OfferEnd, cause: OfferEndCause): void {
  change(s, { kind: "offer", id: offer.id, row: null, ended: { ...offer, state: how, endedAt: s.at } });
  s.notices.push({
    type: "offer:ended",
    offerId: offer.id,
    kind: offer.kind,
    conversationId: offer.conversationId,
    agentId: offer.agentId,
    fromAgentId: offer.fromAgentId,
    how,
    cause,
  });
}

/**
 * R22–R25: an offer that came to nothing. The entry is back in line where it was; a decline or
 * a lapse puts the agent into the round's list. A transfer leaves the giver with the chat, a reoffer the holder.
 */
export function returnOffer(
  s: Stepping,
  offer: OfferRow,
  how: "declined" | "expired" | "withdrawn",
  cause: OfferEndCause,
): void {
  endOffer(s, offer, how, cause);
  if (offer.kind === "reoffer") return notTakenOn(s, offer, how);
  if (offer.kind === "transfer") {
    // A leaving giver, whose chat was spoken for till now.
    if (offer.fromAgentId !== null) handOverNext(s, offer.fromAgentId);
    return;
  }
  const entry = must(s.state.entries, offer.entryId);
  if (how === "withdrawn") putEntry(s, { ...entry, state: "waiting" });
  else {
    const declinedBy = [...entry.declinedBy.filter((id) => id !== offer.agentId), offer.agentId];
    putEntry(s, { ...entry, state: "waiting", declinedBy, restUntil: s.at + s.state.settings.roundRestMs });
  }
}

/** R47: who said no, or nothing, to a chat offered on is not asked for it again. */
function notTakenOn(s: Stepping, offer: OfferRow, how: "declined" | "expired" | "withdrawn"): void {
  const conversation = must(s.state.conversations, offer.conversationId);
  const mark = conversation.reoffer;
  if (mark === null || how === "withdrawn") return;
  const declinedBy = [...mark.declinedBy.filter((id) => id !== offer.agentId), offer.agentId];
  const row = { ...conversation, reoffer: { ...mark, declinedBy } };
  putConversation(s, row);
  passOn(s, row);
}

/** Ends the conversation's pending offer, if there is one. */
export function withdrawOfferOf(s: Stepping, conversationId: string, cause: OfferEndCause): void {
  const offer = offerOf(s.state, conversationId);
  if (offer !== null) endOffer(s, offer, "withdrawn", cause);
}

/** R25: who is not present, available and enabled has no pending offers. */
export function withdrawOffersOf(s: Stepping, agentId: string): void {
  for (const offer of offersOf(s.state, agentId)) returnOffer(s, offer, "withdrawn", "agent_unavailable");
}

/**
 * R26: pending offers go, the newest first, until the load and `more` fit under the limit.
 * @param more weight about to be taken, in chats
 */
export function shedOffers(s: Stepping, agentId: string, more: number): void {
  const agent = must(s.state.agents, agentId);
  for (const offer of offersOf(s.state, agentId)) {
    if (hundredths(loadOf(s.state, agentId)) + hundredths(more) <= hundredths(agent.capacity)) return;
    returnOffer(s, offer, "withdrawn", "over_capacity");
  }
}
