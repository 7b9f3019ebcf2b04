"use client";

import { useCallback } from "react";
import { useTranslations } from "next-intl";
import { formatDegree } from "#components/ui/degree.tsx";
import type { NumberWord } from "./number-words.ts";

const units = [
  { unit: "days", ms: 86_400_000 },
  { unit: "hours", ms: 3_600_000 },
  { unit: "minutes", ms: 60_000 },
] as const;

/** A duration in one unit, rounded down: "6 min". */
export function useSpan(): (ms: number) => string {
  const t = useTranslations("decision.span");
  return useCallback(
    (ms) => {
      const found = units.find((unit) => ms >= unit.ms);
      return found
        ? t(found.unit, { count: Math.floor(ms / found.ms) })
        : t("seconds", { count: Math.max(0, Math.floor(ms / 1000)) });
    },
    [t],
  );
}

/** One number of a decision in words. */
export function useNumberText(): (word: NumberWord) => string {
  const t = useTranslations("decision.number");
  const span = useSpan();
  return (word) => {
    switch (word.id) {
      case "waited":
      case "credit":
      case "limit":
        return t(word.id, { span: span(word.ms) });
      case "position":
        return t("position", { position: word.position });
      case "degree":
        return t("degree", { degree: formatDegree(word.degree) });
      case "hop":
        return t("hop", { count: word.count });
    }
  };
}

/** Rules with words of their own. */
const rules = [
  "next_in_service",
  "fewest_served",
  "round_robin",
  "random",
  "last_agent",
  "preferred",
  "taken",
  "named_by_giver",
  "accepted",
  "auto_accept",
  "supervisor",
  "supervisor_override",
  "unanswered",
  "leaving",
  "needs",
  "absent_customer",
  "resting",
  "waits_for_preferred",
  "agent_lost",
  "agent_leaving",
  "transferred",
  "requeued",
  "moved",
  "overflow_after",
  "overflow_full",
  "overflow_nobody",
  "overflow_closed",
  "away_too_long",
  "left_the_line",
  "customer_owed",
  "nobody",
  "hops_spent",
] as const;

/** The rule in a sentence; one this screen does not know by its name. */
export function useRuleText(): (why: string) => string {
  const t = useTranslations("decision.why");
  return (why) => {
    const rule = rules.find((known) => known === why);
    return rule ? t(rule) : t("other", { rule: why });
  };
}

const codes = [
  "disabled",
  "offline",
  "busy",
  "not_responding",
  "leaving",
  "absent",
  "full",
  "declined",
  "needs",
] as const;

/** How many could not be asked for one reason: "2 busy". */
export function useCodeText(): (counted: { code: string; count: number }) => string {
  const t = useTranslations("decision.code");
  return ({ code, count }) => t(codes.find((known) => known === code) ?? "other", { count });
}

/** Why one member could not be asked, or that they could. */
export function useStandingText(): (code: string) => string {
  const t = useTranslations("decision.standing");
  return (code) => {
    const known = [...codes, "ready" as const].find((each) => each === code);
    return known ? t(known) : code;
  };
}
