"use client";

import { useTranslations } from "next-intl";
import { OptionalDurationRule, OptionalNumberRule } from "../fields/rules.tsx";
import { Section } from "./section.tsx";

/** How much of this team somebody may hold, and the seat kept after a close. */
export function LoadSection({ shopWeight }: { shopWeight: number }) {
  const t = useTranslations("routing");
  return (
    <Section id="load" title={t("section.load")} text={t("sectionText.load")}>
      <OptionalNumberRule
        name="chatWeight"
        path="rules.chatWeight"
        first={shopWeight}
        off={t("asShop", { value: shopWeight })}
      />
      <OptionalNumberRule name="memberCapacity" path="rules.memberCapacity" first={3} off={t("ownLimit")} />
      <OptionalDurationRule name="wrapUpMs" path="rules.wrapUpMs" first={60_000} off={t("off")} />
    </Section>
  );
}
