"use client";

import {
  AlarmClock,
  ArrowLeftRight,
  BellRing,
  Ellipsis,
  ListRestart,
  ListTree,
  MessageSquareText,
  OctagonX,
  Unplug,
  UserRoundCheck,
} from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useServerNow } from "#components/realtime/use-server-now.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { formatDegree } from "#components/ui/degree.tsx";
import { formatClock } from "#components/ui/format-clock.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem, MenuLine } from "#components/ui/menu.tsx";
import type { BoardActs } from "../acts/board-acts.ts";
import { useCustomerName, useSpanText } from "../use-words.ts";
import type { Need } from "./needs.ts";

const marks = {
  cool: "bg-sunken text-muted",
  warm: "bg-warning-soft text-warning-text",
  hot: "bg-danger-soft text-danger-text",
};
const times = { cool: "text-foreground", warm: "text-warning-text", hot: "text-danger-text" };
const icons = { waiting: AlarmClock, owed: BellRing, lost: Unplug, served: MessageSquareText };

/** One conversation that somebody has to look at: since when, why, and the next thing to do. */
export function NeedRow({ need, acts }: { need: Need; acts: BoardActs }) {
  const t = useTranslations("dashboard.needs");
  const nameOf = useCustomerName();
  const { conversation, heat } = need;
  const name = nameOf(conversation);
  const Icon = icons[need.kind];
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)_auto] items-center gap-2.5 border-t border-border py-[7px] ps-5 pe-3 hover:bg-hover max-md:ps-4">
      <span aria-hidden className={cn("grid size-7 place-items-center rounded-sm", marks[heat])}>
        <Icon className="icon" />
      </span>
      <span className="min-w-0">
        <span className="flex gap-2">
          <button
            type="button"
            title={name}
            onClick={() => acts.open(conversation)}
            className="truncate font-medium -outline-offset-2 hover:underline"
          >
            {name}
          </button>
          {need.kind !== "served" && (
            <span className={cn("shrink-0 font-semibold", times[heat])}>{formatClock(need.ms)}</span>
          )}
        </span>
        <NeedWhy need={need} />
      </span>
      <span className="flex items-center gap-1.5">
        {need.kind === "waiting" ? (
          <Button size="sm" aria-label={t("assignName", { name })} onClick={() => acts.assign(conversation)}>
            {t("assign")}
          </Button>
        ) : (
          <Button size="sm" aria-label={t("openName", { name })} onClick={() => acts.open(conversation)}>
            {t("open")}
          </Button>
        )}
        <Menu
          align="end"
          trigger={
            <IconButton size="sm" label={t("more", { name })} icon={<Ellipsis aria-hidden className="icon" />} />
          }
        >
          <MenuItem
            icon={<MessageSquareText aria-hidden className="icon text-muted" />}
            onSelect={() => acts.open(conversation)}
          >
            {t("read")}
          </MenuItem>
          <MenuItem
            icon={<UserRoundCheck aria-hidden className="icon text-muted" />}
            onSelect={() => acts.assign(conversation)}
          >
            {t(need.kind === "waiting" ? "assignTo" : "moveTo")}
          </MenuItem>
          {need.kind !== "waiting" && (
            <MenuItem
              icon={<ListRestart aria-hidden className="icon text-muted" />}
              onSelect={() => acts.requeue(conversation)}
            >
              {t("requeue")}
            </MenuItem>
          )}
          <MenuItem
            icon={<ArrowLeftRight aria-hidden className="icon text-muted" />}
            onSelect={() => acts.changeLine(conversation)}
          >
            {t(need.kind === "waiting" ? "moveLine" : "requeueTo")}
          </MenuItem>
          <MenuItem
            icon={<ListTree aria-hidden className="icon text-muted" />}
            onSelect={() => acts.explain(conversation)}
          >
            {t("why")}
          </MenuItem>
          <MenuLine />
          <MenuItem isDanger icon={<OctagonX aria-hidden className="icon" />} onSelect={() => acts.stop(conversation)}>
            {t("stop")}
          </MenuItem>
        </Menu>
      </span>
    </li>
  );
}

/** Why it stands here, with its numbers. */
function NeedWhy({ need }: { need: Need }) {
  const words = useNeedWords();
  const text = words(need);
  return (
    <span className="block truncate text-xs text-muted" title={text}>
      {text}
    </span>
  );
}

function useNeedWords(): (need: Need) => string {
  const t = useTranslations("dashboard.needs");
  const span = useSpanText();
  const now = useServerNow();
  const format = useFormatter();
  const dazeParts = (need: Exclude<Need, { kind: "waiting" }>): string[] => {
    const { daze, conversation } = need;
    const { promisedAt, isReoffered } = conversation;
    const time = promisedAt && format.dateTime(promisedAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const nextMs = daze?.nextStepAt ? daze.nextStepAt - now : null;
    return [
      ...(daze?.step ? [t(`step.${daze.step}`)] : isReoffered ? [t("handedOver")] : []),
      ...(nextMs !== null && nextMs > 0 ? [t("nextStep", { clock: formatClock(nextMs) })] : []),
      ...(daze && daze.hops > 0 ? [t("hops", { count: daze.hops })] : []),
      ...(time ? [t("promised", { time })] : []),
    ];
  };
  const partsOf = (need: Need): string[] => {
    if (need.kind === "waiting")
      return [
        t("waiting"),
        ...(need.degree === null ? [] : [t("match", { degree: formatDegree(need.degree) })]),
        need.offeredTo ? t("offered", { name: need.offeredTo }) : t("place", { position: need.position }),
        ...(need.conversation.isCustomerPresent ? [] : [t("customerGone")]),
      ];
    const { agent } = need;
    const name = agent?.name ?? need.conversation.assigneeName ?? t("somebody");
    switch (need.kind) {
      case "lost":
        return [
          t("lost", { name }),
          ...(need.conversation.turn === "agent" ? [t("replyOwed")] : []),
          ...dazeParts(need),
        ];
      case "owed":
        return [
          t("owed", { name }),
          ...dazeParts(need),
          ...(agent && agent.load >= agent.capacity ? [t("seatsFull", { count: agent.capacity })] : []),
        ];
      case "served":
        return [t("served", { name }), ...dazeParts(need), t("quiet", { time: span(need.ms) })];
    }
  };
  return (need) => partsOf(need).join(t("comma"));
}
