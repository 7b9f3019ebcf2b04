"use client";

import { useTranslations } from "next-intl";
import { Degree, formatDegree } from "#components/ui/degree.tsx";
import { ContextSection } from "./context-section.tsx";
import type { Match } from "./matches.ts";

/** How well the library matched each question, and the mean that decides beside them (B3). */
export function MatchesSection({ matches, mean }: { matches: readonly Match[]; mean: number | null }) {
  const t = useTranslations("workbench.matches");
  if (matches.length === 0) return null;
  return (
    <ContextSection title={t("title")} aside={mean === null ? undefined : t("mean", { degree: formatDegree(mean) })}>
      <ul>
        {matches.map((match) => (
          <li key={match.itemId} className="grid grid-cols-[76px_minmax(0,1fr)] gap-2 leading-6 text-muted">
            <Degree value={match.degree} threshold={match.threshold ?? undefined} />
            <span className="truncate" title={match.title ?? undefined}>
              {match.title ?? t("none")}
            </span>
          </li>
        ))}
      </ul>
    </ContextSection>
  );
}
