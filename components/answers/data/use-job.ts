"use client";

import { useState } from "react";
import type { AgentOutput } from "#components/realtime/command-shapes.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";

export type JobView = AgentOutput<"library:job">;

/** Events tell how far a job is; this only catches what a lost one would have said. */
const LOOK_MS = 2_000;
const nobody = "00000000-0000-4000-8000-000000000000";

const isAtWork = (job: JobView | undefined): boolean => job?.state === "running" || job?.state === "writing";

/** One long work of the server, as it goes on; with nothing chosen the own latest of this kind, so a reload goes on with it. */
export function useJob(kind: "trial" | "import") {
  const [chosen, choose] = useState<string | null | undefined>(undefined);
  const jobs = useAgentQuery("library:jobs", {}, { isEnabled: chosen === undefined });
  const id = chosen === undefined ? (jobs.data?.jobs.find((job) => job.kind === kind)?.id ?? null) : chosen;
  const held = useAgentQuery("library:job", { id: id ?? nobody }, { isEnabled: id !== null });
  const job = held.data?.id === id ? held.data : undefined;
  useAgentQuery("library:job", { id: id ?? nobody }, { isEnabled: id !== null && isAtWork(job), refetchMs: LOOK_MS });
  const cancel = useAgentCommand("library:cancel-job");
  return {
    job: job ?? null,
    /** Whether there is one from before is not known yet. */
    isSought: chosen === undefined && jobs.data === undefined && jobs.error === null,
    isAtWork: isAtWork(job) || (id !== null && job === undefined && held.error === null),
    error: held.error,
    /** Begun from this page, not found from before: only then how it ended is news. */
    isOwn: typeof chosen === "string",
    /** Follows this one from now on; null follows none. */
    follow: (next: string | null) => choose(next),
    cancel: () => id !== null && cancel.mutate({ id }, { onSuccess: () => void held.refetch() }),
  };
}
