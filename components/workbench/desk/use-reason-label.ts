"use client";

import type { BusyReason } from "#server/contract/index.ts";
import { useLocale } from "next-intl";

/** The shop's word for a busy reason in this language, else in its first one; null for no reason or one since removed. */
export function useReasonLabel(reasons: readonly BusyReason[]): (code: string | null) => string | null {
  const locale = useLocale();
  return (code) => {
    const found = reasons.find((reason) => reason.code === code);
    return found ? (found.label[locale] ?? Object.values(found.label)[0] ?? found.code) : null;
  };
}
