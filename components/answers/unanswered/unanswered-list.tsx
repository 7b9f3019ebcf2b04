"use client";

import type { UnansweredGroup } from "#server/contract/library-views.ts";
import { type KeyboardEvent, useRef } from "react";
import { CircleCheck, Clock, Inbox } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/class-names.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Segments } from "#components/ui/segments.tsx";
import { Select } from "#components/ui/select.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { useLanguageName } from "../data/use-language-name.ts";
import { useDurationText } from "./use-duration-text.ts";
import type { Unanswered, UnansweredFilter } from "./use-unanswered.ts";

const spans = [7, 30, 90] as const;

/** Groups of questions nobody could answer, the dearest first; arrows walk through them. */
export function UnansweredList(props: {
  unanswered: Unanswered;
  filter: UnansweredFilter;
  onFilter(change: Partial<UnansweredFilter>): void;
  openId: string | null;
  onOpen(id: string): void;
}) {
  const t = useTranslations("answers.unanswered");
  const errorText = useErrorText();
  const nameOf = useLanguageName(props.unanswered.languages);
  const list = useRef<HTMLUListElement>(null);
  const { unanswered, filter, onFilter } = props;
  const { groups } = unanswered;
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = buttons[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-3 pt-3 pb-2">
        <Segments
          label={t("which")}
          value={filter.which}
          onChange={(which) => onFilter({ which })}
          options={[
            { value: "open", label: t("open") },
            { value: "handled", label: t("handled") },
          ]}
        />
        <Select
          aria-label={t("days")}
          value={String(filter.days)}
          onChange={(event) => onFilter({ days: Number(event.target.value) })}
          options={spans.map((count) => ({ value: String(count), label: t("lastDays", { count }) }))}
          className="h-7! min-w-0 flex-1"
        />
        {unanswered.languages.length > 1 && (
          <Select
            aria-label={t("language")}
            value={filter.language ?? ""}
            onChange={(event) => onFilter({ language: event.target.value || null })}
            options={[
              { value: "", label: t("everyLanguage") },
              ...unanswered.languages.map((code) => ({ value: code, label: nameOf(code) })),
            ]}
            className="h-7! min-w-0 basis-full"
          />
        )}
      </div>
      <div onKeyDown={walk} className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        {groups === null ? (
          unanswered.error ? (
            <EmptyState
              title={errorText(unanswered.error.code)}
              action={<Button onClick={unanswered.retry}>{t("tryAgain")}</Button>}
            />
          ) : (
            <SkeletonRows count={8} height={54} />
          )
        ) : groups.length === 0 ? (
          <EmptyState
            icon={
              filter.which === "open" ? (
                <CircleCheck aria-hidden className="icon-lg" />
              ) : (
                <Inbox aria-hidden className="icon-lg" />
              )
            }
            title={t(filter.which === "open" ? "noneTitle" : "noneHandled")}
            description={filter.which === "open" ? t("noneText") : undefined}
          />
        ) : (
          <>
            <ul ref={list} className="flex flex-col gap-0.5 pb-2">
              {groups.map((group) => (
                <GroupRow
                  key={group.id}
                  group={group}
                  isOpen={group.id === props.openId}
                  onOpen={() => props.onOpen(group.id)}
                />
              ))}
            </ul>
            {unanswered.isSampled && <p className="px-4 pb-2 text-xs text-subtle">{t("sampled")}</p>}
            {unanswered.hasMore && (
              <Button size="sm" className="mx-4 mb-3" isBusy={unanswered.isLoadingMore} onClick={unanswered.loadMore}>
                {t("more")}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  );
}

function GroupRow({ group, isOpen, onOpen }: { group: UnansweredGroup; isOpen: boolean; onOpen(): void }) {
  const t = useTranslations("answers.unanswered");
  const format = useFormatter();
  const duration = useDurationText();
  return (
    <li>
      <button
        type="button"
        aria-current={isOpen || undefined}
        onClick={onOpen}
        className={cn(
          "mx-1.5 block h-[52px] w-[calc(100%-12px)] rounded-md px-2.5 py-[7px] text-start -outline-offset-2",
          isOpen ? "bg-selected" : "hover:bg-hover",
        )}
      >
        <span className="flex min-w-0 items-center gap-2">
          <span lang={group.language ?? undefined} title={group.label} className="min-w-0 flex-1 truncate font-medium">
            {group.label}
          </span>
          {group.handledAs ? (
            <Badge className="-my-0.5">{t(`handledAs.${group.handledAs}`)}</Badge>
          ) : (
            <span className="text-xs font-medium text-muted">{t("times", { count: format.number(group.count) })}</span>
          )}
        </span>
        <span className="mt-px flex gap-1.5 text-xs leading-[18px] whitespace-nowrap text-subtle">
          <span className="truncate">
            {group.nearest ? t("near", { title: group.nearest.title }) : t("nothingNear")}
          </span>
          {group.waitedMs >= 1_000 && (
            <span className="ms-auto inline-flex items-center gap-1 ps-1">
              <Clock aria-hidden className="icon-xs" />
              <span className="sr-only">{t("waited")} </span>
              {duration(group.waitedMs)}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
