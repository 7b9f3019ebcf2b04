"use client";

import { useTranslations } from "next-intl";
import { useRoutingForm } from "../fields/form-context.ts";
import { DurationRule, OptionalNumberRule, SwitchRule } from "../fields/rules.tsx";
import { Section } from "./section.tsx";

/** How a chat comes to an agent: asked, or given. */
export function OfferSection() {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  return (
    <Section id="offers" title={t("section.offers")} text={t("sectionText.offers")}>
      <SwitchRule name="isAutoAccept" path="rules.isAutoAccept" />
      {form.valueAt("rules.isAutoAccept") !== true && (
        <>
          <DurationRule name="offerMs" path="rules.offerMs" />
          <OptionalNumberRule name="lapsesAllowed" path="rules.lapsesAllowed" first={2} off={t("never")} />
        </>
      )}
    </Section>
  );
}
