"use client";

import type { Desk, OfferView } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { useDeskEvents } from "#components/realtime/use-desk-events.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useCustomerName } from "../use-names.ts";
import { alertSound } from "./alert-sound.ts";
import { showDesktopAlert } from "./desktop-alert.ts";
import { useAlertCheck } from "./use-alert-check.ts";
import { useOfferAlerts } from "./use-offer-alerts.ts";
import { useReminderAlerts } from "./use-reminder-alerts.ts";
import { usePageTitle } from "./use-page-title.ts";

/** All that calls an agent: ringing offers, the tab's title, desktop alerts, a soft tone for messages elsewhere. */
export function useDeskAlerts(desk: Desk, openId: string | null, onOpen: (conversationId: string) => void) {
  const t = useTranslations("workbench.alerts");
  const nameOf = useCustomerName();
  const check = useAlertCheck({ title: t("testTitle"), body: t("testBody") });
  const first = desk.offers[0];
  const unread = desk.conversations.filter((conversation) => conversation.unread > 0).length;

  usePageTitle(
    { offers: desk.offers.length, unread },
    first ? t("offerTitle", { name: nameOf(first.conversation) }) : "",
  );
  useOfferAlerts(desk.offers, (offer: OfferView) => ({
    title: t("offerTitle", { name: nameOf(offer.conversation) }),
    body: offer.quote ?? "",
  }));
  useReminderAlerts(desk, onOpen);
  useDeskEvents((event) => {
    if (event.kind !== "message") return;
    const isSeen = event.conversation.id === openId && !document.hidden;
    if (isSeen) return;
    alertSound().ping();
    if (!document.hidden || event.item.kind !== "message") return;
    const { id } = event.conversation;
    showDesktopAlert({
      tag: id,
      title: nameOf(event.conversation),
      body: event.item.data.text ?? t("picture"),
      onOpen: () => onOpen(id),
    });
  });

  const test = async () => {
    const found = await check.test();
    const words = `${t(found.isSoundOpen ? "soundOpen" : "soundShut")} ${t(`desktop.${found.desktop}`)}`;
    if (found.isSoundOpen && found.desktop === "granted") toast.success(words);
    else toast.message(words);
  };
  return { check, test: () => void test() };
}
