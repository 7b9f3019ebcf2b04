"use client";

import { useState } from "react";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import type { Change } from "./changes-of.ts";

const POLL_MS = 700;

/** The days that were recorded, and one replay at a time: begun, watched, cancelled. */
export function useReplay(timeZone: string) {
  const days = useAgentQuery("routing:replay-days", { timeZone });
  const start = useAgentCommand("routing:replay");
  const cancel = useAgentCommand("routing:replay-cancel");
  const [jobId, setJobId] = useState<string | null>(null);
  const [isOver, setOver] = useState(true);
  const job = useAgentQuery(
    "routing:replay-job",
    { id: jobId ?? "" },
    {
      isEnabled: jobId !== null,
      ...(isOver ? {} : { refetchMs: POLL_MS }),
      staleMs: Number.POSITIVE_INFINITY,
      keepPrevious: true,
    },
  );
  const now = jobId === null ? null : (job.data ?? null);
  // Asked for only while it runs; it does not change afterwards.
  const isDone = now !== null && now.id === jobId && now.state !== "running";
  if (isDone !== isOver && jobId !== null) setOver(isDone);
  return {
    days: days.data?.days ?? null,
    daysError: days.error?.code ?? null,
    job: now,
    isRunning: start.isPending || (jobId !== null && !isDone && job.error === null),
    error: start.error?.code ?? job.error?.code ?? null,
    start: (day: string, changes: readonly Change[]) =>
      start.mutate(
        { day, timeZone, changes: changes.map(({ path, value }) => ({ path, value })), seed: 1 },
        {
          onSuccess: ({ jobId: id }) => {
            setOver(false);
            setJobId(id);
          },
        },
      ),
    cancel: () => jobId !== null && cancel.mutate({ id: jobId }, { onSuccess: () => void job.refetch() }),
  };
}
export type Replay = ReturnType<typeof useReplay>;
