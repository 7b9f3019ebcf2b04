"use client";

import type { LibraryRow } from "#server/contract/library-views.ts";
import { useState } from "react";
import { CircleCheck, CircleOff, Ellipsis, Tag, Trash2, Undo2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuItem } from "#components/ui/menu.tsx";
import { ProgressLine } from "../progress-line.tsx";
import { CategoryDialog } from "./category-dialog.tsx";
import { useBulk } from "./use-bulk.ts";

/** What can be done with all picked entries at once; stands where the list ends while something is picked. */
export function BulkBar(props: {
  ids: readonly string[];
  rows: readonly LibraryRow[];
  total: number;
  categories: readonly string[];
  findAll(): Promise<LibraryRow[]>;
  onPickAll(ids: readonly string[]): void;
  onDone(): void;
}) {
  const t = useTranslations("answers.bulk");
  const bulk = useBulk();
  const [isCategoryOpen, setCategoryOpen] = useState(false);
  const [toRemove, setToRemove] = useState<LibraryRow[] | null>(null);
  const [isFinding, setFinding] = useState(false);
  const { ids } = props;
  /** The picked rows whole; ranges and "all" may reach beyond what is loaded. */
  const picked = async (): Promise<LibraryRow[]> => {
    const wanted = new Set(ids);
    const held = props.rows.filter(({ id }) => wanted.has(id));
    return held.length === ids.length ? held : (await props.findAll()).filter(({ id }) => wanted.has(id));
  };
  const act = async (run: (rows: LibraryRow[]) => Promise<unknown>) => {
    await run(await picked());
    props.onDone();
  };
  const askRemove = async () => {
    const rows = await picked();
    if (rows.some(({ draft }) => draft === "new" || draft === "changed")) setToRemove(rows);
    else await act(bulk.remove);
  };
  const pickAll = async () => {
    setFinding(true);
    try {
      props.onPickAll((await props.findAll()).map(({ id }) => id));
    } finally {
      setFinding(false);
    }
  };
  return (
    <div
      role="region"
      aria-label={t("label")}
      className="flex min-h-14 shrink-0 flex-col justify-center gap-1.5 border-t border-border bg-panel px-3 py-2"
    >
      {bulk.share !== null ? (
        <ProgressLine label={t("working")} share={bulk.share} />
      ) : (
        <div className="flex items-center gap-1.5">
          <p role="status" className="min-w-0 flex-1 truncate font-medium">
            {t("picked", { count: ids.length })}
          </p>
          {ids.length < props.total && (
            <Button size="sm" variant="ghost" isBusy={isFinding} onClick={() => void pickAll()}>
              {t("pickAll", { count: props.total })}
            </Button>
          )}
          <Button size="sm" icon={<Tag aria-hidden className="icon-sm" />} onClick={() => setCategoryOpen(true)}>
            {t("category")}
          </Button>
          <Menu
            align="end"
            side="top"
            trigger={<IconButton size="sm" label={t("more")} icon={<Ellipsis aria-hidden className="icon-sm" />} />}
          >
            <MenuItem
              icon={<CircleCheck aria-hidden className="icon-sm" />}
              onSelect={() => void act((rows) => bulk.setEnabled(rows, true))}
            >
              {t("enable")}
            </MenuItem>
            <MenuItem
              icon={<CircleOff aria-hidden className="icon-sm" />}
              onSelect={() => void act((rows) => bulk.setEnabled(rows, false))}
            >
              {t("disable")}
            </MenuItem>
            <MenuItem icon={<Undo2 aria-hidden className="icon-sm" />} onSelect={() => void act(bulk.discard)}>
              {t("discard")}
            </MenuItem>
            <MenuItem isDanger icon={<Trash2 aria-hidden className="icon-sm" />} onSelect={() => void askRemove()}>
              {t("remove")}
            </MenuItem>
          </Menu>
          <IconButton
            size="sm"
            label={t("clear")}
            icon={<X aria-hidden className="icon-sm" />}
            onClick={props.onDone}
          />
        </div>
      )}
      <CategoryDialog
        isOpen={isCategoryOpen}
        onOpenChange={setCategoryOpen}
        count={ids.length}
        categories={props.categories}
        onChoose={(category) => {
          setCategoryOpen(false);
          void act((rows) => bulk.setCategory(rows, category));
        }}
      />
      <ConfirmDialog
        isOpen={toRemove !== null}
        onOpenChange={(isOpen) => !isOpen && setToRemove(null)}
        tone="danger"
        title={t("removeTitle", { count: ids.length })}
        description={t("removeText", {
          drafts: toRemove?.filter(({ draft }) => draft === "new" || draft === "changed").length ?? 0,
        })}
        confirmLabel={t("remove")}
        onConfirm={() => {
          setToRemove(null);
          void act(bulk.remove);
        }}
      />
    </div>
  );
}
