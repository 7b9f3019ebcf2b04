"use client";

import type { AgentView, BusyReason, ConversationView } from "#server/contract/views.ts";
import { NotebookPen } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/class-names.ts";
import { formatClock } from "#components/ui/format-clock.ts";
import { PresenceDot } from "#components/ui/presence.tsx";
import { Seats } from "#components/ui/seats.tsx";
import { Td, Tr } from "#components/ui/table.tsx";
import { waitHeat } from "#components/ui/wait.tsx";
import type { BoardActs } from "../acts/board-acts.ts";
import { markOf, standingOf } from "../standing.ts";
import { useReasonLabel, useSpanText } from "../use-words.ts";
import { AgentMenu } from "./agent-menu.tsx";
import { columns } from "./columns.ts";

const heats = { cool: "text-muted", warm: "font-medium text-warning-text", hot: "font-medium text-danger-text" };

/** An agent: state and since when, seats, the reply they owe longest. */
export function AgentRow(props: {
  agent: AgentView;
  /** Teams whose next customer goes to this agent. */
  nextFor: readonly string[];
  conversations: readonly ConversationView[];
  owedLimitMs: number;
  busyReasons: readonly BusyReason[];
  now: number;
  acts: BoardActs;
}) {
  const t = useTranslations("dashboard.agents");
  const { agent, now } = props;
  const owedMs = agent.owesSince === null ? null : now - agent.owesSince;
  const teams = agent.teams.map(({ name }) => name).join(t("comma"));
  const isGone = standingOf(agent) === "offline";
  return (
    <Tr className="hover:bg-hover">
      <Td className="overflow-hidden">
        <span className="flex min-w-0 items-center gap-2">
          <Avatar name={agent.name} size="sm" className="max-md:hidden!" />
          <span className={cn("truncate font-medium", isGone && "text-muted")} title={agent.name}>
            {agent.name}
          </span>
        </span>
      </Td>
      <Td className="truncate text-muted max-md:hidden" title={teams}>
        {teams || t("noTeam")}
      </Td>
      <Td className="overflow-hidden">
        <State agent={agent} busyReasons={props.busyReasons} now={now} />
      </Td>
      <Td>
        <Seats used={agent.load} total={agent.capacity} className="max-md:hidden!" />
        <span aria-hidden className="ms-2 text-muted max-md:ms-0">
          {t("loadOf", { load: agent.load, capacity: agent.capacity })}
        </span>
      </Td>
      <Td isNumber className={owedMs === null ? "text-muted" : heats[waitHeat(owedMs, props.owedLimitMs)]}>
        {owedMs === null ? <Nothing /> : formatClock(owedMs)}
      </Td>
      <Td isNumber className={columns.closed}>
        {agent.closedToday}
      </Td>
      <Td className={columns.next}>
        {props.nextFor.length > 0 && (
          <Badge tone="accent" title={t("nextFor", { teams: props.nextFor.join(t("comma")) })}>
            {t("next")}
          </Badge>
        )}
      </Td>
      <Td className="ps-0! pe-3! text-end">
        <AgentMenu
          agent={agent}
          conversations={props.conversations}
          busyReasons={props.busyReasons}
          acts={props.acts}
        />
      </Td>
    </Tr>
  );
}

const minuteMs = 60_000;

/** A dash for the eye, a word for the ear. */
function Nothing() {
  const t = useTranslations("dashboard.agents");
  return (
    <>
      <span aria-hidden>–</span>
      <span className="sr-only">{t("owesNothing")}</span>
    </>
  );
}

function State({ agent, busyReasons, now }: { agent: AgentView; busyReasons: readonly BusyReason[]; now: number }) {
  const t = useTranslations("dashboard.agents");
  const span = useSpanText();
  const format = useFormatter();
  const label = useReasonLabel(busyReasons);
  const standing = standingOf(agent);
  const reason = standing === "busy" ? label(agent.busyReason) : null;
  // "Offline" is what they chose; "gone" is what we see although they chose otherwise.
  const mark = markOf(agent);
  const leavesIn = agent.leavingAt === null ? 0 : agent.leavingAt - now;
  const marked =
    mark === "leaving"
      ? leavesIn >= minuteMs
        ? t("mark.leaving", { span: span(leavesIn) })
        : t("mark.leavingNow")
      : mark && t(`mark.${mark}`);
  const plain =
    standing === "offline" && agent.availability !== "offline"
      ? t("state.gone")
      : reason
        ? t("busyBecause", { reason })
        : t(`state.${standing}`);
  const timed =
    standing === "busy" && agent.availabilityUntil
      ? t("busyUntil", {
          state: plain,
          time: format.dateTime(agent.availabilityUntil, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
        })
      : plain;
  const word = marked ?? timed;
  const title =
    mark === "notResponding" && agent.notResponding ? t(`notRespondingWhy.${agent.notResponding.why}`) : word;
  return (
    <span className="flex min-w-0 items-center gap-[7px]">
      <PresenceDot state={standing} />
      <span
        className={cn(
          "truncate",
          standing === "offline" && "text-muted",
          mark === "notResponding" && "font-medium text-danger-text",
        )}
        title={title}
      >
        {word}
      </span>
      {agent.wrapUps > 0 && (
        <span
          title={t("wrapUps", { count: agent.wrapUps })}
          className="inline-flex shrink-0 items-center text-xs text-muted"
        >
          <NotebookPen aria-hidden className="icon-xs" />
          <span className="sr-only">{t("wrapUps", { count: agent.wrapUps })}</span>
          <span aria-hidden>{agent.wrapUps > 1 && t("wrapUpShort", { count: agent.wrapUps })}</span>
        </span>
      )}
      {(standing === "available" || (standing === "busy" && !agent.availabilityUntil && !mark)) && (
        <span className="shrink-0 text-xs text-subtle max-md:hidden">{span(now - agent.availabilityAt)}</span>
      )}
    </span>
  );
}
