"use client";

import { useCallback } from "react";
import { useTranslations } from "next-intl";

/** A stretch of time in one rounded unit: "45 s", "12 min", "3 h". */
export function useDurationText(): (ms: number) => string {
  const t = useTranslations("answers.duration");
  return useCallback(
    (ms) => {
      const seconds = Math.round(ms / 1_000);
      if (seconds < 90) return t("seconds", { count: seconds });
      const minutes = Math.round(seconds / 60);
      return minutes < 90 ? t("minutes", { count: minutes }) : t("hours", { count: Math.round(minutes / 60) });
    },
    [t],
  );
}
