"use client";

import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { formatDegree } from "#components/ui/degree.tsx";
import { useSpanText } from "../use-span-text.ts";
import type { Reason } from "./decision-words.ts";

const strong = (chunks: ReactNode) => <b className="font-medium text-foreground">{chunks}</b>;

/** A reason as a sentence, its weight in bold. */
export function useReasonText(): (reason: Reason) => ReactNode {
  const t = useTranslations("workbench.why");
  const span = useSpanText();
  return (reason) => {
    switch (reason.id) {
      case "team":
        return t.rich("team", { b: strong, team: reason.team });
      case "lightest":
        return t.rich("lightest", { b: strong, load: reason.load, capacity: reason.capacity });
      case "lightestThan":
        return t.rich("lightestThan", { b: strong, ...reason });
      case "idleLonger":
        return t.rich("idleLonger", {
          b: strong,
          ...reason,
          idle: span(reason.idle),
          otherIdle: span(reason.otherIdle),
        });
      case "giver":
        return t.rich("giver", { b: strong, from: reason.from });
      case "degree":
        return t.rich("degree", { b: strong, degree: formatDegree(reason.degree) });
      case "credit":
        return t.rich("credit", { b: strong, degree: formatDegree(reason.degree), credit: span(reason.credit) });
      case "skipped":
        return t("skipped", {
          list: reason.counts.map(({ why, count }) => t(`skippedBy.${why}`, { count })).join(t("comma")),
        });
      case "next":
      case "preferred":
      case "supervisor":
      case "override":
      case "automatic":
      case "fewest":
      case "roundRobin":
      case "random":
      case "taken":
      case "unanswered":
      case "leaving":
        return t.rich(reason.id, { b: strong });
    }
  };
}
