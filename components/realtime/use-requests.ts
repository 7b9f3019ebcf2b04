"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { RequestState, RequestView } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import { requestListKey, type RequestList } from "./agent-state.ts";
import { dataOf, type RefusedError } from "./refused-error.ts";
import { useLoadMore } from "./use-load-more.ts";

export interface RequestListView {
  requests: readonly RequestView[];
  hasMore: boolean;
  /** Stored and claimed by nobody yet. */
  openRequests: number;
  isLoading: boolean;
  isLoadingMore: boolean;
  loadMore(): Promise<void>;
  error: RefusedError | null;
}

/** The message box: requests in these states, newest first, live. */
export function useRequests(states: readonly RequestState[], isEnabled = true): RequestListView {
  const { client } = useAgentValue();
  const queryClient = useQueryClient();
  const key = requestListKey(states);
  const query = useQuery<RequestList, RefusedError>({
    queryKey: key.path,
    enabled: isEnabled,
    queryFn: async () => dataOf(await client.call("request:list", { states: [...states], before: null })),
  });
  const more = useLoadMore(async () => {
    const oldest = queryClient.getQueryData<RequestList>(key.path)?.requests.at(-1);
    if (!oldest) return;
    const page = dataOf(await client.call("request:list", { states: [...states], before: oldest.createdAt }));
    queryClient.setQueryData<RequestList>(key.path, (held) => {
      if (!held) return held;
      const known = new Set(held.requests.map(({ id }) => id));
      return {
        ...held,
        requests: [...held.requests, ...page.requests.filter(({ id }) => !known.has(id))],
        hasMore: page.hasMore,
      };
    });
  });
  const { requests, hasMore, openRequests } = query.data ?? { requests: [], hasMore: false, openRequests: 0 };
  return { requests, hasMore, openRequests, isLoading: query.isLoading, ...more, error: more.error ?? query.error };
}
