"use client";

import type { Board } from "#server/contract/views.ts";
import type { ReactNode } from "react";
import { AlarmClock, TrendingDown, TrendingUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { formatClock } from "#components/ui/format-clock.ts";
import { waitHeat } from "#components/ui/wait.tsx";
import { WAIT_LIMIT_MS } from "../limits.ts";
import { useCustomerName } from "../use-words.ts";
import { type BoardNumbers, type Series, seriesOf } from "./board-numbers.ts";
import { NumberTile, type TileTone } from "./number-tile.tsx";

const heatTones = { cool: "neutral", warm: "warning", hot: "danger" } as const;
const hourMs = 3_600_000;
const noPoints: readonly number[] = [];

/** Waiting now, longest wait, seats free, replies overdue. The lines are the whole shop's, so a single team has none. */
export function NumberTiles({ board, numbers, hasLines }: { board: Board; numbers: BoardNumbers; hasLines: boolean }) {
  const t = useTranslations("dashboard.number");
  const nameOf = useCustomerName();
  const line = (series: Series, current: number) => (hasLines ? seriesOf(board, series, current) : noPoints);
  const { longestMs, overdue } = numbers;
  const longestTone = longestMs === null ? "neutral" : heatTones[waitHeat(longestMs, WAIT_LIMIT_MS)];
  const waitingTone: TileTone = numbers.waiting > numbers.freeSeats ? "warning" : "neutral";
  return (
    <>
      <NumberTile
        label={t("waiting")}
        value={String(numbers.waiting)}
        note={
          numbers.waiting === 0
            ? t("waitingNone")
            : numbers.byTeam.map(({ name, waiting }) => t("byTeam", { team: name, count: waiting })).join(t("comma"))
        }
        badge={hasLines && <Change change={numbers.waitingChange} />}
        tone={waitingTone}
        points={line("waiting", numbers.waiting)}
        className="max-md:border-e md:border-e"
      />
      <NumberTile
        label={t("longest")}
        {...longestText(longestMs, t("minutes"))}
        note={numbers.longestName ? nameOf(numbers.longestName) : t("longestNone")}
        badge={
          longestTone === "danger" && (
            <Badge tone="danger" icon={<AlarmClock aria-hidden className="icon-xs max-sm:hidden" />}>
              {t("over", { time: formatClock(WAIT_LIMIT_MS) })}
            </Badge>
          )
        }
        tone={longestTone}
        points={line("longestMs", longestMs ?? 0)}
        className="md:border-e"
      />
      <NumberTile
        label={t("seats")}
        value={String(numbers.freeSeats)}
        unit={t("of", { total: numbers.totalSeats })}
        note={t("seatsNote", { available: numbers.available, busy: numbers.busy })}
        tone={
          numbers.totalSeats > 0 && numbers.freeSeats === 0
            ? "warning"
            : numbers.totalSeats === 0 && numbers.waiting > 0
              ? "danger"
              : "neutral"
        }
        points={line("freeSeats", numbers.freeSeats)}
        className="border-e max-md:border-t"
      />
      <NumberTile
        label={t("overdue")}
        value={String(overdue)}
        note={t("overdueNote", { limit: formatClock(board.owedLimitMs), count: numbers.owedInTime })}
        tone={overdue > 0 ? "danger" : "neutral"}
        points={line("owed", overdue + numbers.owedInTime)}
        className="max-md:border-t lg:border-e"
      />
    </>
  );
}

/** As a clock up to an hour; above it in whole minutes, which still fit. */
function longestText(ms: number | null, minutes: string): { value: string; unit?: string } {
  if (ms === null) return { value: "–" };
  return ms < hourMs ? { value: formatClock(ms) } : { value: String(Math.floor(ms / 60_000)), unit: minutes };
}

function Change({ change }: { change: number | null }): ReactNode {
  const t = useTranslations("dashboard.number");
  if (!change) return null;
  const Icon = change > 0 ? TrendingUp : TrendingDown;
  return (
    <Badge
      tone={change > 0 ? "warning" : "neutral"}
      icon={<Icon aria-hidden className="icon-xs" />}
      title={t("changeTitle")}
    >
      {change > 0 ? t("up", { count: change }) : t("down", { count: -change })}
    </Badge>
  );
}
