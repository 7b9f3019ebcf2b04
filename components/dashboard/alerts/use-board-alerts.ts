"use client";

import { useCallback, useState } from "react";
import { useTranslations } from "next-intl";
import { useDeskEvents } from "#components/realtime/use-desk-events.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { Board } from "#server/contract/views.ts";
import { useCustomerName } from "../use-words.ts";
import type { BoardActs } from "../acts/board-acts.ts";
import { type BoardAlert, withAlert } from "./alerts.ts";
import { useAlertWords } from "./use-alert-words.ts";

/** What called a supervisor since the page was opened: each as a toast when it comes, all of them as a list. */
export function useBoardAlerts(
  board: Board | null,
  now: number,
  open: BoardActs["openById"],
): { alerts: readonly BoardAlert[]; dismiss(alert: BoardAlert): void; clear(): void } {
  const t = useTranslations("dashboard.alerts");
  const words = useAlertWords();
  const nameOf = useCustomerName();
  const [alerts, setAlerts] = useState<readonly BoardAlert[]>([]);
  useDeskEvents((event) => {
    if (event.kind !== "overdue" && event.kind !== "long_wait") return;
    const { conversationId, customerName } = event.alert;
    const shown = [...(board?.served ?? []), ...(board?.waiting ?? []).map(({ conversation }) => conversation)].find(
      ({ id }) => id === conversationId,
    );
    const name = shown ? nameOf(shown) : (customerName ?? t("somebody"));
    const alert: BoardAlert = { ...event, at: now, name };
    setAlerts((held) => withAlert(held, alert));
    toast.warning(words(alert), {
      // What comes of the same wait takes the place of what was said of it before.
      id: `alert ${conversationId}`,
      duration: 12_000,
      action: { label: t("open"), onClick: () => open(conversationId, name) },
    });
  });
  return {
    alerts,
    dismiss: useCallback((alert: BoardAlert) => setAlerts((held) => held.filter((each) => each !== alert)), []),
    clear: useCallback(() => setAlerts([]), []),
  };
}
