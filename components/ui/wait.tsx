"use client";

import { AlarmClock, Clock, ClockAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "./class-names.ts";
import { formatClock } from "./format-clock.ts";
import { useNow } from "./use-now.ts";

type Heat = "cool" | "warm" | "hot";
const looks = {
  cool: { Icon: Clock, className: "text-subtle", words: "waited" },
  warm: { Icon: ClockAlert, className: "font-medium text-warning-text", words: "waitedWarm" },
  hot: { Icon: AlarmClock, className: "font-semibold text-danger-text", words: "waitedHot" },
} as const;

/** Amber from half of the limit on, red at the limit; without a limit a wait is never hot. */
export function waitHeat(ms: number, limitMs?: number): Heat {
  if (!limitMs || ms < limitMs / 2) return "cool";
  return ms < limitMs ? "warm" : "hot";
}

/** How long somebody waits, with an icon of its own for each heat. */
export function Wait({ ms, limitMs, className }: { ms: number; limitMs?: number; className?: string }) {
  const t = useTranslations("common");
  const { Icon, className: tone, words } = looks[waitHeat(ms, limitMs)];
  const time = formatClock(ms);
  return (
    <span className={cn("inline-flex items-center gap-1 text-xs whitespace-nowrap", tone, className)}>
      <Icon aria-hidden className="icon-sm" />
      <span aria-hidden>{time}</span>
      <span className="sr-only">{t(words, { time })}</span>
    </span>
  );
}

/** A wait that counts by itself from a moment (epoch ms by the server's clock; `skewMs` = server minus browser). */
export function WaitSince(props: { since: number; limitMs?: number; skewMs?: number; className?: string }) {
  const now = useNow();
  const ms = now === 0 ? 0 : now + (props.skewMs ?? 0) - props.since;
  return <Wait ms={ms} limitMs={props.limitMs} className={props.className} />;
}
