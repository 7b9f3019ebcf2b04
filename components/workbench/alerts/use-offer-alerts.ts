"use client";

import type { OfferView } from "#server/contract/index.ts";
import { useEffect, useRef } from "react";
import { alertSound } from "./alert-sound.ts";
import { showDesktopAlert } from "./desktop-alert.ts";

/**
 * Makes offers impossible to miss: rings until none is left, and for each new one shows a desktop alert while the tab
 * is not looked at. An alert goes when its offer does.
 */
export function useOfferAlerts(
  offers: readonly OfferView[],
  words: (offer: OfferView) => { title: string; body: string },
): void {
  const shown = useRef(new Map<string, () => void>());
  const isOffered = offers.length > 0;

  useEffect(() => {
    if (!isOffered) return;
    alertSound().startRinging();
    return () => alertSound().stopRinging();
  }, [isOffered]);

  const ids = offers.map(({ id }) => id).join(" ");
  useEffect(() => {
    const alerts = shown.current;
    for (const [id, close] of alerts) {
      if (offers.some((offer) => offer.id === id)) continue;
      close();
      alerts.delete(id);
    }
    for (const offer of offers) {
      if (alerts.has(offer.id)) continue;
      alerts.set(offer.id, document.hidden ? showDesktopAlert({ tag: offer.id, ...words(offer) }) : () => {});
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the ids say which offers there are; the words of one do not change
  }, [ids]);

  useEffect(() => {
    const alerts = shown.current;
    return () => {
      for (const close of alerts.values()) close();
      alerts.clear();
    };
  }, []);
}
