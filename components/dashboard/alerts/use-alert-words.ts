"use client";

import { useTranslations } from "next-intl";
import { formatClock } from "#components/ui/format-clock.ts";
import type { BoardAlert } from "./alerts.ts";

/** An alert as a sentence. */
export function useAlertWords(): (alert: BoardAlert) => string {
  const t = useTranslations("dashboard.alerts");
  return (alert) => {
    const { name } = alert;
    if (alert.kind === "long_wait") {
      const { teamName, waitedMs } = alert.alert;
      return t("longWait", { name, team: teamName, span: formatClock(waitedMs) });
    }
    const { step, agentName, owedSince } = alert.alert;
    return t(`overdue.${step}`, { name, agent: agentName, span: formatClock(alert.at - owedSince) });
  };
}
