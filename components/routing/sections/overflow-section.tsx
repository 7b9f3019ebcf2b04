"use client";

import type { TeamRulesSettings } from "#server/contract/routing-rules.ts";
import { useTranslations } from "next-intl";
import { Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useRoutingForm } from "../fields/form-context.ts";
import { RuleRow } from "../fields/rule-row.tsx";
import { OptionalDurationRule, SwitchRule } from "../fields/rules.tsx";
import { Section } from "./section.tsx";

const first: NonNullable<TeamRulesSettings["overflow"]> = {
  toTeamId: null,
  afterMs: null,
  whenFull: true,
  whenNobody: true,
  whenClosed: false,
};

/** Where work goes that this team cannot take. */
export function OverflowSection({ others }: { others: readonly { id: string; name: string }[] }) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  const isOn = form.valueAt("rules.overflow") !== null;
  const toTeamId = form.valueAt("rules.overflow.toTeamId");
  return (
    <Section id="overflow" title={t("section.overflow")} text={t("sectionText.overflow")}>
      <RuleRow
        name="overflow"
        path="rules.overflow"
        kind="switch"
        was={t(form.savedAt("rules.overflow") === null ? "off" : "asBefore")}
      >
        <Switch checked={isOn} onCheckedChange={(next) => form.setAt("rules.overflow", next ? first : null)} />
      </RuleRow>
      {isOn && (
        <>
          <RuleRow
            name="toTeamId"
            path="rules.overflow.toTeamId"
            kind="switch"
            was={nameOf(form.savedAt("rules.overflow.toTeamId"))}
          >
            <Select
              value={typeof toTeamId === "string" ? toTeamId : ""}
              onChange={(event) =>
                form.setAt("rules.overflow.toTeamId", event.target.value === "" ? null : event.target.value)
              }
              options={[
                ...others.map(({ id, name }) => ({ value: id, label: name })),
                { value: "", label: t("messageBox") },
              ]}
              className="w-full max-w-[232px]"
            />
          </RuleRow>
          <OptionalDurationRule name="afterMs" path="rules.overflow.afterMs" first={600_000} off={t("never")} />
          <SwitchRule name="whenFull" path="rules.overflow.whenFull" />
          <SwitchRule name="whenNobody" path="rules.overflow.whenNobody" />
          <SwitchRule name="whenClosed" path="rules.overflow.whenClosed" />
        </>
      )}
    </Section>
  );

  function nameOf(id: unknown): string {
    return others.find((each) => each.id === id)?.name ?? t("messageBox");
  }
}
