"use client";

import { useTranslations } from "next-intl";
import { Section } from "../section.tsx";
import {
  boundsOf,
  type IntervalName,
  intervalNames,
  type SettingsDraft,
  type SettingsFault,
} from "../settings-draft.ts";
import { durationText } from "./duration.ts";
import { DurationField } from "./duration-field.tsx";

/** How long the shop waits for what, each with what it does. */
export function IntervalsSection(props: {
  intervals: SettingsDraft["intervals"];
  onChange(intervals: SettingsDraft["intervals"]): void;
  faults: ReadonlyMap<string, SettingsFault>;
}) {
  const t = useTranslations("settings.intervals");
  const words = (ms: number) => {
    const { value, unit } = durationText(ms);
    return t("span", { value, unit: t(`unit.${unit}`) });
  };
  const faultOf = (name: IntervalName) => {
    const fault = props.faults.get(`intervals.${name}`);
    if (fault === undefined || fault === "name" || fault === "reason") return undefined;
    const { least, most } = boundsOf(name);
    return t(`fault.${fault}`, { least: words(least), most: words(most) });
  };
  return (
    <Section id="intervals" title={t("title")} text={t("text")}>
      {intervalNames.map((name) => (
        <DurationField
          key={name}
          label={t(`${name}.label`)}
          hint={t(`${name}.hint`)}
          error={faultOf(name)}
          value={props.intervals[name]}
          onChange={(value) => props.onChange({ ...props.intervals, [name]: value })}
        />
      ))}
    </Section>
  );
}
