"use client";

import { type ReactNode, useMemo } from "react";
import { useFormatter, useTranslations } from "next-intl";
import { SuggestionChips } from "#components/thread/suggestion-chips.tsx";
import type { Speaker, ThreadEntry, ThreadPicture } from "#components/thread/thread-entry.ts";
import type { ChatRow, LibraryRow, MineRow } from "./chat-rows.ts";
import { RefusalLine } from "./refusal-line.tsx";
import { RequestCard } from "./request-card.tsx";
import { systemWords } from "./system-words.ts";
import { UploadProgress } from "./upload-progress.tsx";
import { usePictureSources } from "./use-picture-sources.ts";

export type Suggestion = LibraryRow["suggestions"][number];

export interface EntryActions {
  onPick: (suggestion: Suggestion) => void;
  onNoneOfThese: (row: LibraryRow) => void;
  onStopUpload: (key: string) => void;
}

const me: Speaker = { id: "me", name: "", kind: "customer", isMe: true };

/**
 * Rows as the shared message list draws them, with this side's words, chips and cards. Stable while `rows` and `actions`
 * are, so that typing draws no message again. `token` only where cookies are refused.
 */
export function useChatEntries(
  rows: readonly ChatRow[],
  siteName: string,
  token: string | null,
  actions: EntryActions,
): ThreadEntry[] {
  const words = useEntryWords();
  const sourceOf = usePictureSources(rows, token);
  return useMemo(
    () => rows.flatMap((row) => entriesOf(row, { siteName, sourceOf, words, actions })),
    [rows, siteName, sourceOf, words, actions],
  );
}

interface Tools {
  siteName: string;
  sourceOf: (row: ChatRow, alt: string) => ThreadPicture | undefined;
  words: ReturnType<typeof useEntryWords>;
  actions: EntryActions;
}

function entriesOf(row: ChatRow, tools: Tools): ThreadEntry[] {
  const { key, at } = row;
  const { t, time } = tools.words;
  switch (row.kind) {
    case "mine": {
      const picture = tools.sourceOf(row, t("pictures.mine"));
      return [
        {
          kind: "message",
          key,
          at,
          speaker: me,
          text: row.text ?? undefined,
          picture,
          delivery: row.delivery,
          below: belowMine(row, tools) || undefined,
        },
      ];
    }
    case "person": {
      const name = row.name ?? tools.siteName;
      const picture = tools.sourceOf(row, t("pictures.theirs", { name }));
      const message: ThreadEntry = {
        kind: "message",
        key,
        at,
        speaker: { id: name, name, kind: "staff" },
        text: row.text ?? undefined,
        picture,
      };
      if (row.answersNumber === null) return [message];
      return [
        { kind: "system", key: `${key}:answers`, at, text: t("request.answerTo", { number: row.answersNumber }) },
        message,
      ];
    }
    case "library": {
      const automatic = row.isHelpful === undefined ? undefined : { isHelpful: row.isHelpful };
      const speaker: Speaker = { id: "library", name: t("library"), kind: "library" };
      return [
        {
          kind: "message",
          key,
          at,
          speaker,
          text: row.text ?? t(`say.${row.say}`),
          automatic,
          below: chips(row, tools) || undefined,
        },
      ];
    }
    case "notice":
      return [
        {
          kind: "system",
          key,
          at,
          text: row.auto === "quiet_warning" ? t("auto.quietWarning") : (row.text ?? t("auto.other")),
        },
      ];
    case "system":
      return [{ kind: "system", key, at, text: systemWords(row, t, time) }];
    case "request":
      return [{ kind: "block", key, at, content: <RequestCard row={row} /> }];
    case "prompt":
      // Stands after the log: see `chat-log.tsx`.
      return [];
  }
}

function belowMine(row: MineRow, { actions }: Tools): ReactNode {
  if (row.delivery === "failed") return row.code && <RefusalLine code={row.code} />;
  return row.upload && <UploadProgress share={row.upload.share} onCancel={() => actions.onStopUpload(row.key)} />;
}

function chips(row: LibraryRow, { words, actions }: Tools): ReactNode {
  if (row.suggestions.length === 0) return null;
  return (
    <SuggestionChips
      label={words.t("suggestions")}
      options={row.suggestions.map(({ answerId, title }) => ({ key: answerId, text: title }))}
      onPick={(key) => {
        const suggestion = row.suggestions.find(({ answerId }) => answerId === key);
        if (suggestion) actions.onPick(suggestion);
      }}
      onNone={() => actions.onNoneOfThese(row)}
    />
  );
}

function useEntryWords() {
  const t = useTranslations("customer");
  const format = useFormatter();
  return useMemo(() => {
    const time = (at: number) => format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return { t, time };
  }, [t, format]);
}
