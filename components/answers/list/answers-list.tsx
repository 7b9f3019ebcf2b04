"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Pane, PaneHead } from "#components/shell/pane.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import type { AgentOutput } from "#components/realtime/command-shapes.ts";
import { AnswerRow } from "./answer-row.tsx";
import { type AnswerFilter, filterAnswers, noFilter } from "./filter-answers.ts";
import { ListFilters } from "./list-filters.tsx";

const ROW = 54;
const noAnswers: AgentOutput<"answer:list">["answers"] = [];

/** The library as a list: thousands of entries stay smooth. `/` goes to the search, arrows walk through the rows. */
export function AnswersList(props: {
  library: AgentOutput<"answer:list"> | null;
  openId: string | null;
  onOpen(id: string): void;
  onNew(): void;
  className?: string;
}) {
  const t = useTranslations("answers.list");
  const [filter, setFilter] = useState<AnswerFilter>(noFilter);
  const search = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const answers = props.library?.answers ?? noAnswers;
  const shown = filterAnswers(answers, filter);
  const used = new Set(answers.map(({ language }) => language));
  const languages = useLanguageOptions([...used]).filter(({ value }) => used.has(value));
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  useSlashKey(search);

  const focusRow = (index: number) => {
    const answer = shown[index];
    if (!answer) return;
    rows.scrollToIndex(index);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-answer="${answer.id}"]`)?.focus());
  };
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const id = event.target instanceof HTMLElement ? event.target.dataset.answer : undefined;
    if (step === 0 || id === undefined) return;
    event.preventDefault();
    const next = shown.findIndex((answer) => answer.id === id) + step;
    if (next < 0) search.current?.focus();
    else focusRow(next);
  };

  return (
    <Pane as="aside" tone="panel" label={t("label")} className={props.className}>
      <PaneHead title={t("title")} level={1}>
        <span className="text-xs text-subtle">
          {props.library ? t("count", { shown: shown.length, total: answers.length }) : ""}
        </span>
        <Button icon={<Plus aria-hidden className="icon" />} onClick={props.onNew} className="ms-auto">
          {t("new")}
        </Button>
      </PaneHead>
      <ListFilters
        filter={filter}
        onFilter={(change) => setFilter({ ...filter, ...change })}
        categories={props.library?.categories ?? []}
        languages={languages}
        inputRef={search}
        onDown={() => focusRow(0)}
      />
      <div ref={scroller} onKeyDown={walk} className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        {props.library === null ? (
          <SkeletonRows count={10} height={ROW} />
        ) : shown.length === 0 ? (
          <Nothing
            isFiltered={answers.length > 0}
            onClear={() => setFilter({ ...noFilter, sort: filter.sort })}
            onNew={props.onNew}
          />
        ) : (
          <ul className="relative" style={{ height: rows.getTotalSize() }}>
            {rows.getVirtualItems().map((row) => {
              const answer = shown[row.index];
              return (
                answer && (
                  <li
                    key={answer.id}
                    aria-setsize={shown.length}
                    aria-posinset={row.index + 1}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${row.start}px)`, height: ROW }}
                  >
                    <AnswerRow
                      answer={answer}
                      isOpen={answer.id === props.openId}
                      onOpen={() => props.onOpen(answer.id)}
                    />
                  </li>
                )
              );
            })}
          </ul>
        )}
      </div>
    </Pane>
  );
}

function Nothing({ isFiltered, onClear, onNew }: { isFiltered: boolean; onClear(): void; onNew(): void }) {
  const t = useTranslations("answers.list");
  return isFiltered ? (
    <EmptyState title={t("noneFound")} action={<Button onClick={onClear}>{t("clearFilters")}</Button>} />
  ) : (
    <EmptyState
      title={t("emptyTitle")}
      description={t("emptyText")}
      action={<Button onClick={onNew}>{t("new")}</Button>}
    />
  );
}

/** `/` goes to the search from everywhere but where one types. */
function useSlashKey(target: { current: HTMLInputElement | null }) {
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      target.current?.focus();
      target.current?.select();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [target]);
}
