"use client";

import { useTranslations } from "next-intl";
import { rulesOfField, type RuleName } from "./rule-numbers.ts";

/** The numbers of the rules a field sets, as `server/routing/SPEC.md`, tests and explanations name them. No stop for the keyboard: there are many. */
export function RuleMark({ name }: { name: RuleName }) {
  const t = useTranslations("routing");
  const rules: readonly string[] = rulesOfField[name];
  if (rules.length === 0) return null;
  return (
    <span
      title={t("ruleMark", { rules: rules.join(", ") })}
      className="rounded-xs px-1 text-2xs font-normal whitespace-nowrap text-subtle tabular-nums inset-ring inset-ring-border"
    >
      {rules.join(" ")}
    </span>
  );
}
