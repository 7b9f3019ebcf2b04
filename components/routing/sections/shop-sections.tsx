"use client";

import { useTranslations } from "next-intl";
import { DurationRule, NumberRule, OptionalDurationRule } from "../fields/rules.tsx";
import { Section } from "./section.tsx";

/** What holds for every team. */
export function ShopSections() {
  const t = useTranslations("routing");
  return (
    <>
      <Section id="fairness" title={t("section.fairness")} text={t("sectionText.fairness")}>
        <DurationRule name="creditBoundMs" path="intervals.creditBoundMs" />
        <DurationRule name="roundRestMs" path="intervals.roundRestMs" />
      </Section>
      <Section id="weights" title={t("section.weights")} text={t("sectionText.weights")}>
        <NumberRule name="weightChat" path="weights.chat" end={t("seats")} />
        <NumberRule name="weightRequest" path="weights.request" end={t("seats")} />
        <NumberRule name="weightConsult" path="weights.consult" end={t("seats")} />
      </Section>
      <Section id="graces" title={t("section.graces")} text={t("sectionText.graces")}>
        <DurationRule name="graceCustomerMs" path="intervals.graceCustomerMs" />
        <DurationRule name="placeKeptMs" path="intervals.placeKeptMs" />
        <DurationRule name="graceAgentMs" path="intervals.graceAgentMs" />
        <DurationRule name="connectMs" path="intervals.connectMs" />
        <OptionalDurationRule name="awayAfterMs" path="intervals.awayAfterMs" first={900_000} off={t("never")} />
      </Section>
      <Section id="quiet" title={t("section.quiet")} text={t("sectionText.quiet")}>
        <OptionalDurationRule name="quietWarnMs" path="intervals.quietWarnMs" first={180_000} off={t("never")} />
        <OptionalDurationRule name="quietCloseMs" path="intervals.quietCloseMs" first={300_000} off={t("never")} />
      </Section>
      <Section id="colours" title={t("section.colours")}>
        <DurationRule name="owedLimitMs" path="intervals.owedLimitMs" />
      </Section>
    </>
  );
}
