"use client";

import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { Switch } from "#components/ui/switch.tsx";
import { DurationInput } from "./duration-input.tsx";
import { useRoutingForm } from "./form-context.ts";
import { NumberInput } from "./number-input.tsx";
import type { RuleName } from "./rule-numbers.ts";
import { RuleRow } from "./rule-row.tsx";

interface Props {
  name: RuleName;
  path: string;
}
interface OptionalProps extends Props {
  /** What switching it on begins with. */
  first: number;
  /** What it means while it is off. */
  off: string;
}

const numberOf = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);

/** A length of time that is always there. */
export function DurationRule({ name, path }: Props) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  return (
    <RuleRow name={name} path={path} kind="duration">
      <DurationInput
        label={t(`field.${name}.label`)}
        value={numberOf(form.valueAt(path))}
        onChange={(ms) => form.setAt(path, ms)}
      />
    </RuleRow>
  );
}

/** A length of time that may be switched off. */
export function OptionalDurationRule({ name, path, first, off }: OptionalProps) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  const value = form.valueAt(path);
  const label = t(`field.${name}.label`);
  return (
    <RuleRow name={name} path={path} kind="duration" was={form.savedAt(path) === null ? off : undefined}>
      <OnOff
        label={label}
        isOn={typeof value === "number"}
        onChange={(isOn) => form.setAt(path, isOn ? first : null)}
        off={off}
      >
        {typeof value === "number" && (
          <DurationInput isBeside label={label} value={value} onChange={(ms) => form.setAt(path, ms)} />
        )}
      </OnOff>
    </RuleRow>
  );
}

/** A number that is always there; `end` is its unit. */
export function NumberRule({ name, path, end }: Props & { end?: string }) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  return (
    <RuleRow name={name} path={path} kind="number">
      <NumberInput
        label={t(`field.${name}.label`)}
        value={numberOf(form.valueAt(path))}
        onChange={(value) => form.setAt(path, value)}
        end={end}
      />
    </RuleRow>
  );
}

/** A number that may be switched off. */
export function OptionalNumberRule({ name, path, first, off, end }: OptionalProps & { end?: string }) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  const value = form.valueAt(path);
  const label = t(`field.${name}.label`);
  return (
    <RuleRow name={name} path={path} kind="number" was={form.savedAt(path) === null ? off : undefined}>
      <OnOff
        label={label}
        isOn={typeof value === "number"}
        onChange={(isOn) => form.setAt(path, isOn ? first : null)}
        off={off}
      >
        {typeof value === "number" && (
          <NumberInput isBeside label={label} value={value} onChange={(next) => form.setAt(path, next)} end={end} />
        )}
      </OnOff>
    </RuleRow>
  );
}

/** On or off. */
export function SwitchRule({ name, path }: Props) {
  const form = useRoutingForm();
  return (
    <RuleRow name={name} path={path} kind="switch">
      <Switch checked={form.valueAt(path) === true} onCheckedChange={(isOn) => form.setAt(path, isOn)} />
    </RuleRow>
  );
}

/** The switch before an optional value: the value while it is on, what off means while it is not. */
function OnOff(props: {
  label: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
  off: string;
  children: ReactNode;
}) {
  const t = useTranslations("routing");
  return (
    <span className="flex min-h-8 w-full items-center gap-2 text-sm text-muted">
      <Switch checked={props.isOn} onCheckedChange={props.onChange} label={t("switch", { label: props.label })} />
      {props.isOn ? props.children : props.off}
    </span>
  );
}
