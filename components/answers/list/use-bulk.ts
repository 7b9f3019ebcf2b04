"use client";

import type { AnswerId } from "#server/contract/ids.ts";
import type { LibraryRow } from "#server/contract/library-views.ts";
import { useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { isRefused } from "#components/realtime/refused-error.ts";
import { useAgentCommand } from "#components/realtime/use-agent-command.ts";
import { toast } from "#components/ui/toaster.tsx";
import { useRefreshLibrary } from "../data/use-refresh-library.ts";
import { useWarn } from "../data/use-warn.ts";
import { inPieces } from "./selection.ts";

/** What one command takes. */
const MOST = 500;

/** Acts on many entries, as drafts, in pieces; each can be undone from its toast. */
export function useBulk() {
  const t = useTranslations("answers.bulk");
  const errorText = useErrorText();
  const refresh = useRefreshLibrary();
  const warn = useWarn();
  const edit = useAgentCommand("library:edit-many");
  const remove = useAgentCommand("library:remove");
  const discard = useAgentCommand("library:discard-draft");
  /** How much of an act is done, 0..1; null when none is going on. */
  const [share, setShare] = useState<number | null>(null);

  const each = async (ids: readonly AnswerId[], act: (piece: AnswerId[]) => Promise<unknown>): Promise<boolean> => {
    setShare(0);
    try {
      let done = 0;
      for (const piece of inPieces(ids, MOST)) {
        await act(piece);
        done += piece.length;
        setShare(done / ids.length);
      }
      return true;
    } catch (error) {
      toast.error(errorText(isRefused(error) ? error.code : "internal"));
      return false;
    } finally {
      setShare(null);
      refresh();
    }
  };
  const change = (ids: readonly AnswerId[], what: { category?: string | null; isEnabled?: boolean }) =>
    each(ids, async (piece) => warn((await edit.mutateAsync({ ids: piece, change: what })).warnings));
  const drop = (ids: readonly AnswerId[]) => each(ids, (piece) => discard.mutateAsync({ ids: piece }));
  const say = (text: string, undo: () => Promise<unknown>) =>
    toast.success(text, { action: { label: t("undo"), onClick: () => void undo() } });
  const idsOf = (rows: readonly LibraryRow[]) => rows.map(({ id }) => id);
  /** An entry without a draft goes back by dropping its new one. */
  const split = (rows: readonly LibraryRow[]) => ({
    clean: rows.filter(({ draft }) => draft === null),
    drafted: rows.filter(({ draft }) => draft !== null),
  });

  return {
    share,
    async setCategory(rows: readonly LibraryRow[], category: string | null) {
      if (!(await change(idsOf(rows), { category }))) return;
      const { clean, drafted } = split(rows);
      say(t("categorySet", { count: rows.length }), async () => {
        if (clean.length > 0) await drop(idsOf(clean));
        for (const old of new Set(drafted.map((row) => row.category)))
          await change(idsOf(drafted.filter((row) => row.category === old)), { category: old });
      });
    },
    async setEnabled(rows: readonly LibraryRow[], isEnabled: boolean) {
      const touched = rows.filter((row) => row.isEnabled !== isEnabled);
      if (touched.length === 0) return void toast.message(t("nothingToDo"));
      if (!(await change(idsOf(touched), { isEnabled }))) return;
      const { clean, drafted } = split(touched);
      say(t(isEnabled ? "enabled" : "disabled", { count: touched.length }), async () => {
        if (clean.length > 0) await drop(idsOf(clean));
        if (drafted.length > 0) await change(idsOf(drafted), { isEnabled: !isEnabled });
      });
    },
    /** Drafts of removal. Drafts these entries had are lost: ask before. */
    async remove(rows: readonly LibraryRow[]) {
      const isDone = await each(idsOf(rows), async (piece) =>
        warn((await remove.mutateAsync({ ids: piece })).warnings),
      );
      const published = rows.filter(({ draft }) => draft !== "new");
      if (isDone) say(t("removed", { count: rows.length }), () => drop(idsOf(published)));
    },
    async discard(rows: readonly LibraryRow[]) {
      const { drafted } = split(rows);
      if (drafted.length === 0) return void toast.message(t("nothingToDo"));
      if (await drop(idsOf(drafted))) toast.success(t("discarded", { count: drafted.length }));
    },
  };
}
