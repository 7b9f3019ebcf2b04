"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import { useId, useState } from "react";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { EntryPicker } from "../data/entry-picker.tsx";

const MOST = 6;

/** Entries offered as chips after this answer, in their order. */
export function FollowUpsField(props: {
  ownId: AnswerId | null;
  ids: readonly AnswerId[];
  /** Titles by id, as the server knows them. */
  titles: ReadonlyMap<string, string>;
  onChange(ids: AnswerId[]): void;
}) {
  const t = useTranslations("answers.editor.follow");
  const id = useId();
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const titleOf = (answerId: string) => props.titles.get(answerId) ?? picked.get(answerId) ?? t("gone");
  return (
    <section aria-labelledby={`${id}-title`} className="flex min-w-0 flex-col gap-1.5">
      <h3 id={`${id}-title`} className="text-xs font-medium text-muted">
        {t("title")}
      </h3>
      <div className="flex flex-wrap items-center gap-1.5">
        {props.ids.map((answerId) => (
          <span
            key={answerId}
            className="inline-flex h-7 max-w-full items-center gap-1 rounded-full ps-2.5 pe-1 text-xs inset-ring inset-ring-border-strong"
          >
            <span className="truncate">{titleOf(answerId)}</span>
            <button
              type="button"
              aria-label={t("remove", { title: titleOf(answerId) })}
              onClick={() => props.onChange(props.ids.filter((one) => one !== answerId))}
              className="grid size-5 place-items-center rounded-full text-muted hover:bg-hover hover:text-foreground"
            >
              <X aria-hidden className="icon-xs" />
            </button>
          </span>
        ))}
        {props.ids.length < MOST && (
          <EntryPicker
            label={t("choose")}
            without={new Set([...props.ids, ...(props.ownId ? [props.ownId] : [])])}
            onPick={(row) => {
              setPicked(new Map([...picked, [row.id, row.title]]));
              props.onChange([...props.ids, row.id]);
            }}
            trigger={
              <Button size="sm" icon={<Plus aria-hidden className="icon-sm" />}>
                {t("add")}
              </Button>
            }
          />
        )}
      </div>
      <p className="text-xs text-subtle">{t("hint")}</p>
    </section>
  );
}
