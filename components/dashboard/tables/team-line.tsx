"use client";

import type { Board } from "#server/contract/views.ts";
import { DoorClosed } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { useSpanText } from "../use-words.ts";

const farMs = 20 * 3_600_000;

/** Under a team: whether it is open, and who would be asked next, in the order of the service queue. */
export function TeamLine(props: { team: Board["teams"][number]; names: ReadonlyMap<string, string>; now: number }) {
  const t = useTranslations("dashboard.teams");
  const format = useFormatter();
  const span = useSpanText();
  const { team, names, now } = props;
  const turn =
    team.nextTurnAt === null
      ? null
      : format.dateTime(team.nextTurnAt, {
          ...(team.nextTurnAt - now > farMs && { weekday: "short" }),
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        });
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-subtle">
      {!team.isOpen && (
        <Badge tone="warning" icon={<DoorClosed aria-hidden className="icon-xs" />}>
          {t("closed")}
        </Badge>
      )}
      {turn && <span>{t(team.isOpen ? "openUntil" : "opens", { time: turn })}</span>}
      {team.strategy === "manual" ? (
        <span>{t("manual")}</span>
      ) : (
        <span className="inline-flex flex-wrap items-baseline gap-x-2">
          <span>{t("next")}:</span>
          {team.next.length === 0 && <span>{t("nobodyNext")}</span>}
          {team.next.map((agent, index) => (
            <span
              key={agent.agentId}
              className={index === 0 ? "font-medium text-muted" : undefined}
              title={t("nextIdle", { span: span(now - agent.idleSince) })}
            >
              {t("nextOne", {
                name: names.get(agent.agentId) ?? "–",
                load: agent.load,
                capacity: agent.capacity,
              })}
            </span>
          ))}
        </span>
      )}
    </p>
  );
}
