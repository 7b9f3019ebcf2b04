"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { type DurationText, type DurationUnit, durationUnits } from "./duration.ts";

/** A length of time: a number and its unit, and what it does. */
export function DurationField(props: {
  label: string;
  hint: string;
  error?: string;
  value: DurationText;
  onChange(value: DurationText): void;
}) {
  const t = useTranslations("settings.intervals");
  const { value, onChange } = props;
  return (
    <div className="grid items-start gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_196px]">
      <Field
        label={props.label}
        hint={props.hint}
        error={props.error}
        className="contents! [&>label]:text-sm [&>label]:text-foreground [&>p]:col-start-1 [&>span]:sm:col-start-2 [&>span]:sm:row-span-3 [&>span]:sm:row-start-1"
      >
        <Amount label={props.label} unitLabel={t("unitOf", { label: props.label })} value={value} onChange={onChange} />
      </Field>
    </div>
  );
}

function Amount({
  label,
  unitLabel,
  value,
  onChange,
}: {
  label: string;
  unitLabel: string;
  value: DurationText;
  onChange(value: DurationText): void;
}) {
  const t = useTranslations("settings.intervals");
  return (
    <span className="flex gap-2" title={label}>
      <Input
        inputMode="decimal"
        value={value.value}
        onChange={(event) => onChange({ ...value, value: event.target.value })}
        className="w-20"
      />
      <UnitSelect
        label={unitLabel}
        unit={value.unit}
        onChange={(unit) => onChange({ ...value, unit })}
        options={durationUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
      />
    </span>
  );
}

/** Not the field's control: it has a name and an id of its own. */
function UnitSelect(props: {
  label: string;
  unit: DurationUnit;
  options: readonly { value: DurationUnit; label: string }[];
  onChange(unit: DurationUnit): void;
}) {
  return (
    <Select
      id={undefined}
      aria-describedby={undefined}
      aria-label={props.label}
      value={props.unit}
      onChange={(event) => {
        const unit = props.options.find(({ value }) => value === event.target.value);
        if (unit) props.onChange(unit.value);
      }}
      options={props.options}
      className="min-w-0 flex-1"
    />
  );
}
