"use client";

import type { ConversationView, Desk } from "#server/contract/index.ts";
import type { ReactNode, Ref } from "react";
import { AlarmClock, DoorOpen, MoonStar, UserRoundX } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatClock } from "#components/ui/format-clock.ts";
import { useServerNow } from "../server-clock.tsx";
import { useCustomerName } from "../use-names.ts";
import { remindedOf } from "./own-time.ts";
import type { DeskActs } from "./use-desk-acts.ts";
import { WrapUpStrip } from "./wrap-up-strip.tsx";

/**
 * What keeps work away or calls, across the whole desk and on every screen of it: each once, with the one thing to do.
 * The words are live regions; clocks tick outside of what is read out.
 */
export function DeskStrips(props: {
  desk: Desk;
  openId: string | null;
  acts: DeskActs;
  onOpen(conversationId: string): void;
  /** The form of the oldest notes, for their key. */
  wrapUpRef: Ref<HTMLFormElement>;
}) {
  const { desk, acts } = props;
  const t = useTranslations("workbench.strip");
  const reminded = remindedOf(desk.conversations);
  return (
    <div role="region" aria-label={t("label")} className="shrink-0 [&>*]:border-t-0">
      {desk.notResponding && (
        <Banner
          tone="danger"
          icon={<UserRoundX aria-hidden className="icon" />}
          action={
            <Button size="sm" kbd="Alt V" isBusy={acts.isChanging} onClick={acts.back}>
              {t("notResponding.back")}
            </Button>
          }
        >
          {t(`notResponding.${desk.notResponding.why}`)}
        </Banner>
      )}
      {desk.isAwayByItself && desk.availability === "busy" && (
        <Banner tone="info" icon={<MoonStar aria-hidden className="icon" />}>
          {t("away")}
        </Banner>
      )}
      {desk.leavingAt !== null && (
        <LeavingStrip leavingAt={desk.leavingAt} chats={desk.conversations.length} onStay={() => acts.leave(null)} />
      )}
      {reminded[0] && (
        <ReminderStrip
          longest={reminded[0]}
          count={reminded.length}
          isOpen={reminded[0].id === props.openId}
          onGo={props.onOpen}
        />
      )}
      {desk.wrapUps.map((wrapUp, index) => (
        <WrapUpStrip
          key={wrapUp.conversationId}
          wrapUp={wrapUp}
          isFirst={index === 0}
          formRef={props.wrapUpRef}
          onDone={(outcome) => acts.endWrapUp(wrapUp.conversationId, outcome)}
        />
      ))}
    </div>
  );
}

function LeavingStrip(props: { leavingAt: number; chats: number; onStay(): void }) {
  const t = useTranslations("workbench.strip");
  const format = useFormatter();
  const time = format.dateTime(props.leavingAt, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (
    <Banner
      tone="info"
      icon={<DoorOpen aria-hidden className="icon" />}
      action={
        <Button size="sm" onClick={props.onStay}>
          {t("stay")}
        </Button>
      }
    >
      {t("leaving", { time, count: props.chats })}{" "}
      <Ticking>{(now) => t("leavingIn", { clock: formatClock(Math.max(0, props.leavingAt - now)) })}</Ticking>
    </Banner>
  );
}

/** All reminders in one: how many wait, the longest, and the way there. */
function ReminderStrip(props: {
  longest: ConversationView;
  count: number;
  isOpen: boolean;
  onGo(conversationId: string): void;
}) {
  const t = useTranslations("workbench.strip");
  const name = useCustomerName()(props.longest);
  const { owedSince } = props.longest;
  const isOne = props.count === 1;
  return (
    <Banner
      tone="warning"
      icon={<AlarmClock aria-hidden className="icon" />}
      action={
        !(isOne && props.isOpen) && (
          <Button size="sm" kbd="Alt W" onClick={() => props.onGo(props.longest.id)}>
            {t(isOne ? "go" : "goLongest")}
          </Button>
        )
      }
    >
      <span className="font-medium">{isOne ? t("waitOne", { name }) : t("wait", { count: props.count })}</span>
      {owedSince !== null && (
        <Ticking>{(now) => t(isOne ? "since" : "longest", { clock: formatClock(now - owedSince) })}</Ticking>
      )}
    </Banner>
  );
}

/** A clock beside words: seen, but not read out each second. */
function Ticking({ children }: { children(now: number): ReactNode }) {
  const now = useServerNow();
  return (
    <span aria-hidden className="tabular-nums">
      {now > 0 && children(now)}
    </span>
  );
}
