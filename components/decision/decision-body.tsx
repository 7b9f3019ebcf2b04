"use client";

import { useTranslations } from "next-intl";
import { ComparedTable } from "./compared-table.tsx";
import { numberWords, stepName } from "./number-words.ts";
import type { Told } from "./told.ts";
import { useCodeText, useNumberText, useRuleText } from "./use-words.ts";

/** One decision in words: the rule, the numbers used, who would have been next, how many could not be asked and why (C6). */
export function DecisionBody({ told, hasRule = true }: { told: Told; hasRule?: boolean }) {
  const t = useTranslations("decision");
  const ruleText = useRuleText();
  const numberText = useNumberText();
  const codeText = useCodeText();
  const numbers = numberWords(told);
  const step = told.why === "customer_owed" ? stepName(told.numbers.step ?? 0) : null;
  const compared = told.chosen && told.next.length > 0 ? [told.chosen, ...told.next] : told.next;
  return (
    <div className="flex flex-col gap-1.5 text-xs text-muted">
      {hasRule && (
        <p className="text-sm leading-5 text-foreground">
          {ruleText(told.why)} {step && t(`step.${step}`)}
        </p>
      )}
      {numbers.length > 0 && (
        <p>
          <span className="sr-only">{t("number.label")}: </span>
          {numbers.map(numberText).join(" · ")}
        </p>
      )}
      {compared.length > 0 && (
        <ComparedTable
          at={told.at}
          rows={compared.map((person) => ({ ...person, isChosen: person.agentId === told.chosen?.agentId }))}
        />
      )}
      {told.counts.length > 0 && (
        <p>
          {t("counts")}: {told.counts.map(codeText).join(t("comma"))}
        </p>
      )}
    </div>
  );
}
