"use client";

import { useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Section } from "../section.tsx";
import type { SettingsDraft, SettingsFault } from "../settings-draft.ts";
import { ColourField } from "./colour-field.tsx";
import { GreetingFields } from "./greeting-fields.tsx";

/** How the shop looks to its customers: name, colour, first words. */
export function ShopSection({
  draft,
  onDraft,
  faults,
}: {
  draft: SettingsDraft;
  onDraft(change: Partial<SettingsDraft>): void;
  faults: ReadonlyMap<string, SettingsFault>;
}) {
  const t = useTranslations("settings.shop");
  const locale = useLocale();
  return (
    <Section id="shop" title={t("title")} text={t("text")}>
      <Field
        label={t("name")}
        isRequired
        error={faults.has("name") ? t("nameFault") : undefined}
        className="max-w-[400px]"
      >
        <Input value={draft.name} maxLength={120} onChange={(event) => onDraft({ name: event.target.value })} />
      </Field>
      <ColourField
        value={draft.accentColor}
        onChange={(accentColor) => onDraft({ accentColor })}
        shopName={draft.name}
        greeting={draft.greeting[locale] ?? Object.values(draft.greeting)[0] ?? ""}
      />
      <GreetingFields greeting={draft.greeting} onChange={(greeting) => onDraft({ greeting })} />
    </Section>
  );
}
