"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { chooseLocale } from "#components/i18n/choose-locale.ts";
import { isLocale, localeNames, locales } from "#components/i18n/locales.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { Field } from "#components/ui/field.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { Select } from "#components/ui/select.tsx";
import { useIsAwake } from "./use-is-awake.ts";

const icon = { light: Sun, dark: Moon, system: Monitor };

/** Language (kept with the account, so the next device begins with it) and theme (of this device). */
export function LookSection() {
  const t = useTranslations("sign-in.account");
  const common = useTranslations("common");
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const isAwake = useIsAwake();
  const setLanguage = useAgentCommand("account:set-language");

  async function choose(value: string) {
    if (!isLocale(value)) return;
    // This device changes even when the account could not be told.
    await setLanguage.mutateAsync({ language: value }).catch(() => undefined);
    chooseLocale(value);
  }

  const labels = { light: common("themeLight"), dark: common("themeDark"), system: common("themeSystem") };
  return (
    <div className="flex flex-col gap-4">
      <Field label={t("language")} className="max-w-60">
        <Select
          value={locale}
          disabled={setLanguage.isPending}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          onChange={(event) => void choose(event.target.value)}
        />
      </Field>
      <div className="flex flex-col gap-1.5">
        <span className="text-xs font-medium text-muted">{t("theme")}</span>
        <Segments
          label={t("theme")}
          value={isAwake ? (theme ?? "system") : "system"}
          onChange={setTheme}
          options={(["light", "dark", "system"] as const).map((value) => {
            const Icon = icon[value];
            return { value, label: labels[value], icon: <Icon aria-hidden className="icon-sm" /> };
          })}
        />
      </div>
    </div>
  );
}
