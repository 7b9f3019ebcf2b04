"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { locales, localeNames } from "#components/i18n/locales.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { FieldFault } from "../field-fault.tsx";
import { Section } from "../section.tsx";
import { newReasonCode, type ReasonDraft, type SettingsFault } from "../settings-draft.ts";

/** Why an agent is busy: what they choose from, in each language of the product. */
export function ReasonsSection({
  reasons,
  onChange,
  faults,
}: {
  reasons: readonly ReasonDraft[];
  onChange(reasons: ReasonDraft[]): void;
  faults: ReadonlyMap<string, SettingsFault>;
}) {
  const t = useTranslations("settings.reasons");
  const move = (from: number, to: number) => {
    const next = [...reasons];
    const [taken] = next.splice(from, 1);
    if (taken) next.splice(to, 0, taken);
    onChange(next);
  };
  return (
    <Section id="reasons" title={t("title")} text={t("text")}>
      {reasons.length > 0 && (
        <ul className="flex max-w-[640px] flex-col gap-2">
          {reasons.map((reason, index) => {
            const name = Object.values(reason.label)[0] ?? t("reason", { number: index + 1 });
            const hasFault = faults.has(`busyReasons.${index}`);
            return (
              <li key={reason.code}>
                <div className="flex items-center gap-2">
                  <div className="grid flex-1 grid-cols-2 gap-2">
                    {locales.map((locale) => (
                      <Input
                        key={locale}
                        lang={locale}
                        aria-label={t("in", { number: index + 1, language: localeNames[locale] })}
                        aria-invalid={hasFault || undefined}
                        placeholder={localeNames[locale]}
                        maxLength={60}
                        value={reason.label[locale] ?? ""}
                        onChange={(event) =>
                          onChange(
                            reasons.map((each) =>
                              each === reason
                                ? { ...each, label: { ...each.label, [locale]: event.target.value } }
                                : each,
                            ),
                          )
                        }
                      />
                    ))}
                  </div>
                  <span className="flex">
                    <IconButton
                      size="sm"
                      label={t("up", { name })}
                      icon={<ArrowUp aria-hidden className="icon-sm" />}
                      disabled={index === 0}
                      onClick={() => move(index, index - 1)}
                      className="max-sm:hidden!"
                    />
                    <IconButton
                      size="sm"
                      label={t("down", { name })}
                      icon={<ArrowDown aria-hidden className="icon-sm" />}
                      disabled={index === reasons.length - 1}
                      onClick={() => move(index, index + 1)}
                      className="max-sm:hidden!"
                    />
                    <IconButton
                      size="sm"
                      label={t("remove", { name })}
                      icon={<X aria-hidden className="icon-sm" />}
                      onClick={() => onChange(reasons.filter((each) => each !== reason))}
                    />
                  </span>
                </div>
                {hasFault && <FieldFault text={t("fault")} />}
              </li>
            );
          })}
        </ul>
      )}
      {reasons.length === 0 && <p className="text-sm text-muted">{t("none")}</p>}
      <Button
        size="sm"
        icon={<Plus aria-hidden className="icon-sm" />}
        aria-disabled={reasons.length >= 30 || undefined}
        onClick={() => onChange([...reasons, { code: newReasonCode(reasons), label: {} }])}
        className="self-start"
      >
        {t("add")}
      </Button>
    </Section>
  );
}
