"use client";

import type { LibraryEntryView } from "#server/contract/library-views.ts";
import { useState } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";

import { lastDays } from "./last-days.ts";

const DAYS = 30;

/** What customers made of it: the counts, and how often it was asked on each of the last 30 days. */
export function EntryHealth({ health }: { health: LibraryEntryView["health"] }) {
  const t = useTranslations("answers.editor.health");
  const format = useFormatter();
  const [now] = useState(Date.now);
  const facts = [
    { key: "asked", count: health.asked },
    { key: "helpful", count: health.helpful },
    { key: "notHelpful", count: health.notHelpful },
    { key: "ledToPerson", count: health.ledToPerson },
  ] as const;
  return (
    <section aria-label={t("label")} className="flex flex-wrap items-end gap-x-6 gap-y-3 border-t border-border pt-3">
      <dl className="flex flex-wrap gap-x-6 gap-y-2 text-xs text-muted">
        {facts.map(({ key, count }) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd className="text-lg font-semibold text-foreground">{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      <div className="min-w-40 flex-1">
        <p className="flex items-center gap-2 text-xs text-muted">
          {t("days", { days: DAYS })}
          <Badge tone={health.health === "care" ? "danger" : health.health === "fine" ? "success" : "neutral"}>
            {t(`state.${health.health}`)}
          </Badge>
        </p>
        <Sparkline
          points={lastDays(health.days, DAYS, now)}
          height={32}
          tone={health.health === "care" ? "danger" : "neutral"}
          label={t("daysLabel", { days: DAYS })}
          className="mt-1"
        />
      </div>
    </section>
  );
}
