"use client";

import { useMemo } from "react";
import { useLocale, useTranslations } from "next-intl";
import type { ThreadEntry } from "#components/thread/thread-entry.ts";
import type { SiteView } from "#server/contract/index.ts";

/** The shop's first words, in the reader's language if it has them, else in any it has; `at` in epoch ms. */
export function useGreeting(site: SiteView, at: number): ThreadEntry | null {
  const t = useTranslations("customer");
  const locale = useLocale();
  const text = site.greeting[locale] ?? Object.values(site.greeting)[0] ?? t("say.greeting");
  return useMemo(
    () =>
      text.trim()
        ? {
            kind: "message",
            key: "greeting",
            at,
            speaker: { id: "library", name: t("library"), kind: "library" },
            text,
          }
        : null,
    [text, at, t],
  );
}
