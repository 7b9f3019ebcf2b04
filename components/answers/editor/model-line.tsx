"use client";

import type { ReactNode } from "react";
import { CircleCheck, CircleOff, PenLine } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Spinner } from "#components/ui/spinner.tsx";
import type { AgentOutput } from "#components/realtime/command-shapes.ts";

export type ModelState = AgentOutput<"answer:list">["model"];

/** The 56 px bar under the editor: what is in use at this moment, and whether the model knows it already. */
export function ModelLine(props: {
  model: ModelState;
  isEnabled: boolean;
  isNew: boolean;
  isDirty: boolean;
  isFollowing: boolean;
}) {
  const t = useTranslations("answers.model");
  const format = useFormatter();
  const { model } = props;
  const state =
    props.isDirty || props.isNew ? "unsaved" : !props.isEnabled ? "off" : props.isFollowing ? "follows" : "inUse";
  const icons: Record<typeof state, ReactNode> = {
    unsaved: <PenLine aria-hidden className="icon text-warning-text" />,
    off: <CircleOff aria-hidden className="icon text-subtle" />,
    follows: <Spinner className="icon text-accent-text" />,
    inUse: <CircleCheck aria-hidden className="icon text-success-text" />,
  };
  return (
    <footer className="flex min-h-14 shrink-0 items-center gap-3 border-t border-border bg-panel px-6 py-2 max-md:px-4">
      {icons[state]}
      <p role="status" className="min-w-0 leading-[18px]">
        <span className="block truncate font-medium">{t(state)}</span>
        <span className="block truncate text-xs text-subtle">
          {model.isTraining
            ? t("training")
            : model.trainedAt === null
              ? t("untrained")
              : t("trained", {
                  time: format.dateTime(model.trainedAt, {
                    hour: "2-digit",
                    minute: "2-digit",
                    hourCycle: "h23",
                    day: "numeric",
                    month: "short",
                  }),
                  count: format.number(model.questions),
                })}
        </span>
      </p>
    </footer>
  );
}
