"use client";

import { useTranslations } from "next-intl";
import { DurationRule, OptionalDurationRule, OptionalNumberRule } from "../fields/rules.tsx";
import { Section } from "./section.tsx";

/** The line itself: how long it may grow, whose place is better, who has waited too long. */
export function LineSection() {
  const t = useTranslations("routing");
  return (
    <Section id="line" title={t("section.line")} text={t("sectionText.line")}>
      <OptionalNumberRule name="maxWaiting" path="rules.maxWaiting" first={20} off={t("noLimit")} end={t("people")} />
      <DurationRule name="vipCreditMs" path="rules.vipCreditMs" />
      <OptionalDurationRule name="longWaitMs" path="rules.longWaitMs" first={300_000} off={t("never")} />
    </Section>
  );
}
