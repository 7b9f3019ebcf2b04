"use client";

import type { Desk } from "#server/contract/index.ts";
import { useTranslations } from "next-intl";
import { useDeskEvents } from "#components/realtime/use-desk-events.ts";
import { toast } from "#components/ui/toaster.tsx";
import { remindedOf } from "../desk/own-time.ts";
import { useServerNow } from "../server-clock.tsx";
import { useCustomerName } from "../use-names.ts";
import { useSpanText } from "../use-span-text.ts";
import { alertSound } from "./alert-sound.ts";
import { showDesktopAlert } from "./desktop-alert.ts";

/** The name under which all reminders are one desktop alert. */
const reminderTag = "reminder";

/** A reminder's sound and desktop alert, merged into one that leads to the longest waiting; a promise due stays until seen. */
export function useReminderAlerts(desk: Desk, onOpen: (conversationId: string) => void): void {
  const t = useTranslations("workbench.alerts");
  const tStrip = useTranslations("workbench.strip");
  const tOffer = useTranslations("workbench.offer");
  const nameOf = useCustomerName();
  const span = useSpanText();
  const now = useServerNow();
  useDeskEvents((event) => {
    if (event.kind !== "reminder") return;
    const { conversationId, step } = event;
    const subject = desk.conversations.find(({ id }) => id === conversationId);
    alertSound().ping();
    if (step === "promise") {
      if (subject)
        toast.message(tStrip("promiseDue", { name: nameOf(subject) }), {
          id: `promise ${conversationId}`,
          duration: Infinity,
          action: { label: tOffer("open"), onClick: () => onOpen(conversationId) },
        });
      return;
    }
    if (!document.hidden) return;
    const others = remindedOf(desk.conversations);
    const all = subject && !others.includes(subject) ? [...others, subject] : others;
    const longest = all[0];
    if (!longest) return;
    showDesktopAlert({
      tag: reminderTag,
      title: t("reminderTitle", { count: all.length }),
      body: t("reminderBody", { name: nameOf(longest), span: span(now - (longest.owedSince ?? event.owedSince)) }),
      onOpen: () => onOpen(longest.id),
    });
  });
}
