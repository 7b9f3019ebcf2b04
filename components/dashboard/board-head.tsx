"use client";

import type { Board } from "#server/contract/views.ts";
import { WifiOff } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { PaneHead } from "#components/shell/pane.tsx";
import { PresenceDot } from "#components/ui/presence.tsx";
import { Segments } from "#components/ui/segments.tsx";

const everybody = "all";

/** The board's name, the team it shows, and whether its numbers are of this second. */
export function BoardHead(props: {
  board: Board;
  teamId: string | null;
  onTeam(teamId: string | null): void;
  isLive: boolean;
}) {
  const t = useTranslations("dashboard");
  const { board, teamId, onTeam } = props;
  return (
    <PaneHead
      level={1}
      title={t("title")}
      className="gap-3! ps-5! max-md:h-auto! max-md:flex-wrap max-md:gap-y-1.5! max-md:ps-4! max-md:py-2.5"
    >
      {board.teams.length > 1 && (
        <Segments
          label={t("teamFilter")}
          value={teamId ?? everybody}
          onChange={(value) => onTeam(value === everybody ? null : value)}
          options={[
            { value: everybody, label: t("allTeams") },
            ...board.teams.map(({ id, name }) => ({ value: id as string, label: name, title: name })),
          ]}
          className="shrink! self-center! max-md:order-3 max-md:w-full max-md:shrink-0!"
        />
      )}
      <span className="ms-auto">
        <LiveMark at={board.at} isLive={props.isLive} hasLines={teamId === null} />
      </span>
    </PaneHead>
  );
}

/** Green and the second of the last numbers; without a connection it says since when they stand still. */
function LiveMark({ at, isLive, hasLines }: { at: number; isLive: boolean; hasLines: boolean }) {
  const t = useTranslations("dashboard.live");
  const format = useFormatter();
  const time = format.dateTime(at, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  if (!isLive)
    return (
      <span
        role="status"
        className="inline-flex items-center gap-1.5 text-xs font-medium whitespace-nowrap text-warning-text"
      >
        <WifiOff aria-hidden className="icon-sm" />
        {t("lost", { time })}
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5 text-xs whitespace-nowrap text-muted">
      <PresenceDot state="available" />
      {t("now", { time })}
      {hasLines && <span className="max-lg:hidden">{t("lines")}</span>}
    </span>
  );
}
