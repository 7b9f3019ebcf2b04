"use client";

import type { Tried } from "#server/contract/library-views.ts";
import { useState } from "react";
import { ChevronDown, PenLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { formatDegree } from "#components/ui/degree.tsx";
import { WhyThis } from "./why-this.tsx";

/** The nearest entries with their degrees; the tick is the threshold below which a person is offered. Each opens to say why. */
export function Candidates({ result, onOpen }: { result: Tried; onOpen(answerId: string): void }) {
  const t = useTranslations("answers.try");
  const [openId, setOpenId] = useState<string | null>(null);
  if (result.candidates.length === 0) return <p className="text-sm text-muted">{t("noCandidates")}</p>;
  return (
    <>
      <ul className="overflow-hidden rounded-md bg-surface inset-ring inset-ring-border">
        {result.candidates.map((candidate, index) => {
          const isLow = candidate.degree < result.single;
          const isOpen = openId === candidate.answerId;
          return (
            <li key={candidate.answerId} className="border-b border-border last:border-0">
              <button
                type="button"
                aria-expanded={isOpen}
                onClick={() => setOpenId(isOpen ? null : candidate.answerId)}
                className="grid w-full grid-cols-[minmax(0,1fr)_auto_12px] items-center gap-x-2 gap-y-0.5 px-3 pt-[9px] pb-2.5 text-start -outline-offset-2 hover:bg-hover"
              >
                <span
                  lang={candidate.language}
                  title={candidate.title}
                  className={cn("truncate", index === 0 ? "font-medium" : "text-muted")}
                >
                  {candidate.title}
                </span>
                <span className={index === 0 ? "font-semibold" : "text-muted"}>
                  <span className="sr-only">{t("degree")} </span>
                  {formatDegree(candidate.degree)}
                </span>
                <ChevronDown
                  aria-hidden
                  className={cn("icon-xs text-subtle transition-transform", isOpen && "rotate-180")}
                />
                <Bar degree={candidate.degree} tick={result.single} isLow={isLow} />
              </button>
              {isOpen && (
                <div className="flex flex-col gap-3 border-t border-border bg-panel px-3 py-2.5">
                  <WhyThis
                    features={candidate.features}
                    evidence={candidate.evidence}
                    isExact={index === 0 && result.isExact}
                  />
                  <Button
                    size="sm"
                    icon={<PenLine aria-hidden className="icon-sm" />}
                    onClick={() => onOpen(candidate.answerId)}
                    className="self-start"
                  >
                    {t("openEntry")}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <p className="mt-1.5 flex flex-wrap gap-x-3.5 text-xs text-subtle">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="h-2.5 w-0.5 rounded-[1px] bg-foreground" />
          {t("single", { degree: formatDegree(result.single) })}
        </span>
        {result.published ? (
          <span>{t("publishedGave", { degree: formatDegree(result.published.degree) })}</span>
        ) : (
          <span>{t("mean", { degree: formatDegree(result.mean) })}</span>
        )}
      </p>
    </>
  );
}

function Bar({ degree, tick, isLow }: { degree: number; tick: number; isLow: boolean }) {
  const percent = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`;
  return (
    <span aria-hidden className="relative col-span-full mt-0.5 block h-1.5 rounded-full bg-degree-track">
      <span
        className={cn("block h-full rounded-full", isLow ? "bg-field" : "bg-degree")}
        style={{ width: percent(degree) }}
      />
      <span
        className="absolute -inset-y-[3px] -ms-px w-0.5 rounded-[1px] bg-foreground"
        style={{ insetInlineStart: percent(tick) }}
      />
    </span>
  );
}
