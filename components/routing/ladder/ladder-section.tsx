"use client";

import { type LadderSettings, type LadderStepName, ladderSteps } from "#server/contract/routing-rules.ts";
import { BellRing, HandHelping, MessageSquareText, ShieldAlert, UserRoundX, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { useRoutingForm } from "../fields/form-context.ts";
import { NumberRule, OptionalDurationRule } from "../fields/rules.tsx";
import { Section } from "../sections/section.tsx";
import { LadderStrip } from "./ladder-strip.tsx";

const icons: Record<LadderStepName, LucideIcon> = {
  agentMs: BellRing,
  customerMs: MessageSquareText,
  supervisorMs: ShieldAlert,
  reofferMs: HandHelping,
  unresponsiveMs: UserRoundX,
};

/** The reminder ladder: what happens while a customer waits for a word, from the first second on. */
export function LadderSection({ defaults }: { defaults: LadderSettings }) {
  const t = useTranslations("routing");
  const form = useRoutingForm();
  return (
    <Section id="ladder" title={t("section.ladder")} text={t("sectionText.ladder")}>
      <LadderStrip
        steps={ladderSteps.map((name) => ({ name, icon: icons[name], at: form.valueAt(`rules.ladder.${name}`) }))}
      />
      <ol className="relative flex flex-col gap-5 before:absolute before:start-[13px] before:top-2 before:bottom-6 before:w-px before:bg-border-strong">
        {ladderSteps.map((name) => {
          const Icon = icons[name];
          const isOn = form.valueAt(`rules.ladder.${name}`) !== null;
          return (
            <li key={name} className="relative ps-10">
              <span
                className={cn(
                  "absolute start-0 top-0 grid size-7 place-items-center rounded-full bg-surface inset-ring",
                  isOn ? "text-accent-text inset-ring-accent-border" : "text-subtle inset-ring-border-strong",
                )}
              >
                <Icon aria-hidden className="icon-sm" />
              </span>
              <OptionalDurationRule
                name={name}
                path={`rules.ladder.${name}`}
                first={defaults[name] ?? 60_000}
                off={t("stepOff")}
              />
            </li>
          );
        })}
      </ol>
      <NumberRule name="maxHops" path="rules.ladder.maxHops" end={t("times")} />
    </Section>
  );
}
