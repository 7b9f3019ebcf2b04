"use client";

import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import type { Compared } from "./told.ts";
import { useSpan, useStandingText } from "./use-words.ts";

/** Somebody of the table; `standing` says why they could not be asked, null when they could. */
export interface ComparedRow extends Compared {
  isChosen: boolean;
  standing?: string | null;
}

/** Who was compared, with the numbers they were compared by. */
export function ComparedTable({ rows, at, label }: { rows: readonly ComparedRow[]; at: number; label?: string }) {
  const t = useTranslations("decision");
  const span = useSpan();
  const standingText = useStandingText();
  const hasStanding = rows.some(({ standing }) => standing !== undefined);
  return (
    <table aria-label={label ?? t("person.label")} className="w-full table-fixed text-xs">
      <thead>
        <tr className="text-subtle">
          <th scope="col" className="py-0.5 text-start font-normal">
            {t("person.agent")}
          </th>
          <th scope="col" className="w-16 py-0.5 text-end font-normal">
            {t("person.load")}
          </th>
          <th scope="col" className="w-16 py-0.5 text-end font-normal">
            {t("person.idle")}
          </th>
          {hasStanding && (
            <th scope="col" className="w-32 py-0.5 ps-3 text-start font-normal">
              {t("person.standing")}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.agentId} className={cn("border-t border-border", row.isChosen && "font-medium text-foreground")}>
            <td className="truncate py-1">
              {row.name ?? t("somebody")}
              {row.isChosen && <span className="font-normal text-subtle"> · {t("person.chosen")}</span>}
            </td>
            <td className="py-1 text-end tabular-nums">
              {t("person.loadOf", { load: row.load, capacity: row.capacity })}
            </td>
            <td className="py-1 text-end tabular-nums">{row.idleSince === null ? "–" : span(at - row.idleSince)}</td>
            {hasStanding && (
              <td className="truncate py-1 ps-3 text-muted">{row.standing ? standingText(row.standing) : ""}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
