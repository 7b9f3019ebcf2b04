"use client";

import type { ThreadEntry } from "#components/thread/thread-entry.ts";
import { useTranslations } from "next-intl";
import { LogView } from "#components/thread/log-view.tsx";
import { MessageList } from "#components/thread/message-list.tsx";
import { TypingLine } from "#components/thread/typing-line.tsx";

/** Somebody who is writing in this chat; `preview` null when the words are not shown. */
export interface Writer {
  name: string;
  preview: string | null;
}

/** The log of a chat and who is writing in it. */
export function ConversationLog(props: {
  entries: readonly ThreadEntry[];
  writers: readonly Writer[];
  hasEarlier: boolean;
  isLoadingEarlier: boolean;
  onEarlier(): void;
  onRetry(clientId: string): void;
  onDiscard(clientId: string): void;
}) {
  const t = useTranslations("thread");
  return (
    <LogView
      label={t("log")}
      newestKey={props.entries.at(-1)?.key}
      hasOlder={props.hasEarlier}
      isLoadingOlder={props.isLoadingEarlier}
      onReachTop={props.onEarlier}
      className="px-3 pt-4 pb-2 md:px-5"
    >
      <MessageList entries={props.entries} view="desk" onRetry={props.onRetry} onDiscard={props.onDiscard} />
      {props.writers.map((writer) => (
        <TypingLine key={writer.name} name={writer.name} words={writer.preview ?? undefined} view="desk" />
      ))}
    </LogView>
  );
}
