"use client";

import type { TrialResult } from "#server/contract/library-job-views.ts";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useJob } from "../data/use-job.ts";
import { type DraftChoice, isNone } from "./draft-choice.ts";

export interface Trial {
  /** The last finished one; it may be older than the drafts. */
  result: TrialResult | null;
  /** The drafts were edited after it, or others are chosen now. */
  isOld: boolean;
  isRunning: boolean;
  /** 0..1 while it runs. */
  share: number;
  hasFailed: boolean;
  isCancelled: boolean;
  start(days: number): void;
  cancel(): void;
}

/** Trying the drafts on what customers asked: one at a time, found again after a reload. `print` names the chosen drafts as they are now. */
export function useTrial(print: string | null, choice: DraftChoice): Trial {
  const t = useTranslations("answers.publish");
  const errorText = useErrorText();
  const job = useJob("trial");
  const begin = useAgentCommand("library:trial");
  const state = job.job?.state;
  // The last result stays in sight while the next one is made.
  const held = useAgentQuery("library:jobs", {});
  const before = held.data?.jobs.find((one) => one.kind === "trial" && one.state === "done" && one.id !== job.job?.id);
  const old = useAgentQuery(
    "library:job",
    { id: before?.id ?? "00000000-0000-4000-8000-000000000000" },
    { isEnabled: before !== undefined && state !== "done" },
  );
  const result = (state === "done" ? job.job?.trial : old.data?.trial) ?? null;
  return {
    result,
    isOld: result !== null && (print === null ? isNone(choice) : result.print !== print),
    isRunning: begin.isPending || job.isAtWork,
    share: job.isAtWork ? (job.job?.share ?? 0) : 0,
    hasFailed: job.isOwn && (state === "failed" || state === "lost"),
    isCancelled: job.isOwn && state === "cancelled",
    start: (days) =>
      begin.mutate(
        { days, ids: choice },
        {
          onSuccess: ({ jobId }) => job.follow(jobId),
          onError: (error) => toast.error(error.code === "slow_down" ? t("busy") : errorText(error.code)),
        },
      ),
    cancel: job.cancel,
  };
}
