"use client";

import { useMemo } from "react";
import { useLocale } from "next-intl";

/** Languages of answers, replies and teams, besides those a shop already uses. */
const common = [
  "en",
  "zh",
  "ar",
  "da",
  "de",
  "el",
  "es",
  "fi",
  "fr",
  "hi",
  "id",
  "it",
  "ja",
  "ko",
  "nl",
  "no",
  "pl",
  "pt",
  "ru",
  "sv",
  "th",
  "tr",
  "uk",
  "vi",
];

/** Options for a language, by name; those in use stand first. */
export function useLanguageOptions(inUse: readonly string[]): { value: string; label: string }[] {
  const locale = useLocale();
  const key = inUse.join(" ");
  return useMemo(() => {
    const names = new Intl.DisplayNames([locale], { type: "language" });
    const nameOf = (code: string) => {
      try {
        const name = names.of(code) ?? code;
        return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
      } catch {
        return code;
      }
    };
    const first = [...new Set(key.split(" ").filter(Boolean))].sort();
    const rest = common.filter((code) => !first.includes(code)).map((value) => ({ value, label: nameOf(value) }));
    return [
      ...first.map((value) => ({ value, label: nameOf(value) })),
      ...rest.sort((a, b) => a.label.localeCompare(b.label, locale)),
    ];
  }, [key, locale]);
}
