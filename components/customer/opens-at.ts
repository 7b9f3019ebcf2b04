"use client";

import { useCallback } from "react";
import { useFormatter, useTranslations } from "next-intl";

/** Which day something is on, seen from `now`, by the calendar of the customer's own place. */
export function dayFrom(now: number, at: number): "today" | "tomorrow" | "later" {
  const next = new Date(now);
  if (new Date(at).toDateString() === next.toDateString()) return "today";
  next.setDate(next.getDate() + 1);
  return new Date(at).toDateString() === next.toDateString() ? "tomorrow" : "later";
}

/** When the shop's people are back, in the customer's words and time: "tomorrow at 09:00". */
export function useOpensAt(): (at: number) => string {
  const t = useTranslations("customer.opens");
  const format = useFormatter();
  return useCallback(
    (at) => {
      const time = format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      const day = dayFrom(Date.now(), at);
      return day === "later"
        ? t("day", { time, day: format.dateTime(at, { weekday: "long", day: "numeric", month: "long" }) })
        : t(day, { time });
    },
    [t, format],
  );
}
