"use client";

import type { LadderStepName } from "#server/contract/routing-rules.ts";
import type { LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWords } from "../fields/use-words.ts";

/** The ladder on one line, true to time: a picture of the list under it, which is what screen readers get. */
export function LadderStrip(props: { steps: readonly { name: LadderStepName; icon: LucideIcon; at: unknown }[] }) {
  const t = useTranslations("routing");
  const { duration } = useWords();
  const steps = props.steps.flatMap(({ at, ...step }) =>
    typeof at === "number" && Number.isFinite(at) && at > 0 ? [{ ...step, at }] : [],
  );
  const longest = Math.max(0, ...steps.map(({ at }) => at));
  if (longest === 0) return <p className="text-sm text-warning-text">{t("ladderOff")}</p>;
  return (
    <div aria-hidden className="relative mx-1 mt-1 h-16 max-sm:hidden">
      <span className="absolute inset-x-0 top-3.5 h-0.5 rounded-full bg-border-strong" />
      <span className="absolute start-0 top-2 size-3.5 -translate-x-1/2 rounded-full bg-bubble-in inset-ring-2 inset-ring-border-strong rtl:translate-x-1/2" />
      <span className="absolute start-0 top-12 -translate-x-1 text-2xs text-subtle">{t("ladderStart")}</span>
      {steps.map(({ name, icon: Icon, at }) => (
        <span
          key={name}
          style={{ insetInlineStart: `${(at / longest) * 92}%` }}
          className="absolute top-0.5 flex -translate-x-1/2 flex-col items-center gap-1 rtl:translate-x-1/2"
        >
          <span className="grid size-6 place-items-center rounded-full bg-surface text-accent-text inset-ring inset-ring-accent-border">
            <Icon className="icon-xs" />
          </span>
          <span className="text-2xs whitespace-nowrap text-muted tabular-nums">{duration(at)}</span>
        </span>
      ))}
    </div>
  );
}
