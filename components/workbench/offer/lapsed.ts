import type { OfferId, OfferView } from "#server/contract/index.ts";

/** An offer that ran out unanswered, kept visible until it is dismissed. */
export interface LapsedOffer {
  offerId: OfferId;
  name: string;
  lapsedAt: number;
}

export type OfferEvent =
  | { kind: "offer_made"; offer: OfferView }
  | { kind: "offer_ended"; offerId: OfferId; how: "accepted" | "declined" | "expired" | "withdrawn" };

/** Newest first; more than this many at once say the same as this many. */
const mostKept = 5;

/**
 * The lapsed lines after one event.
 * @param nameOf the customer of an offer that was on this desk; null when it is not known, which leaves no line
 */
export function lapsedAfter(
  lapsed: readonly LapsedOffer[],
  event: OfferEvent,
  nameOf: (offerId: OfferId) => string | null,
  at: number,
): readonly LapsedOffer[] {
  if (event.kind !== "offer_ended" || event.how !== "expired") return lapsed;
  const name = nameOf(event.offerId);
  if (name === null || lapsed.some(({ offerId }) => offerId === event.offerId)) return lapsed;
  return [{ offerId: event.offerId, name, lapsedAt: at }, ...lapsed].slice(0, mostKept);
}
