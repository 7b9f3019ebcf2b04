"use client";

import { type ReactNode, useMemo } from "react";
import { useFormatter, useTranslations } from "next-intl";
import type { Speaker, ThreadEntry } from "#components/thread/thread-entry.ts";
import type { ChatRow, LibraryRow, MineRow } from "./chat-rows.ts";
import { ReplyChips } from "./reply-chips.tsx";
import { RefusalLine } from "./refusal-line.tsx";
import { RequestCard } from "./request-card.tsx";
import { systemWords } from "./system-words.ts";
import { UploadProgress } from "./upload-progress.tsx";
import { type PictureSources, usePictureSources } from "./use-picture-sources.ts";

export interface EntryActions {
  /** A suggestion or a follow-up question: asks that entry. */
  onPick: (entry: LibraryRow["suggestions"][number]) => void;
  onQuickReply: (text: string) => void;
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
  const sources = usePictureSources(rows, token);
  return useMemo(
    () => rows.flatMap((row) => entriesOf(row, { siteName, sources, words, actions })),
    [rows, siteName, sources, words, actions],
  );
}

/** Words of our automatic lines, by key. */
const automatic = {
  quiet_warning: "auto.quietWarning",
  still_waiting: "auto.stillWaiting",
  long_wait: "auto.longWait",
} as const;
const isKnownLine = (key: string): key is keyof typeof automatic => Object.hasOwn(automatic, key);

interface Tools {
  siteName: string;
  sources: PictureSources;
  words: ReturnType<typeof useEntryWords>;
  actions: EntryActions;
}

function entriesOf(row: ChatRow, tools: Tools): ThreadEntry[] {
  const { key, at } = row;
  const { t, time } = tools.words;
  switch (row.kind) {
    case "mine": {
      const picture = tools.sources.ofRow(row, t("pictures.mine"));
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
      const picture = tools.sources.ofRow(row, t("pictures.theirs", { name }));
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
          text: row.text ?? t(`say.${row.say === "suggest" && row.suggestions.length === 0 ? "suggestPast" : row.say}`),
          pictures: row.pictures.map((picture) => tools.sources.ofPicture(picture, t("pictures.answer"))),
          automatic,
          below: hasChips(row) ? <ReplyChips row={row} actions={tools.actions} /> : undefined,
        },
      ];
    }
    case "notice":
      return [
        {
          kind: "system",
          key,
          at,
          text: row.text ?? t(row.auto && isKnownLine(row.auto) ? automatic[row.auto] : "auto.other"),
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

function hasChips({ suggestions, quickReplies, followUps }: LibraryRow): boolean {
  return suggestions.length + quickReplies.length + followUps.length > 0;
}

function useEntryWords() {
  const t = useTranslations("customer");
  const format = useFormatter();
  return useMemo(() => {
    const time = (at: number) => format.dateTime(at, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    return { t, time };
  }, [t, format]);
}
