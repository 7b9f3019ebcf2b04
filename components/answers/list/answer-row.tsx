"use client";

import { CircleOff, ThumbsDown } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/class-names.ts";
import { type ListedAnswer, poorShare } from "./filter-answers.ts";

/** An entry of the list, 52 px high: title and state, category, ways to ask, how often it was asked. */
export function AnswerRow({ answer, isOpen, onOpen }: { answer: ListedAnswer; isOpen: boolean; onOpen(): void }) {
  const t = useTranslations("answers.list");
  const format = useFormatter();
  return (
    <button
      type="button"
      data-answer={answer.id}
      aria-current={isOpen || undefined}
      onClick={onOpen}
      className={cn(
        "mx-1.5 block h-[52px] w-[calc(100%-12px)] rounded-md px-2.5 py-[7px] text-start -outline-offset-2",
        isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <span className="flex min-w-0 items-center gap-2">
        <span
          lang={answer.language}
          title={answer.title}
          className={cn("min-w-0 flex-1 truncate font-medium", !answer.isEnabled && "text-muted")}
        >
          {answer.title}
        </span>
        <RowBadge answer={answer} />
      </span>
      <span className="mt-px flex gap-1.5 text-xs leading-[18px] whitespace-nowrap text-subtle">
        <span className="truncate">{answer.category ?? t("noCategory")}</span>
        <span aria-hidden>·</span>
        <span>{t("questions", { count: answer.questionCount })}</span>
        <span className="ms-auto ps-1">{t("asked", { count: format.number(answer.asked) })}</span>
      </span>
    </button>
  );
}

/** One badge at most: that it is off, that it does not help, or that it is the library's own part. */
function RowBadge({ answer }: { answer: ListedAnswer }) {
  const t = useTranslations("answers.list");
  const poor = poorShare(answer);
  if (!answer.isEnabled)
    return (
      <Badge icon={<CircleOff aria-hidden className="icon-xs" />} className="-my-0.5">
        {t("off")}
      </Badge>
    );
  if (poor !== null)
    return (
      <Badge
        tone="danger"
        icon={<ThumbsDown aria-hidden className="icon-xs" />}
        title={t("poorTitle")}
        className="-my-0.5"
      >
        {t("percent", { share: Math.round(poor * 100) })}
      </Badge>
    );
  return answer.kind === "answer" ? null : <Badge className="-my-0.5">{t(`kind.${answer.kind}`)}</Badge>;
}
