"use client";

import type { LibraryRow } from "#server/contract/library-views.ts";
import type { MouseEvent } from "react";
import { CircleOff, PenLine, Plus, ThumbsDown, Trash2, UserRound } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/class-names.ts";
import { careOf } from "./health-words.ts";

/** An entry of the list, 52 px high: title and state, category, ways to ask, how often it was asked. */
export function EntryRow(props: {
  row: LibraryRow;
  isOpen: boolean;
  /** Null while nothing is picked: the box then shows on hover only. */
  isPicked: boolean | null;
  onOpen(): void;
  onPick(isRange: boolean): void;
}) {
  const t = useTranslations("answers.list");
  const format = useFormatter();
  const { row, isPicked } = props;
  const isPicking = isPicked !== null;
  const press = (event: MouseEvent) => {
    if (event.shiftKey || event.metaKey || event.ctrlKey) props.onPick(event.shiftKey);
    else props.onOpen();
  };
  return (
    <div
      className={cn(
        "group relative mx-1.5 h-[52px] rounded-md",
        isPicked ? "bg-accent-soft" : props.isOpen ? "bg-selected" : "hover:bg-hover",
      )}
    >
      <button
        type="button"
        data-entry={row.id}
        aria-current={props.isOpen || undefined}
        onClick={press}
        className="block size-full rounded-md px-2.5 py-[7px] text-start -outline-offset-2 select-none"
      >
        <span className="flex min-w-0 items-center gap-2">
          <span
            lang={row.language}
            title={row.title}
            className={cn(
              "min-w-0 flex-1 truncate font-medium",
              !row.isEnabled && "text-muted",
              row.draft === "removed" && "text-muted line-through",
            )}
          >
            {row.title || t("untitled")}
          </span>
          <RowBadge row={row} />
        </span>
        <span className="mt-px flex gap-1.5 text-xs leading-[18px] whitespace-nowrap text-subtle">
          <span className="truncate">{row.category ?? t("noCategory")}</span>
          <span aria-hidden>·</span>
          <span>{t("questions", { count: row.questionCount })}</span>
          <span
            className={cn(
              "ms-auto ps-1 max-md:pe-7",
              // The box stands there then; on phones there is room for both.
              isPicking
                ? "md:opacity-0"
                : "md:group-hover:opacity-0 md:group-has-[[role=checkbox]:focus-visible]:opacity-0",
            )}
          >
            {t("asked", { count: format.number(row.asked) })}
          </span>
        </span>
      </button>
      <Checkbox
        checked={isPicked ?? false}
        onCheckedChange={() => props.onPick(false)}
        label={t("pick", { title: row.title || t("untitled") })}
        className={cn(
          "absolute end-2.5 bottom-[9px]",
          !isPicking && "md:opacity-0 md:group-hover:opacity-100 md:focus-within:opacity-100",
        )}
      />
    </div>
  );
}

const draftIcons = { new: Plus, changed: PenLine, removed: Trash2 };

/** One badge at most: its draft, that it is off, that it does not help, or that it is the library's own part. */
function RowBadge({ row }: { row: LibraryRow }) {
  const t = useTranslations("answers.list");
  const care = careOf(row);
  if (row.draft) {
    const Icon = draftIcons[row.draft];
    return (
      <Badge
        tone={row.draft === "removed" ? "danger" : "warning"}
        icon={<Icon aria-hidden className="icon-xs" />}
        className="-my-0.5"
      >
        {t(`draft.${row.draft}`)}
      </Badge>
    );
  }
  if (!row.isEnabled)
    return (
      <Badge icon={<CircleOff aria-hidden className="icon-xs" />} className="-my-0.5">
        {t("off")}
      </Badge>
    );
  if (care) {
    const Icon = care.kind === "notHelpful" ? ThumbsDown : UserRound;
    return (
      <Badge
        tone="danger"
        icon={<Icon aria-hidden className="icon-xs" />}
        title={t(`care.${care.kind}`)}
        className="-my-0.5"
      >
        <span className="sr-only">{t(`care.${care.kind}`)} </span>
        {t("percent", { share: Math.round(care.share * 100) })}
      </Badge>
    );
  }
  return row.kind === "answer" ? null : <Badge className="-my-0.5">{t(`kind.${row.kind}`)}</Badge>;
}
