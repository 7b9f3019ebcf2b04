"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import type { LibraryChangeView } from "#server/contract/library-views.ts";
import { useState } from "react";
import { ChevronDown, CircleAlert, PenLine, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/class-names.ts";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { type DiffNames, EntryDiff } from "../diff/entry-diff.tsx";

const looks = {
  new: { Icon: Plus, tone: "success" },
  changed: { Icon: PenLine, tone: "warning" },
  removed: { Icon: Trash2, tone: "danger" },
} as const;

/** Which of the changes shall be published. */
export interface ChoiceOfChanges {
  isChosen(id: AnswerId): boolean;
  toggle(id: AnswerId): void;
  /** Of all of them; null: some. */
  all: boolean | null;
  toggleAll(isChosen: boolean): void;
  words: string;
}

/** Entries that differ, one a line; each opens to show how. Only one alone is open from the start. */
export function ChangesPart(props: {
  /** Null while it loads. */
  changes: readonly LibraryChangeView[] | null;
  names: DiffNames;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore(): void;
  onOpen?: (answerId: string) => void;
  /** Absent: there is nothing to choose. */
  choice?: ChoiceOfChanges;
}) {
  const t = useTranslations("answers.publish");
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const { changes } = props;
  if (changes === null) return <SkeletonRows count={3} height={40} />;
  if (changes.length === 0) return <p className="py-3 text-muted">{t("noChanges")}</p>;
  const isAlone = changes.length === 1;
  const choice = isAlone && !props.hasMore && props.choice?.all === true ? undefined : props.choice;
  return (
    <>
      {choice && (
        <Checkbox
          checked={choice.all ?? "indeterminate"}
          onCheckedChange={choice.toggleAll}
          className="min-h-9 w-full border-b border-border"
        >
          {choice.words}
        </Checkbox>
      )}
      <ul className="flex flex-col">
        {changes.map((change) => {
          const { Icon, tone } = looks[change.what];
          const isOpen = toggled.has(change.answerId) !== isAlone;
          const toggle = () => {
            const next = new Set(toggled);
            if (!next.delete(change.answerId)) next.add(change.answerId);
            setToggled(next);
          };
          return (
            <li key={change.answerId} className="border-b border-border last:border-0">
              <div className="flex items-center gap-2">
                {choice && (
                  <Checkbox
                    label={t("choose", { title: change.title || t("untitled") })}
                    checked={choice.isChosen(change.answerId)}
                    onCheckedChange={() => choice.toggle(change.answerId)}
                  />
                )}
                <button
                  type="button"
                  aria-expanded={isOpen}
                  onClick={toggle}
                  className="flex min-h-10 w-full min-w-0 items-center gap-2 rounded-xs py-1 text-start -outline-offset-2"
                >
                  <ChevronDown
                    aria-hidden
                    className={cn("icon-sm shrink-0 text-subtle transition-transform", !isOpen && "-rotate-90")}
                  />
                  <span
                    lang={change.language}
                    className={cn(
                      "min-w-0 flex-1 truncate",
                      choice && !choice.isChosen(change.answerId) ? "text-muted" : "font-medium",
                    )}
                  >
                    {change.title || t("untitled")}
                  </span>
                  {change.draft?.isBehind && <Badge tone="warning">{t("behind")}</Badge>}
                  {change.draft?.updatedByName && (
                    <span className="truncate text-xs text-subtle max-sm:hidden">{change.draft.updatedByName}</span>
                  )}
                  <Badge tone={tone} icon={<Icon aria-hidden className="icon-xs" />}>
                    {t(`what.${change.what}`)}
                  </Badge>
                </button>
              </div>
              {change.issues.length > 0 && (
                <ul className="mb-2 ps-6">
                  {change.issues.map(({ field, reason }) => (
                    <li key={`${field} ${reason}`} className="flex items-center gap-1.5 text-xs text-danger-text">
                      <CircleAlert aria-hidden className="icon-sm" />
                      {t("issue", { field: t(`field.${field}`), reason: t(`reason.${reason}`) })}
                    </li>
                  ))}
                </ul>
              )}
              {isOpen && (
                <div className="mb-3 ps-6">
                  <EntryDiff
                    before={change.before}
                    after={change.after}
                    names={props.names}
                    className="rounded-md bg-panel px-4 py-3 inset-ring inset-ring-border"
                  />
                  {props.onOpen && (
                    <Button size="sm" className="mt-2" onClick={() => props.onOpen?.(change.answerId)}>
                      {t("openEntry")}
                    </Button>
                  )}
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {props.hasMore && (
        <Button size="sm" isBusy={props.isLoadingMore} onClick={props.onMore} className="mt-2">
          {t("moreChanges")}
        </Button>
      )}
    </>
  );
}
