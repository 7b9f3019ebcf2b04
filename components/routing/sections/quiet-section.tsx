"use client";

import type { ShopIntervals } from "#server/contract/routing-rules.ts";
import { useTranslations } from "next-intl";
import { Switch } from "#components/ui/switch.tsx";
import { useRoutingForm } from "../fields/form-context.ts";
import { RuleRow } from "../fields/rule-row.tsx";
import { OptionalDurationRule } from "../fields/rules.tsx";
import { useWords } from "../fields/use-words.ts";
import { Section } from "./section.tsx";

/** The quiet customer of a team: the shop's lengths, or its own. */
export function QuietSection({ shop }: { shop: Pick<ShopIntervals, "quietWarnMs" | "quietCloseMs"> }) {
  const t = useTranslations("routing");
  const { value } = useWords();
  const form = useRoutingForm();
  const isOwn = form.valueAt("rules.quiet") !== null;
  return (
    <Section id="quiet" title={t("section.quiet")} text={t("sectionText.quiet")}>
      <RuleRow
        name="quiet"
        path="rules.quiet"
        kind="switch"
        was={t(form.savedAt("rules.quiet") === null ? "off" : "asBefore")}
        hint={t("quietShop", {
          warn: value("duration", shop.quietWarnMs),
          close: value("duration", shop.quietCloseMs),
        })}
      >
        <Switch
          checked={isOwn}
          onCheckedChange={(next) =>
            form.setAt("rules.quiet", next ? { warnMs: shop.quietWarnMs, closeMs: shop.quietCloseMs } : null)
          }
        />
      </RuleRow>
      {isOwn && (
        <>
          <OptionalDurationRule name="warnMs" path="rules.quiet.warnMs" first={180_000} off={t("never")} />
          <OptionalDurationRule name="closeMs" path="rules.quiet.closeMs" first={300_000} off={t("never")} />
        </>
      )}
    </Section>
  );
}
