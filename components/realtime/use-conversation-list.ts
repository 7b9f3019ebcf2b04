"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ConversationView } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import { conversationListKey, type ConversationList, type Which } from "./agent-state.ts";
import { dataOf, type RefusedError } from "./refused-error.ts";
import { useLoadMore } from "./use-load-more.ts";

/** Moves in line are told (`queue:changed`); turns of conversations that others serve are not, so those are asked for. */
const REFETCH_MS = 10_000;

export interface ConversationListView {
  conversations: readonly ConversationView[];
  hasMore: boolean;
  isLoading: boolean;
  isLoadingMore: boolean;
  loadMore(): Promise<void>;
  error: RefusedError | null;
}

/** A list of conversations; rows change by events, the list itself is asked again often while shown. */
export function useConversationList(which: Which, search: string | null, isEnabled = true): ConversationListView {
  const { client } = useAgentValue();
  const queryClient = useQueryClient();
  const key = conversationListKey(which, search);
  const query = useQuery<ConversationList, RefusedError>({
    queryKey: key.path,
    enabled: isEnabled,
    staleTime: REFETCH_MS,
    // Paged history is not thrown back to its first page.
    refetchInterval: which === "closed" ? false : REFETCH_MS,
    queryFn: async () => dataOf(await client.call("conversation:list", { which, search, before: null })),
  });
  const more = useLoadMore(async () => {
    const before = queryClient.getQueryData<ConversationList>(key.path);
    const oldest = before?.conversations.at(-1)?.closedAt ?? null;
    if (!before?.hasMore || oldest === null) return;
    const page = dataOf(await client.call("conversation:list", { which, search, before: oldest }));
    queryClient.setQueryData<ConversationList>(key.path, (held) => {
      if (!held) return held;
      const known = new Set(held.conversations.map(({ id }) => id));
      return {
        conversations: [...held.conversations, ...page.conversations.filter(({ id }) => !known.has(id))],
        hasMore: page.hasMore,
      };
    });
  });
  const { conversations, hasMore } = query.data ?? { conversations: [], hasMore: false };
  return {
    conversations,
    hasMore: hasMore && which === "closed",
    isLoading: query.isLoading,
    ...more,
    error: more.error ?? query.error,
  };
}
