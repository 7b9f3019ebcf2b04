"use client";

import { useState } from "react";
import { useTranslations } from "next-intl";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { durationMs, durationText, type DurationUnit, durationUnits } from "./duration.ts";

/** A length of time: a number and its unit. What is no number is told as NaN; the text stays as it is typed. */
export function DurationInput(props: {
  label: string;
  value: number;
  onChange(ms: number): void;
  /** Beside the switch that carries the field's id. */
  isBeside?: boolean;
}) {
  const t = useTranslations("routing");
  const [text, setText] = useState(() =>
    Number.isNaN(props.value) ? { value: "", unit: "seconds" as DurationUnit } : durationText(props.value),
  );
  const meant = durationMs(text) ?? Number.NaN;
  // Taken back, saved or set from elsewhere: what is written follows.
  const shown = Object.is(meant, props.value) || Number.isNaN(props.value) ? text : durationText(props.value);
  const change = (next: typeof text) => {
    setText(next);
    props.onChange(durationMs(next) ?? Number.NaN);
  };
  return (
    <span className="flex w-full max-w-[232px] gap-2">
      <Input
        {...(props.isBeside ? { id: undefined } : {})}
        inputMode="decimal"
        aria-label={props.label}
        value={shown.value}
        onChange={(event) => change({ ...shown, value: event.target.value })}
        className="w-16"
      />
      <Select
        id={undefined}
        aria-describedby={undefined}
        aria-label={t("unitOf", { label: props.label })}
        value={shown.unit}
        onChange={(event) => {
          const unit = durationUnits.find((each): each is DurationUnit => each === event.target.value);
          if (unit) change({ ...shown, unit });
        }}
        options={durationUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        className="min-w-0 flex-1"
      />
    </span>
  );
}
