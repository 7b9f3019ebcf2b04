"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Fault } from "../draft/routing-draft.ts";
import { durationText } from "./duration.ts";

/** How a field's value is written: a length of time, a plain number, or yes and no. */
export type ValueKind = "duration" | "number" | "switch";

/** Values and faults of fields in words. */
export function useWords() {
  const t = useTranslations("routing");
  const format = useFormatter();
  const duration = (ms: number): string => {
    const { value, unit } = durationText(ms);
    return t(`span.${unit}`, { count: Number(value) });
  };
  const value = (kind: ValueKind, given: unknown): string => {
    if (typeof given === "boolean") return t(given ? "on" : "off");
    if (typeof given !== "number") return t("off");
    return kind === "duration" ? duration(given) : format.number(given);
  };
  const fault = (kind: ValueKind, { code, bound }: Fault): string => {
    if (bound !== null && code === "too_small") return t("fault.too_small", { least: value(kind, bound) });
    if (bound !== null && code === "too_big") return t("fault.too_big", { most: value(kind, bound) });
    return t.has(`fault.${code}` as "fault.not_number") ? t(`fault.${code}` as "fault.not_number") : t("fault.wrong");
  };
  return { t, duration, value, fault };
}
