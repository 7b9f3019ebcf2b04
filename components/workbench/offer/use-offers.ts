"use client";

import type { ConversationId, OfferView } from "#server/contract/index.ts";
import { useEffect, useRef, useState } from "react";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useDeskEvents } from "#components/realtime/use-desk-events.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useCustomerName } from "../use-names.ts";
import { mostUrgent } from "./countdown.ts";
import { type LapsedOffer, lapsedAfter } from "./lapsed.ts";
import type { OfferAnswer } from "./offer-stack.tsx";

/** Pending offers with their answers under way, and those that lapsed. */
export function useOffers(
  offers: readonly OfferView[],
  onTaken: (conversationId: ConversationId, name: string) => void,
) {
  const errorText = useErrorText();
  const nameOf = useCustomerName();
  const accept = useAgentCommand("offer:accept");
  const decline = useAgentCommand("offer:decline");
  const [busy, setBusy] = useState<ReadonlyMap<string, OfferAnswer>>(new Map());
  const [lapsed, setLapsed] = useState<readonly LapsedOffer[]>([]);
  const names = useRef(new Map<string, string>());

  useEffect(() => {
    for (const offer of offers) names.current.set(offer.id, nameOf(offer.conversation));
  });
  useDeskEvents((event) => {
    if (event.kind !== "offer_made" && event.kind !== "offer_ended") return;
    if (event.kind === "offer_made") names.current.set(event.offer.id, nameOf(event.offer.conversation));
    setLapsed((before) => lapsedAfter(before, event, (offerId) => names.current.get(offerId) ?? null, Date.now()));
  });

  const mark = (offer: OfferView, answer: OfferAnswer | null) =>
    setBusy((before) => {
      const after = new Map(before);
      if (answer) after.set(offer.id, answer);
      else after.delete(offer.id);
      return after;
    });
  const give = async (offer: OfferView, answer: OfferAnswer) => {
    if (busy.has(offer.id)) return;
    mark(offer, answer);
    try {
      if (answer === "decline") await decline.mutateAsync({ offerId: offer.id });
      else onTaken((await accept.mutateAsync({ offerId: offer.id })).conversationId, nameOf(offer.conversation));
    } catch (error) {
      toast.error(errorText(codeOf(error)));
    } finally {
      mark(offer, null);
    }
  };
  return {
    busy,
    lapsed,
    dismiss: (offerId: LapsedOffer["offerId"]) =>
      setLapsed((before) => before.filter((offer) => offer.offerId !== offerId)),
    answer: (offer: OfferView, answer: OfferAnswer) => void give(offer, answer),
    answerFirst: (answer: OfferAnswer) => {
      const first = mostUrgent(offers);
      if (first) void give(first, answer);
    },
  };
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : "internal";
}
