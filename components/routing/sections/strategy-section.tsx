"use client";

import { strategySchema } from "#server/contract/routing-rules.ts";
import { useId } from "react";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { useRoutingForm } from "../fields/form-context.ts";
import { RuleMark } from "../fields/rule-mark.tsx";
import { DurationRule } from "../fields/rules.tsx";
import { Section } from "./section.tsx";

const strategies = strategySchema.options;

/** Who is asked first, each way with one sentence. */
export function StrategySection() {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  const name = useId();
  const chosen = form.valueAt("rules.strategy");
  const saved = strategies.find((each) => each === form.savedAt("rules.strategy")) ?? "balanced";
  return (
    <Section id="who" title={t("section.who")} text={t("sectionText.who")} end={<RuleMark name="strategy" />}>
      <fieldset className="flex flex-col overflow-hidden rounded-md border border-border-strong">
        <legend className="sr-only">{t("section.who")}</legend>
        {strategies.map((each) => (
          <label
            key={each}
            className={cn(
              "flex gap-3 border-t border-border px-3.5 py-2.5 first:border-0 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-ring",
              chosen === each ? "bg-accent-soft" : "hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              value={each}
              checked={chosen === each}
              onChange={() => form.setAt("rules.strategy", each)}
              className="mt-[3px] size-3.5 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0 text-sm">
              <span className="font-medium">{t(`strategy.${each}.label`)}</span>
              <span className="block text-muted">{t(`strategy.${each}.text`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen !== saved && (
        <button
          type="button"
          onClick={() => form.setAt("rules.strategy", saved)}
          className="-mt-3 inline-flex items-center gap-1 self-start rounded-xs text-xs text-warning-text hover:underline"
        >
          <Undo2 aria-hidden className="icon-xs" />
          {t("inForce", { value: t(`strategy.${saved}.label`) })}
        </button>
      )}
      {chosen === "last_agent" && (
        <>
          <DurationRule name="lastAgentMs" path="rules.lastAgentMs" />
          <DurationRule name="preferMs" path="rules.preferMs" />
        </>
      )}
    </Section>
  );
}
