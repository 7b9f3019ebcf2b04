"use client";

import type { Board } from "#server/contract/views.ts";
import { Fragment } from "react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";
import { formatClock } from "#components/ui/format-clock.ts";
import { Table, TBody, Td, Th, THead, Tr } from "#components/ui/table.tsx";
import { waitHeat } from "#components/ui/wait.tsx";
import { WAIT_LIMIT_MS } from "../limits.ts";
import { columns, headRow, tableLook } from "./columns.ts";
import { TeamLine } from "./team-line.tsx";

const heats = { cool: "", warm: "font-medium text-warning-text", hot: "font-medium text-danger-text" };

/** A line for each team: who waits there, how long, and what the library spared it today. */
export function TeamsTable({
  teams,
  agents,
  now,
  onTeam,
}: {
  teams: Board["teams"];
  agents: Board["agents"];
  now: number;
  onTeam(teamId: string): void;
}) {
  const t = useTranslations("dashboard.teams");
  const names = new Map<string, string>(agents.map(({ id, name }) => [id, name]));
  return (
    <Table label={t("title")} className={tableLook}>
      <THead>
        <Tr className={headRow}>
          <Th className={columns.name}>{t("team")}</Th>
          <Th className={cn(columns.second, "max-md:w-[72px]!")}>{t("waiting")}</Th>
          <Th className={cn(columns.third, "max-md:w-28!")}>{t("longest")}</Th>
          <Th className={cn(columns.fourth, "max-md:w-20!")}>{t("seats")}</Th>
          <Th isNumber className={columns.library}>
            {t("library")}
          </Th>
          <Th isNumber className={columns.left} title={t("leftTitle")}>
            {t("left")}
          </Th>
        </Tr>
      </THead>
      <TBody>
        {teams.map((team) => {
          const longestMs = team.longestSince === null ? null : now - team.longestSince;
          return (
            <Fragment key={team.id}>
              <Tr className="hover:bg-hover">
                <Td className="overflow-hidden">
                  <button
                    type="button"
                    title={team.name}
                    onClick={() => onTeam(team.id)}
                    className="max-w-full truncate align-middle font-medium -outline-offset-2 hover:underline"
                  >
                    {team.name}
                  </button>
                </Td>
                <Td className={team.waiting > team.freeSeats ? "font-medium text-warning-text" : undefined}>
                  {team.waiting}
                </Td>
                <Td className="truncate">
                  {longestMs === null ? (
                    <span className="text-muted">{t("nobodyWaiting")}</span>
                  ) : (
                    <span className={heats[waitHeat(longestMs, WAIT_LIMIT_MS)]}>{formatClock(longestMs)}</span>
                  )}
                  <WaitsHeld {...team.waitsHeld} />
                </Td>
                <Td className={team.totalSeats === 0 ? "text-muted" : undefined}>
                  {team.totalSeats === 0
                    ? t("nobodyThere")
                    : t("freeOf", { free: team.freeSeats, total: team.totalSeats })}
                </Td>
                <Td isNumber className={columns.library}>
                  <LibraryShare share={team.libraryShare} />
                </Td>
                <Td isNumber className={columns.left}>
                  {team.leftToday}
                </Td>
              </Tr>
              <tr>
                <Td colSpan={6} className="h-auto! pt-0 pb-1.5 whitespace-normal!">
                  <TeamLine team={team} names={names} now={now} />
                </Td>
              </tr>
            </Fragment>
          );
        })}
      </TBody>
    </Table>
  );
}

/** Fewer waiting times than this say nothing about how well they are told. */
const LEAST_TOLD = 20;

/** How the waiting times told to customers came true; they should four times of five. */
function WaitsHeld({ held, count }: Board["teams"][number]["waitsHeld"]) {
  const t = useTranslations("dashboard.teams");
  if (count < LEAST_TOLD) return null;
  const share = Math.round((100 * held) / count);
  const full = t("waitsHeldTitle", { share, count });
  return (
    <span title={full} className="ms-2 text-xs text-subtle max-md:hidden">
      <span aria-hidden>{t("waitsHeld", { share })}</span>
      <span className="sr-only">{full}</span>
    </span>
  );
}

/** Of today's conversations with a question, those the library ended alone. */
function LibraryShare({ share }: { share: number | null }) {
  const t = useTranslations("dashboard.teams");
  if (share === null) return <span className="text-muted">{t("noQuestions")}</span>;
  return (
    <>
      <span
        aria-hidden
        className="me-2 inline-block h-1 w-14 rounded-[2px] bg-degree-track align-middle max-[1399px]:hidden"
      >
        <span className="block h-full rounded-[2px] bg-muted" style={{ width: `${share * 100}%` }} />
      </span>
      {t("percent", { share: Math.round(share * 100) })}
    </>
  );
}
