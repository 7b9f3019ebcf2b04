"use client";
import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback } from "react";
import type { AgentCommands } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import type { AgentInput, AgentOutput, NameOf, NamesWithoutClientId } from "./command-shapes.ts";
import { dataOf, type RefusedError } from "./refused-error.ts";

export interface QueryOptions {
  isEnabled?: boolean;
  /** How long an answer is good without a word of a change. */
  staleMs?: number;
  /** Asked again this often while shown. */
  refetchMs?: number;
  /** Shows the answer to the last input until that to the new one is there. */
  keepPrevious?: boolean;
}

/** A read over the socket, fresh again after `settings:changed` and after a reconnect. */
export function useAgentQuery<N extends NamesWithoutClientId<AgentCommands>>(
  name: N,
  input: AgentInput<N>,
  options: QueryOptions = {},
): UseQueryResult<AgentOutput<N>, RefusedError> {
  const { client } = useAgentValue();
  const { isEnabled = true, staleMs, refetchMs = false, keepPrevious = false } = options;
  return useQuery<AgentOutput<N>, RefusedError>({
    queryKey: ["command", name, input],
    queryFn: async () => dataOf(await client.call(name, input)),
    enabled: isEnabled,
    refetchInterval: refetchMs,
    ...(staleMs === undefined ? {} : { staleTime: staleMs }),
    // TanStack types this by the query's own data, which is the same here but still generic.
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  });
}

/** Fetches a read again where it is shown. */
export function useRefresh(): (name: NameOf<AgentCommands>, input?: unknown) => void {
  const queryClient = useQueryClient();
  return useCallback(
    (name, input) =>
      void queryClient.invalidateQueries({
        queryKey: input === undefined ? ["command", name] : ["command", name, input],
      }),
    [queryClient],
  );
}
