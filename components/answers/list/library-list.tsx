"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { EntryRow } from "./entry-row.tsx";
import { isFiltered, type ListFilter, noFilter } from "./list-filter.ts";
import { ListFilters } from "./list-filters.tsx";
import { nothingPicked, pickUpTo, togglePick } from "./selection.ts";
import type { LibraryPages } from "./use-library-list.ts";
import { useSlashKey } from "./use-slash-key.ts";

const ROW = 54;
/** Rows before the end of what is loaded at which the next page is fetched. */
const AHEAD = 40;

/**
 * The library as a list: thousands of entries stay smooth, rows come in pages. `/` goes to the search, arrows walk
 * through the rows, `x` picks one; Shift or Ctrl with a press picks too.
 */
export function LibraryList(props: {
  library: LibraryPages;
  filter: ListFilter;
  onFilter(change: Partial<ListFilter>): void;
  openId: string | null;
  onOpen(id: string): void;
  onNew(): void;
  onImport(): void;
}) {
  const t = useTranslations("answers.list");
  const errorText = useErrorText();
  const { library, filter, onFilter, onOpen } = props;
  const [selection, setSelection] = useState(nothingPicked);
  const search = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, total, hasMore, isLoadingMore, loadMore } = library;
  const virtual = useVirtualizer({
    count: rows === null ? 0 : total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  useSlashKey(search);
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const loaded = rows?.length ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && lastShown + AHEAD >= loaded) loadMore();
  }, [hasMore, isLoadingMore, lastShown, loaded, loadMore]);

  const focusRow = (index: number) => {
    const row = rows?.[index];
    if (!row) return;
    virtual.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-entry="${row.id}"]`)?.focus());
  };
  const press = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.entry : undefined;
    if (event.key === "Escape" && selection.ids.size > 0) setSelection(nothingPicked);
    if (id === undefined) return;
    if (event.key === "x") setSelection(togglePick(selection, id));
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = (rows?.findIndex((row) => row.id === id) ?? -1) + step;
    if (next < 0) search.current?.focus();
    else focusRow(next);
  };
  const pick = (id: string, isRange: boolean) =>
    setSelection(isRange ? pickUpTo(selection, id, rows?.map((row) => row.id) ?? []) : togglePick(selection, id));

  return (
    <>
      <ListFilters
        filter={filter}
        onFilter={onFilter}
        facets={library.facets}
        inputRef={search}
        onDown={() => focusRow(0)}
      />
      <div
        ref={scroller}
        onKeyDown={press}
        aria-busy={library.isStale || undefined}
        className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto"
      >
        {rows === null ? (
          library.error ? (
            <EmptyState
              title={errorText(library.error.code)}
              action={<Button onClick={library.retry}>{t("tryAgain")}</Button>}
            />
          ) : (
            <SkeletonRows count={10} height={ROW} />
          )
        ) : total === 0 ? (
          isFiltered(filter) ? (
            <EmptyState
              title={t("noneFound")}
              action={<Button onClick={() => onFilter({ ...noFilter, sort: filter.sort })}>{t("clearFilters")}</Button>}
            />
          ) : (
            <EmptyState
              title={t("emptyTitle")}
              description={t("emptyText")}
              action={
                <span className="flex gap-2">
                  <Button variant="primary" onClick={props.onNew}>
                    {t("newEntry")}
                  </Button>
                  <Button onClick={props.onImport}>{t("import")}</Button>
                </span>
              }
            />
          )
        ) : (
          <ul className="relative" style={{ height: virtual.getTotalSize() }}>
            {shown.map(({ index, start }) => {
              const row = rows[index];
              return (
                <li
                  key={row?.id ?? index}
                  aria-setsize={total}
                  aria-posinset={index + 1}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)`, height: ROW }}
                >
                  {row ? (
                    <EntryRow
                      row={row}
                      isOpen={row.id === props.openId}
                      isPicked={selection.ids.size > 0 ? selection.ids.has(row.id) : null}
                      onOpen={() => onOpen(row.id)}
                      onPick={(isRange) => pick(row.id, isRange)}
                    />
                  ) : (
                    <span className="flex h-full flex-col justify-center gap-2 px-4">
                      <Skeleton className="h-2.5 w-2/3 rounded-xs" />
                      <Skeleton className="h-2.5 w-11/12 rounded-xs" />
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </div>
      {selection.ids.size > 0 && (
        <BulkBar
          ids={[...selection.ids]}
          rows={rows ?? []}
          total={total}
          categories={library.facets?.categories.flatMap(({ category }) => category ?? []) ?? []}
          findAll={library.findAll}
          onPickAll={(ids) => setSelection({ ids: new Set(ids), anchor: null })}
          onDone={() => setSelection(nothingPicked)}
        />
      )}
    </>
  );
}
