"use client";

import type { BusyReason } from "#server/contract/views.ts";
import { useCallback } from "react";
import { useLocale, useTranslations } from "next-intl";
import { boardSpan } from "./span.ts";

/** What to call a customer: the name given, else "Visitor" with four signs of the id, so that two can be told apart. */
export function useCustomerName(): (customer: { customerName: string | null; customerId: string }) => string {
  const t = useTranslations("dashboard");
  return useCallback(
    ({ customerName, customerId }) => customerName ?? t("visitor", { mark: customerId.slice(-4).toUpperCase() }),
    [t],
  );
}

/** A length of time as the tables say it: "just now", "52 min", "1 h 48". */
export function useSpanText(): (ms: number) => string {
  const t = useTranslations("dashboard.span");
  return useCallback(
    (ms) => {
      const span = boardSpan(ms);
      switch (span.unit) {
        case "now":
          return t("now");
        case "minutes":
          return t("minutes", { minutes: span.minutes });
        case "hours":
          return t("hours", { hours: span.hours, minutes: span.minutes });
      }
    },
    [t],
  );
}

/** The shop's word for a busy reason in the reader's language, else in its first; null for none or one since removed. */
export function useReasonLabel(reasons: readonly BusyReason[]): (code: string | null) => string | null {
  const locale = useLocale();
  return (code) => {
    const found = reasons.find((reason) => reason.code === code);
    return found ? (found.label[locale] ?? Object.values(found.label)[0] ?? found.code) : null;
  };
}
