"use client";

import { useMemo } from "react";
import { useLocale, useTranslations } from "next-intl";

/** What to call a customer: the name given, else "Visitor" with four signs of the id, so that two can be told apart. */
export function useCustomerName(): (customer: { customerName: string | null; customerId: string }) => string {
  const t = useTranslations("workbench");
  return ({ customerName, customerId }) => customerName ?? t("visitor", { mark: customerId.slice(-4).toUpperCase() });
}

/** "es" → "Español" for an English reader too: a language is called as its speakers call it. */
export function useLanguageName(): (language: string) => string {
  const locale = useLocale();
  return useMemo(
    () => (language) => {
      try {
        const name = new Intl.DisplayNames([language, locale], { type: "language" }).of(language) ?? language;
        return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
      } catch {
        return language;
      }
    },
    [locale],
  );
}

/** The first name, for labels that have little room; names without spaces stay whole. */
export function firstName(name: string): string {
  return name.split(/\s+/u)[0] ?? name;
}
