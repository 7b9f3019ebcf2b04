"use client";

import type { LibraryChangeView, LibraryWarning } from "#server/contract/library-views.ts";
import { useMemo } from "react";
import { useAgentPages } from "../data/pages.ts";

export interface DraftsDiff {
  /** As far as they are loaded; null before. */
  changes: readonly LibraryChangeView[] | null;
  counts: { new: number; changed: number; removed: number };
  withIssues: number;
  /** Names the drafts as they are; null before it is known. */
  print: string | null;
  version: number;
  warnings: readonly LibraryWarning[];
  /** Titles of the entries in it, by id. */
  titles: ReadonlyMap<string, string>;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
}

const none = { new: 0, changed: 0, removed: 0 };

/** The drafts against what is published, or one version against the one before it. */
export function useLibraryDiff(of: "drafts" | number, isEnabled = true): DraftsDiff {
  const query = useAgentPages("library:diff", { of, ids: null, limit: 50 }, { isEnabled });
  const { pages } = query;
  const changes = useMemo(() => pages?.flatMap((page) => page.changes) ?? null, [pages]);
  const titles = useMemo(() => new Map(changes?.map(({ answerId, title }) => [answerId as string, title])), [changes]);
  const first = pages?.[0];
  return {
    changes: query.isStale ? null : changes,
    counts: first?.counts ?? none,
    withIssues: first?.withIssues ?? 0,
    print: first?.print ?? null,
    version: first?.version ?? 0,
    warnings: first?.warnings ?? [],
    titles,
    hasMore: query.hasMore,
    isLoadingMore: query.isLoadingMore,
    loadMore: query.loadMore,
  };
}
