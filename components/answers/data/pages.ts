"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useAgentValue } from "#components/realtime/agent-context.ts";
import type { AgentInput, AgentOutput } from "#components/realtime/command-shapes.ts";
import { dataOf, type RefusedError } from "#components/realtime/refused-error.ts";

type Paged = "library:list" | "library:diff" | "unanswered:list" | "learned:list";

/**
 * A read that comes in pages. It stands under the command's own key, so whatever makes the command stale makes all its
 * pages stale. While another input loads, the pages of the last one stay.
 */
export function useAgentPages<N extends Paged>(
  name: N,
  input: Omit<AgentInput<N>, "after">,
  options: { isEnabled?: boolean; refetchMs?: number } = {},
) {
  const { client } = useAgentValue();
  const query = useInfiniteQuery<
    AgentOutput<N>,
    RefusedError,
    readonly AgentOutput<N>[],
    readonly unknown[],
    string | null
  >({
    queryKey: ["command", name, input, "pages"],
    // The cursor is the one field that the pages add to the input.
    queryFn: async ({ pageParam }) => dataOf(await client.call(name, { ...input, after: pageParam } as AgentInput<N>)),
    initialPageParam: null,
    getNextPageParam: (page: { next: string | null }) => page.next,
    select: (data) => data.pages,
    enabled: options.isEnabled ?? true,
    placeholderData: keepPreviousData,
    refetchInterval: options.refetchMs ?? false,
  });
  return {
    pages: query.data ?? null,
    error: query.error,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void (query.hasNextPage && !query.isFetching && query.fetchNextPage()),
    retry: () => void query.refetch(),
  };
}
