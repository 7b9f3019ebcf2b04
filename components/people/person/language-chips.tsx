"use client";

import { useTranslations } from "next-intl";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Select } from "#components/ui/select.tsx";
import { ChipRow, HeldChip } from "./chips.tsx";

/** Languages somebody serves; none means any. */
export function LanguageChips({ value, onChange }: { value: readonly string[]; onChange(languages: string[]): void }) {
  const t = useTranslations("people");
  const options = useLanguageOptions(value);
  const nameOf = (code: string) => options.find((each) => each.value === code)?.label ?? code;
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 text-xs font-medium text-muted">{t("languages")}</legend>
      {value.length > 0 && (
        <ChipRow>
          {value.map((code) => (
            <HeldChip
              key={code}
              removeLabel={t("removeAbility", { name: nameOf(code) })}
              onRemove={() => onChange(value.filter((each) => each !== code))}
            >
              {nameOf(code)}
            </HeldChip>
          ))}
        </ChipRow>
      )}
      <Select
        aria-label={t("addLanguage")}
        value=""
        onChange={(event) => event.target.value !== "" && onChange([...value, event.target.value])}
        options={[{ value: "", label: t("addLanguage") }, ...options.filter((each) => !value.includes(each.value))]}
        className="w-52"
      />
      <p className="text-xs text-subtle">{t("languagesHint")}</p>
    </fieldset>
  );
}
