"use client";

import type { LearnedPairView } from "#server/contract/library-views.ts";
import { ArrowLeft, FlaskConical, PenLine, RotateCcw, Undo2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Pane, PaneBody, PaneHead } from "#components/shell/pane.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";

/** One thing the matcher learned: whose word it was, what it does, and the way to take it back. */
export function LearnedPane(props: {
  pair: LearnedPairView;
  isBusy: boolean;
  onRevoke(isRevoked: boolean): void;
  onOpen(answerId: string): void;
  onTry(text: string): void;
  onBack(): void;
}) {
  const t = useTranslations("answers.learned");
  const format = useFormatter();
  const { pair } = props;
  const time = format.dateTime(pair.createdAt, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (
    <Pane label={t("paneLabel")}>
      <h1 className="sr-only md:hidden">{t("title")}</h1>
      <PaneHead className="ps-6! max-md:gap-1! max-md:px-2!">
        <IconButton
          label={t("back")}
          icon={<ArrowLeft aria-hidden className="icon" />}
          onClick={props.onBack}
          className="md:hidden!"
        />
        <h2 className="min-w-0 truncate text-base font-semibold tracking-[-0.005em]">{t("paneTitle")}</h2>
        {pair.revokedAt !== null && <Badge>{t("revokedMark")}</Badge>}
        <span className="ms-auto flex shrink-0 items-center gap-2">
          {pair.revokedAt === null ? (
            <Button
              icon={<Undo2 aria-hidden className="icon-sm" />}
              isBusy={props.isBusy}
              onClick={() => props.onRevoke(true)}
            >
              {t("revoke")}
            </Button>
          ) : (
            <Button
              icon={<RotateCcw aria-hidden className="icon-sm" />}
              isBusy={props.isBusy}
              onClick={() => props.onRevoke(false)}
            >
              {t("takeBack")}
            </Button>
          )}
        </span>
      </PaneHead>
      <PaneBody>
        <div className="mx-auto flex max-w-[860px] flex-col gap-4 px-6 py-5 max-md:px-4">
          <blockquote className="rounded-lg bg-panel px-4 py-3 text-md wrap-anywhere inset-ring inset-ring-border">
            {pair.text}
          </blockquote>
          <p className="flex flex-wrap items-center gap-2">
            <Badge tone={pair.isRight ? "success" : "danger"}>{t(pair.isRight ? "right" : "wrong")}</Badge>
            <span className="font-medium">{pair.title}</span>
          </p>
          <p className="text-muted">{t(pair.isRight ? "meansRight" : "meansWrong")}</p>
          <p className="text-xs text-subtle">
            {t(pair.byName === null ? "byCustomer" : "bySomebody", {
              name: pair.byName ?? "",
              source: t(`sourceLong.${pair.source}`),
              time,
            })}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              icon={<PenLine aria-hidden className="icon-sm" />}
              onClick={() => props.onOpen(pair.answerId)}
            >
              {t("openEntry")}
            </Button>
            <Button
              size="sm"
              icon={<FlaskConical aria-hidden className="icon-sm" />}
              onClick={() => props.onTry(pair.text)}
            >
              {t("tryIt")}
            </Button>
          </div>
        </div>
      </PaneBody>
    </Pane>
  );
}
