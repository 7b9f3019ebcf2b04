import type { OfferView } from "#server/contract/index.ts";

export interface Countdown {
  /** Whole seconds left, rounded up; 0 when it has run out. */
  seconds: number;
  /** Left over the offer's whole length, 0..1. */
  fraction: number;
  isOver: boolean;
}

/**
 * What is left of an offer.
 * @param serverNow epoch ms on the server's clock, so that a browser with a wrong clock counts rightly
 */
export function countdown(offer: Pick<OfferView, "createdAt" | "deadlineAt">, serverNow: number): Countdown {
  const leftMs = Math.max(0, offer.deadlineAt - serverNow);
  const wholeMs = Math.max(1, offer.deadlineAt - offer.createdAt);
  return { seconds: Math.ceil(leftMs / 1000), fraction: Math.min(1, leftMs / wholeMs), isOver: leftMs === 0 };
}

/** The offer a key answers: the one that runs out first. */
export function mostUrgent<O extends Pick<OfferView, "deadlineAt">>(offers: readonly O[]): O | null {
  return offers.toSorted((a, b) => a.deadlineAt - b.deadlineAt)[0] ?? null;
}
