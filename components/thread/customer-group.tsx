"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "#components/ui/avatar.tsx";
import { cn } from "#components/ui/class-names.ts";
import { AnswerFeedback } from "./answer-feedback.tsx";
import { ClockTime } from "./clock-time.tsx";
import { DeliveryMark } from "./delivery-mark.tsx";
import { FailedLine } from "./failed-line.tsx";
import { FormattedText } from "./formatted-text.tsx";
import type { GroupProps } from "./group-props.ts";
import { PictureBubble } from "./picture-bubble.tsx";
import { isOwnSide, type ThreadMessage } from "./thread-entry.ts";

/** One speaker's messages of one minute in the customer's chat: a face for people, none for the library. */
export function CustomerGroup({ messages, onRetry, onDiscard, onFeedback }: GroupProps) {
  const t = useTranslations("thread");
  const [first] = messages;
  const last = messages.at(-1) ?? first;
  const { speaker } = first;
  const isOut = isOwnSide(speaker, "customer");
  const hasFace = speaker.kind === "staff";
  return (
    <div className={cn("mb-3", hasFace && "grid grid-cols-[28px_minmax(0,1fr)] gap-x-2")}>
      {hasFace && <Avatar name={speaker.name} size="md" tone="me" className="mb-5 self-end" />}
      <div className={cn("flex min-w-0 flex-col gap-[3px]", isOut ? "items-end" : "items-start")}>
        <span className="sr-only">{isOut ? t("you") : last.automatic ? t("automaticAnswer") : speaker.name}</span>
        {messages.map((message, index) => (
          <CustomerBubble
            key={message.key}
            message={message}
            isOut={isOut}
            shape={corners(isOut, index === 0, message === last)}
            onFeedback={onFeedback}
          />
        ))}
        {last.below}
        {last.delivery === "failed" ? (
          <FailedLine
            onRetry={onRetry && (() => onRetry(last.key))}
            onDiscard={onDiscard && (() => onDiscard(last.key))}
          />
        ) : (
          speaker.kind !== "library" && (
            <p className="mt-0.5 flex h-4 items-center gap-1 px-0.5 text-xs text-subtle">
              <ClockTime at={last.at} />
              {isOut && last.delivery && <DeliveryMark state={last.delivery} />}
            </p>
          )
        )}
      </div>
    </div>
  );
}

/** Bubbles of one group lean on each other: the corners between them are small. */
function corners(isOut: boolean, isFirst: boolean, isLast: boolean): string {
  const small = isOut ? ["rounded-se-sm", "rounded-ee-sm"] : ["rounded-ss-sm", "rounded-es-sm"];
  return cn("rounded-xl", !isFirst && small[0], !isLast && small[1]);
}

function CustomerBubble(props: {
  message: ThreadMessage;
  isOut: boolean;
  shape: string;
  onFeedback: GroupProps["onFeedback"];
}) {
  const { message, isOut, shape, onFeedback } = props;
  const { automatic } = message;
  const fade = message.delivery === "sending" && "opacity-88";
  const words = message.text && <FormattedText text={message.text} hasMarks={!isOut} isOnSolid={isOut} />;
  const pictures = message.pictures?.map((picture) => (
    <PictureBubble key={picture.src} picture={picture} width={automatic ? 292 : 232} className="rounded-md" />
  ));
  if (automatic) {
    return (
      <div className={cn("w-fit max-w-[318px] overflow-hidden bg-surface ring ring-border-strong ring-inset", shape)}>
        <div className="flex flex-col gap-2.5 px-[13px] pt-[9px] pb-[11px]">
          {words}
          {pictures}
        </div>
        <AnswerFeedback
          isHelpful={automatic.isHelpful ?? null}
          onFeedback={onFeedback && ((isHelpful) => onFeedback(message.key, isHelpful))}
        />
      </div>
    );
  }
  return (
    <>
      {message.picture && <PictureBubble picture={message.picture} width={232} className={cn(shape, fade)} />}
      {words && (
        <div
          className={cn(
            "max-w-[300px] px-[13px] py-2",
            isOut ? "bg-bubble-out text-on-bubble-out" : "bg-bubble-in",
            shape,
            fade,
          )}
        >
          {words}
        </div>
      )}
      {pictures}
    </>
  );
}
