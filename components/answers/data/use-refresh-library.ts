"use client";

import { useCallback } from "react";
import { useRefresh } from "#components/realtime/use-agent-query.ts";

const stale = [
  "library:list",
  "library:get",
  "library:diff",
  "library:versions",
  "unanswered:list",
  "answer:try",
] as const;

/** After an act of one's own: what the library's screens show is read again, without waiting for the word of the server. */
export function useRefreshLibrary(): () => void {
  const refresh = useRefresh();
  return useCallback(() => {
    for (const name of stale) refresh(name);
  }, [refresh]);
}
