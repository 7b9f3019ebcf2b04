import type { AgentEvents, ConversationView, Desk, DeskChange, Item, OfferView } from "#server/contract/index.ts";
import type { EventData } from "./command-shapes.ts";

/** What deserves a sound, an alert or a badge. Told once each, however it came: live, resumed or by a new snapshot. */
export type DeskEvent =
  | { kind: "offer_made"; offer: OfferView }
  | { kind: "offer_ended"; offerId: OfferView["id"]; how: Extract<DeskChange, { kind: "offer_ended" }>["how"] }
  | { kind: "message"; item: Item; conversation: ConversationView }
  /** A customer of mine waits for a word. */
  | Extract<DeskChange, { kind: "reminder" }>
  /** For supervisors: a reply overdue past their step, and somebody too long in line. */
  | { kind: "overdue"; alert: EventData<AgentEvents, "agent:alerted"> }
  | { kind: "long_wait"; alert: EventData<AgentEvents, "queue:alerted"> };

/** Offers of a snapshot that the desk before it did not have; none for the first one. */
export const offersAdded = (before: Desk | undefined, after: Desk): DeskEvent[] =>
  before
    ? after.offers
        .filter(({ id }) => !before.offers.some((held) => held.id === id))
        .map((offer) => ({ kind: "offer_made", offer }))
    : [];

export function deskEventOf(change: DeskChange): DeskEvent | null {
  if (change.kind === "offer_made") return { kind: "offer_made", offer: change.offer };
  if (change.kind === "reminder") return change;
  if (change.kind === "offer_ended") return { kind: "offer_ended", offerId: change.offerId, how: change.how };
  return null;
}
