"use client";

import { Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { cn } from "#components/ui/class-names.ts";
import { Degree } from "#components/ui/degree.tsx";
import { ClockTime } from "./clock-time.tsx";
import { DeliveryMark } from "./delivery-mark.tsx";
import { FailedLine } from "./failed-line.tsx";
import { FormattedText } from "./formatted-text.tsx";
import type { GroupProps } from "./group-props.ts";
import { PictureBubble } from "./picture-bubble.tsx";
import { isOwnSide, type ThreadMessage } from "./thread-entry.ts";

/** One speaker's messages of one minute at the desk: the customer left with a face, our side right. */
export function DeskGroup({ messages, onRetry, onDiscard }: GroupProps) {
  const [first] = messages;
  const last = messages.at(-1) ?? first;
  const isOut = isOwnSide(first.speaker, "desk");
  return (
    <div className={cn("mb-3.5", isOut ? "flex justify-end" : "grid grid-cols-[28px_minmax(0,1fr)] gap-x-2")}>
      {!isOut && <Avatar name={first.speaker.name} size="md" className="self-start" />}
      <div className={cn("flex min-w-0 flex-col gap-[3px]", isOut ? "items-end" : "items-start")}>
        <Who first={first} last={last} />
        {messages.map((message, index) => (
          <DeskBubble key={message.key} message={message} isOut={isOut} isFirst={index === 0} />
        ))}
        {last.below}
        {last.delivery === "failed" && (
          <FailedLine
            onRetry={onRetry && (() => onRetry(last.key))}
            onDiscard={onDiscard && (() => onDiscard(last.key))}
          />
        )}
      </div>
    </div>
  );
}

/** The line over a group: who, when, and how far it got or how well it matched. */
function Who({ first, last }: { first: ThreadMessage; last: ThreadMessage }) {
  const t = useTranslations("thread");
  const { automatic, speaker } = first;
  const nameLook = "font-medium text-muted";
  return (
    <div className="mb-px flex flex-wrap items-center gap-x-1.5 text-xs text-subtle">
      {automatic ? (
        <>
          <Zap aria-hidden className="icon-sm" />
          <span className={nameLook}>{t("automaticAnswer")}</span>
          {automatic.degree !== undefined && <Degree value={automatic.degree} threshold={automatic.threshold} />}
          {typeof automatic.isHelpful === "boolean" && (
            <span>{automatic.isHelpful ? t("wasHelpful") : t("wasNotHelpful")}</span>
          )}
        </>
      ) : (
        <span className={nameLook}>{speaker.isMe ? t("you") : speaker.name}</span>
      )}
      <ClockTime at={first.at} />
      {last.delivery && last.delivery !== "failed" && (
        <DeliveryMark state={last.delivery} className={cn(last.delivery === "read" && "text-accent-text")} />
      )}
      {first.mark}
    </div>
  );
}

function DeskBubble({ message, isOut, isFirst }: { message: ThreadMessage; isOut: boolean; isFirst: boolean }) {
  if (!message.menu) return <DeskBody message={message} isOut={isOut} isFirst={isFirst} />;
  return (
    <div className={cn("group flex max-w-full items-center gap-1", !isOut && "flex-row-reverse")}>
      <span className="shrink-0 opacity-0 group-hover:opacity-100 focus-within:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
        {message.menu}
      </span>
      <div className={cn("flex min-w-0 flex-col gap-[3px]", isOut ? "items-end" : "items-start")}>
        <DeskBody message={message} isOut={isOut} isFirst={isFirst} />
      </div>
    </div>
  );
}

function DeskBody({ message, isOut, isFirst }: { message: ThreadMessage; isOut: boolean; isFirst: boolean }) {
  const fade = message.delivery === "sending" && "opacity-88";
  const shape = cn("rounded-lg", isOut ? "rounded-se-xs" : isFirst && "rounded-ss-xs");
  return (
    <>
      {message.picture && <PictureBubble picture={message.picture} width={160} className={cn(shape, fade)} />}
      {message.text && (
        <FormattedText
          text={message.text}
          hasMarks={isOut}
          className={cn(
            "max-w-[440px] px-[11px] py-[7px]",
            message.automatic
              ? "bg-surface inset-ring inset-ring-border-strong"
              : isOut
                ? "bg-bubble-agent"
                : "bg-bubble-in",
            shape,
            fade,
          )}
        />
      )}
      {message.pictures?.map((picture) => (
        <PictureBubble key={picture.src} picture={picture} width={160} className="rounded-lg" />
      ))}
    </>
  );
}
