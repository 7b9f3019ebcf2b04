"use client";

import { useState } from "react";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { locales } from "#components/i18n/locales.ts";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { Button } from "#components/ui/button.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

/** The chat's first words, in each language the shop speaks. */
export function GreetingFields({
  greeting,
  onChange,
}: {
  greeting: Record<string, string>;
  onChange(greeting: Record<string, string>): void;
}) {
  const t = useTranslations("settings.shop");
  // A language that was just added has no text yet and must not vanish for that.
  const [added, setAdded] = useState<string[]>([]);
  const shown = [...new Set([...locales, ...Object.keys(greeting), ...added])];
  const options = useLanguageOptions(shown);
  const nameOf = (code: string) => options.find(({ value }) => value === code)?.label ?? code;
  const remove = (code: string) => {
    const { [code]: _, ...rest } = greeting;
    setAdded(added.filter((each) => each !== code));
    onChange(rest);
  };
  return (
    <div className="flex flex-col gap-3">
      {shown.map((code) => (
        <div key={code} className="flex items-start gap-2">
          <Field label={t("greetingIn", { language: nameOf(code) })} className="flex-1">
            <Textarea
              lang={code}
              hasAutoHeight
              rows={2}
              maxLength={2000}
              value={greeting[code] ?? ""}
              onChange={(event) => onChange({ ...greeting, [code]: event.target.value })}
            />
          </Field>
          {!locales.some((locale) => locale === code) && (
            <IconButton
              label={t("removeGreeting", { language: nameOf(code) })}
              icon={<X aria-hidden className="icon" />}
              onClick={() => remove(code)}
              className="mt-[22px]"
            />
          )}
        </div>
      ))}
      <div className="flex items-center gap-3">
        <Menu
          trigger={
            <Button size="sm" icon={<Plus aria-hidden className="icon-sm" />}>
              {t("addGreeting")}
            </Button>
          }
          className="max-h-72"
        >
          {options
            .filter(({ value }) => !shown.includes(value))
            .map(({ value, label }) => (
              <MenuItem key={value} onSelect={() => setAdded([...added, value])}>
                {label}
              </MenuItem>
            ))}
        </Menu>
        <p className="text-xs text-subtle">{t("greetingHint")}</p>
      </div>
    </div>
  );
}
