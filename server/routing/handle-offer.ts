/** R21, R22, R32, R47, R72: what agents answer to offers, and the customer's client to an assignment. */
import { acknowledge, endAssignment, startAssignment } from "./assignments.ts";
import { assignmentOf } from "./holdings.ts";
import { endOffer, returnOffer } from "./offers.ts";
import type { EventOf } from "./events.ts";
import { leaveLineAssigned } from "./queue-line.ts";
import { placeNumbers, reasonNamed } from "./reasons.ts";
import { noteResponse } from "./responding.ts";
import type { Handler } from "./rules.ts";
import type { AssignmentRow, OfferRow } from "./state.ts";
import { must, type Stepping } from "./stepping.ts";

function ownOffer(
  s: Stepping,
  event: EventOf<"offer:accepted" | "offer:declined">,
): OfferRow | "unknown_offer" | "not_yours" {
  const offer = s.state.offers.get(event.offerId);
  if (offer === undefined) return "unknown_offer";
  return offer.agentId === event.agentId ? offer : "not_yours";
}

/** R11: the seat counted so far is the seat taken. */
function takeFromLine(s: Stepping, offer: OfferRow): AssignmentRow {
  const conversation = must(s.state.conversations, offer.conversationId);
  const place = leaveLineAssigned(s, conversation, must(s.state.entries, offer.entryId));
  const to = { agentId: offer.agentId, place, byId: null, fromAgentId: null, weight: offer.weight };
  return startAssignment(s, conversation, { ...to, why: "accepted", isConnected: false });
}

/** R47, R72: from a giver, or from a holder who did not answer or leaves. */
function takeFromHolder(s: Stepping, offer: OfferRow): AssignmentRow {
  const given = must(s.state.assignments, assignmentOf(s.state, offer.conversationId)?.id);
  endAssignment(s, given, "transferred");
  return startAssignment(s, must(s.state.conversations, offer.conversationId), {
    agentId: offer.agentId,
    place: s.rules.keptPlace(given, s.at),
    why: offer.kind === "reoffer" ? "reoffer" : "transfer",
    byId: null,
    fromAgentId: given.agentId,
    isConnected: given.connectedAt !== null,
    weight: offer.weight,
  });
}

export const acceptOffer: Handler<"offer:accepted"> = (s, event) => {
  const offer = ownOffer(s, event);
  if (typeof offer === "string") return offer;
  endOffer(s, offer, "accepted", "accepted");
  noteResponse(s, offer.agentId);
  const conversation = must(s.state.conversations, offer.conversationId);
  const entryKey =
    s.state.entries.get(offer.entryId ?? "")?.key ?? assignmentOf(s.state, conversation.id)?.entryKey ?? s.at;
  const reason = reasonNamed(s.state, { teamId: conversation.teamId, entryKey }, offer.agentId, "accepted");
  const assignment = offer.kind === "queue" ? takeFromLine(s, offer) : takeFromHolder(s, offer);
  const numbers = placeNumbers(assignment, s.at);
  const shared = { conversationId: conversation.id, at: s.at };
  s.reasons.push({ about: "assignment", id: assignment.id, ...shared, ...reason, numbers });
  return null;
};

export const declineOffer: Handler<"offer:declined"> = (s, event) => {
  const offer = ownOffer(s, event);
  if (typeof offer === "string") return offer;
  returnOffer(s, offer, "declined", "declined");
  noteResponse(s, offer.agentId);
  return null;
};

export const acknowledgeConnection: Handler<"connection:acknowledged"> = (s, event) => {
  if (!s.state.conversations.has(event.conversationId)) return "unknown_conversation";
  const assignment = assignmentOf(s.state, event.conversationId);
  if (assignment === null) return "not_assigned";
  acknowledge(s, assignment);
  return null;
};
