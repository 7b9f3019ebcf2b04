"use client";

import type { LibraryFacets, LibraryModelView, LibraryRow } from "#server/contract/library-views.ts";
import { useCallback, useMemo } from "react";
import { useAgentValue } from "#components/realtime/agent-context.ts";
import { dataOf, type RefusedError } from "#components/realtime/refused-error.ts";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { useAgentPages } from "../data/pages.ts";
import { useSettled } from "../data/use-settled.ts";
import { type ListFilter, listInput, noFilter } from "./list-filter.ts";

const PAUSE_MS = 180;

/** The list as far as it is loaded; `rows` null before the first page. */
export interface LibraryPages {
  rows: LibraryRow[] | null;
  total: number;
  /** Entries of the library without any filter; null before it is known. */
  wholeCount: number | null;
  facets: LibraryFacets | null;
  model: LibraryModelView | null;
  version: number;
  draftCount: number;
  error: RefusedError | null;
  isStale: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
  retry(): void;
  /** Ids of everything that fits the filter, loaded or not. */
  findAll(): Promise<LibraryRow[]>;
}

export function useLibraryList(filter: ListFilter): LibraryPages {
  const { client } = useAgentValue();
  const search = useSettled(filter.search, PAUSE_MS);
  const input = listInput(filter, search);
  const query = useAgentPages("library:list", input);
  // The whole library, whatever is searched for: one row is enough to be told its size.
  const whole = useAgentQuery("library:list", { ...listInput(noFilter, ""), after: null, limit: 1 });
  const { pages } = query;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? null, [pages]);
  const first = pages?.[0];
  const last = pages?.at(-1);
  const inputKey = JSON.stringify(input);
  const findAll = useCallback(async () => {
    const found: LibraryRow[] = [];
    let after: string | null = null;
    do {
      const page: { rows: LibraryRow[]; next: string | null } = dataOf(
        await client.call("library:list", { ...(JSON.parse(inputKey) as typeof input), after }),
      );
      found.push(...page.rows);
      after = page.next;
    } while (after !== null);
    return found;
  }, [client, inputKey]);
  return {
    rows,
    total: last?.total ?? 0,
    wholeCount: whole.data?.total ?? null,
    facets: first?.facets ?? null,
    model: last?.model ?? null,
    version: last?.version ?? 0,
    draftCount: last?.draftCount ?? 0,
    error: query.error,
    isStale: query.isStale,
    hasMore: query.hasMore,
    isLoadingMore: query.isLoadingMore,
    loadMore: query.loadMore,
    retry: query.retry,
    findAll,
  };
}
