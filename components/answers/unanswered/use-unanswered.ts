"use client";

import type { UnansweredGroup } from "#server/contract/library-views.ts";
import { useMemo } from "react";
import type { RefusedError } from "#components/realtime/refused-error.ts";
import { useAgentPages } from "../data/pages.ts";

/** Events tell what customers ask and say; this catches what a lost one would have said. */
const LOOK_MS = 60_000;

export interface UnansweredFilter {
  days: number;
  language: string | null;
  which: "open" | "handled";
}
export const firstUnanswered: UnansweredFilter = { days: 30, language: null, which: "open" };

export interface Unanswered {
  /** Null before the first page. */
  groups: UnansweredGroup[] | null;
  totalGroups: number;
  languages: readonly string[];
  isSampled: boolean;
  error: RefusedError | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
  retry(): void;
}

/** What nobody could answer, in groups, the dearest first. */
export function useUnanswered(filter: UnansweredFilter): Unanswered {
  const query = useAgentPages("unanswered:list", { ...filter, limit: 50 }, { refetchMs: LOOK_MS });
  const { pages } = query;
  const groups = useMemo(() => pages?.flatMap((page) => page.groups) ?? null, [pages]);
  const first = pages?.[0];
  return {
    groups,
    totalGroups: first?.totalGroups ?? 0,
    languages: first?.languages ?? [],
    isSampled: first?.isSampled ?? false,
    error: query.error,
    hasMore: query.hasMore,
    isLoadingMore: query.isLoadingMore,
    loadMore: query.loadMore,
    retry: query.retry,
  };
}
