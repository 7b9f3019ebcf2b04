"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { AlertCheck } from "../alerts/use-alert-check.ts";

/** How sound and desktop alerts stand, and when they were last tried. */
export function AlertWords({ alerts }: { alerts: AlertCheck }) {
  const t = useTranslations("workbench.alerts");
  const format = useFormatter();
  return (
    <p className="px-2 pt-1 pb-2.5 text-xs text-subtle">
      {t(alerts.isSoundOpen ? "soundOpen" : "soundShut")} {t(`desktop.${alerts.desktop}`)}{" "}
      {alerts.testedAt !== null &&
        t("tested", {
          time: format.dateTime(alerts.testedAt, {
            day: "numeric",
            month: "short",
            hour: "2-digit",
            minute: "2-digit",
            hourCycle: "h23",
          }),
        })}
    </p>
  );
}
