"use client";

import { ThumbsDown, ThumbsUp, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "#components/ui/class-names.ts";

const buttonLook =
  "inline-flex h-8 min-w-8 items-center justify-center gap-[5px] rounded-sm px-2 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:bg-hover hover:text-foreground";

/** The foot of an automatic answer: what it is, and whether it helped. */
export function AnswerFeedback(props: { isHelpful: boolean | null; onFeedback?: (isHelpful: boolean) => void }) {
  const t = useTranslations("thread");
  const { isHelpful, onFeedback } = props;
  return (
    <div className="flex h-10 items-center border-t border-border ps-[13px] pe-1 text-xs text-subtle">
      <span className="flex flex-1 items-center gap-[5px] whitespace-nowrap">
        <Zap aria-hidden className="icon-sm" />
        {t("automaticAnswer")}
      </span>
      {onFeedback && (
        <>
          <button
            type="button"
            aria-pressed={isHelpful === true}
            onClick={() => onFeedback(true)}
            className={cn(buttonLook, "aria-pressed:text-success-text")}
          >
            <ThumbsUp aria-hidden className="icon-sm" />
            {t("helpful")}
          </button>
          <button
            type="button"
            aria-label={t("notHelpful")}
            title={t("notHelpful")}
            aria-pressed={isHelpful === false}
            onClick={() => onFeedback(false)}
            className={cn(buttonLook, "aria-pressed:text-danger-text")}
          >
            <ThumbsDown aria-hidden className={cn("icon-sm", isHelpful === false && "fill-current")} />
          </button>
        </>
      )}
    </div>
  );
}
