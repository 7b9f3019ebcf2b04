"use client";

import type { LibraryChangeView, LibraryWarning } from "#server/contract/library-views.ts";
import { useMemo } from "react";
import { useAgentPages } from "../data/pages.ts";
import { type DraftChoice, isNone } from "./draft-choice.ts";

export interface DraftsDiff {
  /** As far as they are loaded; null before, and while another choice of them is fetched. */
  changes: readonly LibraryChangeView[] | null;
  counts: { new: number; changed: number; removed: number };
  withIssues: number;
  /** Names the drafts as they are; null before it is known, and while another choice of them is fetched. */
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
const nothing = {
  changes: [],
  counts: none,
  withIssues: 0,
  print: null,
  warnings: [],
  titles: new Map<string, string>(),
  hasMore: false,
  isLoadingMore: false,
};

/** The (chosen) drafts against what is published, or one version against the one before it. */
export function useLibraryDiff(
  of: "drafts" | number,
  { isEnabled = true, choice = null }: { isEnabled?: boolean; choice?: DraftChoice } = {},
): DraftsDiff {
  const isEmpty = isNone(choice);
  const query = useAgentPages(
    "library:diff",
    { of, ids: isEmpty ? null : choice, limit: 50 },
    { isEnabled: isEnabled && !isEmpty },
  );
  const { pages } = query;
  const changes = useMemo(() => pages?.flatMap((page) => page.changes) ?? null, [pages]);
  const titles = useMemo(() => new Map(changes?.map(({ answerId, title }) => [answerId as string, title])), [changes]);
  const first = pages?.[0];
  if (isEmpty) return { ...nothing, version: first?.version ?? 0, loadMore: query.loadMore };
  return {
    changes: query.isStale ? null : changes,
    counts: first?.counts ?? none,
    withIssues: first?.withIssues ?? 0,
    print: query.isStale ? null : (first?.print ?? null),
    version: first?.version ?? 0,
    warnings: first?.warnings ?? [],
    titles,
    hasMore: query.hasMore,
    isLoadingMore: query.isLoadingMore,
    loadMore: query.loadMore,
  };
}
