"use client";

import type { ConversationView } from "#server/contract/index.ts";
import { plainText } from "#components/thread/plain-text.ts";
import { AlarmClockCheck, BellRing, DoorOpen, PencilLine } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { stepName } from "#components/decision/number-words.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Count } from "#components/ui/count.tsx";
import { WaitSince } from "#components/ui/wait.tsx";
import { useServerNow, useSkew } from "../server-clock.tsx";
import { useCustomerName, useLanguageName } from "../use-names.ts";
import { usePromiseTime } from "../use-promise-time.ts";
import { ChatLink } from "./chat-link.tsx";

/** What the customer is writing now; `preview` null when the words are not shown. */
export interface TypingView {
  preview: string | null;
}

/** One of my chats: who, since when whose turn, the last words or those being typed, what is special. */
export function ChatRow(props: {
  conversation: ConversationView;
  isOpen: boolean;
  typing: TypingView | null;
  hasDraft: boolean;
  /** From half of it an owed reply turns amber, at it red. */
  owedLimitMs: number;
  onOpen(conversationId: string): void;
}) {
  const t = useTranslations("workbench");
  const skewMs = useSkew();
  const nameOf = useCustomerName();
  const { conversation } = props;
  const isOwed = conversation.turn === "agent";
  const isUnread = conversation.unread > 0 && !props.isOpen;
  const name = nameOf(conversation);
  return (
    <ChatLink
      conversationId={conversation.id}
      isOpen={props.isOpen}
      title={name}
      onOpen={props.onOpen}
      className={cn(
        "relative mx-1.5 my-px grid grid-cols-[32px_minmax(0,1fr)] gap-x-2.5 rounded-md py-[9px] ps-2 pe-2.5",
        props.isOpen ? "bg-selected [--ground:var(--color-selected)]" : "hover:bg-hover",
      )}
    >
      <Avatar
        name={name}
        presence={conversation.isCustomerPresent ? "available" : "offline"}
        className={props.isOpen ? "bg-surface!" : ""}
      />
      <span className="block min-w-0">
        <span className="flex min-w-0 items-center gap-2">
          <span className={cn("min-w-0 flex-1 truncate", isUnread ? "font-semibold" : "font-medium")}>{name}</span>
          <WaitSince
            since={conversation.owedSince ?? conversation.turnSince}
            limitMs={isOwed ? props.owedLimitMs : undefined}
            skewMs={skewMs}
          />
        </span>
        <span className="flex min-w-0 items-center gap-2">
          <LastWords conversation={conversation} typing={props.typing} isUnread={isUnread} />
          {isUnread && <Count value={conversation.unread} label={t("row.unread", { count: conversation.unread })} />}
        </span>
        <RowMarks
          conversation={conversation}
          hasDraft={props.hasDraft && !props.isOpen}
          owedLimitMs={props.owedLimitMs}
        />
      </span>
    </ChatLink>
  );
}

function LastWords({
  conversation,
  typing,
  isUnread,
}: {
  conversation: ConversationView;
  typing: TypingView | null;
  isUnread: boolean;
}) {
  const t = useTranslations("workbench.row");
  const look = cn("min-w-0 flex-1 truncate", isUnread ? "text-foreground" : "text-muted");
  if (typing)
    return (
      <span className={look}>
        <em className="text-accent-text">
          {typing.preview ? t("typingWords", { words: typing.preview }) : t("typing")}
        </em>
      </span>
    );
  const text =
    (conversation.lastText && plainText(conversation.lastText)) ??
    (conversation.lastAuthorKind === null ? t("noWords") : t("picture"));
  return <span className={look}>{conversation.lastAuthorKind === "agent" ? t("ours", { text }) : text}</span>;
}

function RowMarks(props: { conversation: ConversationView; hasDraft: boolean; owedLimitMs: number }) {
  const { conversation, hasDraft } = props;
  const t = useTranslations("workbench.row");
  const locale = useLocale();
  const languageName = useLanguageName();
  const promiseTime = usePromiseTime();
  const now = useServerNow();
  const isForeign = !conversation.language.startsWith(locale);
  const owedSince = conversation.owedSince ?? conversation.turnSince;
  const isLate = conversation.turn === "agent" && now - owedSince >= props.owedLimitMs;
  const step = conversation.owedSince === null ? null : stepName(conversation.ladderStep);
  const mark = step ? t(`step.${step}`) : conversation.isReoffered ? t("handedOver") : isLate ? t("late") : null;
  return (
    <span className="mt-0.5 flex min-h-4 items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-subtle">
      {mark && (
        <Badge
          tone={step === "agent" && !isLate ? "warning" : step || isLate ? "danger" : "info"}
          icon={<BellRing aria-hidden className="icon-xs" />}
        >
          {mark}
        </Badge>
      )}
      {conversation.promisedAt !== null && (
        <span className="inline-flex items-center gap-1 text-muted">
          <AlarmClockCheck aria-hidden className="icon-xs" />
          {t("promised", { time: promiseTime(conversation.promisedAt) })}
        </span>
      )}
      {!conversation.isCustomerPresent && (
        <span className="inline-flex items-center gap-1">
          <DoorOpen aria-hidden className="icon-xs" />
          {t("gone")}
        </span>
      )}
      {hasDraft && (
        <span className="inline-flex items-center gap-1 font-medium text-muted">
          <PencilLine aria-hidden className="icon-xs" />
          {t("draft")}
        </span>
      )}
      {conversation.teamName && <span className="truncate">{conversation.teamName}</span>}
      {isForeign && <span>{languageName(conversation.language)}</span>}
    </span>
  );
}
