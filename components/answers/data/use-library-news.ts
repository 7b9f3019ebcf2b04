"use client";

import { useEffect } from "react";
import { useAgentValue } from "#components/realtime/agent-context.ts";
import { useRefresh } from "#components/realtime/use-agent-query.ts";

const stale = ["answer:try", "library:collisions", "library:suggest-questions", "learned:list"] as const;

/** What only these screens show is read again when the library, its drafts or its model moved on. */
export function useLibraryNews(): void {
  const { client } = useAgentValue();
  const refresh = useRefresh();
  useEffect(
    () =>
      client.on("library:changed", () => {
        for (const name of stale) refresh(name);
      }),
    [client, refresh],
  );
}
