"use client";

import type { OfferView } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { useCustomerName } from "../use-names.ts";
import { OfferCard } from "./offer-card.tsx";
import { mostUrgent } from "./countdown.ts";

export type OfferAnswer = "accept" | "decline";

/**
 * All pending offers, the most urgent on top, over everything but toasts. What is new is said aloud once, by a live
 * region that does not hold the ticking seconds.
 */
export function OfferStack(props: {
  offers: readonly OfferView[];
  busy: ReadonlyMap<string, OfferAnswer>;
  names: ReadonlyMap<string, string>;
  onAnswer(offer: OfferView, answer: OfferAnswer): void;
}) {
  const t = useTranslations("workbench.offer");
  const nameOf = useCustomerName();
  const first = mostUrgent(props.offers);
  const ordered = props.offers.toSorted((a, b) => a.deadlineAt - b.deadlineAt);
  return (
    <>
      <p aria-live="assertive" className="sr-only">
        {first
          ? t(first.kind === "reoffer" ? "spokenReoffer" : "spoken", {
              name: nameOf(first.conversation),
              from: first.fromName ?? t("colleague"),
              quote: first.quote ?? "",
            })
          : ""}
      </p>
      {ordered.length > 0 && (
        <div className="pointer-events-none fixed inset-x-0 top-0 z-(--z-offer) mx-auto flex max-h-dvh max-w-[536px] flex-col gap-3 overflow-y-auto p-3 pb-10 md:start-[396px] md:top-9 md:max-h-[calc(100dvh-36px)] md:p-7 md:pb-16 lg:end-[328px]">
          {ordered.map((offer) => (
            <div key={offer.id} className="pointer-events-auto animate-appear">
              <OfferCard
                offer={offer}
                isFirst={offer.id === first?.id}
                busy={props.busy.get(offer.id) ?? null}
                names={props.names}
                onAccept={() => props.onAnswer(offer, "accept")}
                onDecline={() => props.onAnswer(offer, "decline")}
              />
            </div>
          ))}
        </div>
      )}
    </>
  );
}
