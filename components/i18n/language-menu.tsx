"use client";

import { useLocale, useTranslations } from "next-intl";
import { Select } from "#components/ui/select.tsx";
import { chooseLocale } from "./choose-locale.ts";
import { isLocale, localeNames, locales } from "./locales.ts";

/** Chooses the language; each is written in itself. The page loads again in the new one. */
export function LanguageMenu({ className }: { className?: string }) {
  const t = useTranslations("common");
  return (
    <Select
      aria-label={t("language")}
      className={className}
      value={useLocale()}
      options={locales.map((locale) => ({ value: locale, label: localeNames[locale] }))}
      onChange={(event) => {
        if (isLocale(event.target.value)) chooseLocale(event.target.value);
      }}
    />
  );
}
