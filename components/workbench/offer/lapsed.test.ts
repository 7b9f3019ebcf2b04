import { describe, expect, it } from "vitest";
import { offerId } from "#components/realtime/testing/builders.ts";
import { type LapsedOffer, lapsedAfter } from "./lapsed.ts";

const none: readonly LapsedOffer[] = [];
const wei = () => "Wei";

describe("lapsedAfter", () => {
  it("keeps a line for an offer that ran out", () => {
    const event = { kind: "offer_ended", offerId: offerId(1), how: "expired" } as const;
    expect(lapsedAfter(none, event, wei, 42)).toEqual([{ offerId: offerId(1), name: "Wei", lapsedAt: 42 }]);
  });

  it.each(["accepted", "declined", "withdrawn"] as const)("keeps none for one that was %s", (how) => {
    expect(lapsedAfter(none, { kind: "offer_ended", offerId: offerId(1), how }, wei, 42)).toBe(none);
  });

  it("keeps one line per offer, the newest first, and not more than five", () => {
    const expire = (lapsed: readonly LapsedOffer[], n: number) =>
      lapsedAfter(lapsed, { kind: "offer_ended", offerId: offerId(n), how: "expired" }, wei, n);
    expect(expire(expire(none, 1), 1)).toHaveLength(1);
    const six = [1, 2, 3, 4, 5, 6].reduce(expire, none);
    expect(six.map(({ lapsedAt }) => lapsedAt)).toEqual([6, 5, 4, 3, 2]);
  });

  it("says nothing of an offer nobody saw here", () => {
    expect(lapsedAfter(none, { kind: "offer_ended", offerId: offerId(1), how: "expired" }, () => null, 1)).toBe(none);
  });
});
