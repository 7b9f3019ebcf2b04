"use client";

import type { LearnedBaseView } from "#server/contract/feedback-commands.ts";
import { useTranslations } from "next-intl";
import { formatDegree } from "#components/ui/degree.tsx";
import { signed } from "./threshold-reason.ts";

/** What feedback made of the base, for the whole team and by category. */
export function LearnedBases({ bases, site }: { bases: readonly LearnedBaseView[]; site: { single: number } }) {
  const t = useTranslations("dashboard.thresholds.drawer");
  const sorted = bases.toSorted(
    (a, b) => Number(a.category !== null) - Number(b.category !== null) || b.count - a.count,
  );
  return (
    <section aria-label={t("bases")}>
      <h3 className="text-base font-medium">{t("bases")}</h3>
      <p className="mt-0.5 mb-1.5 text-xs text-muted">{t("basesNote")}</p>
      {sorted.length === 0 ? (
        <p className="text-sm text-muted">{t("noBases", { base: formatDegree(site.single) })}</p>
      ) : (
        <ul>
          {sorted.map(({ category, single, count }) => (
            <li
              key={category ?? ""}
              className="grid grid-cols-[minmax(0,1fr)_auto_56px_56px] items-center gap-3 border-t border-border py-1.5 text-sm"
            >
              <span className="truncate">{category ?? t("wholeTeam")}</span>
              <span className="text-xs text-muted">{t("heard", { count })}</span>
              <span className="text-end text-muted">{signed(single - site.single)}</span>
              <span className="text-end font-semibold">{formatDegree(single)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
