"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { LogView } from "#components/thread/log-view.tsx";
import { MessageList } from "#components/thread/message-list.tsx";
import type { ThreadEntry } from "#components/thread/thread-entry.ts";
import { TypingLine } from "#components/thread/typing-line.tsx";
import type { ConversationId, ItemId } from "#server/contract/index.ts";
import type { ChatActions, ChatModel } from "./chat-model.ts";
import { chatRows, type LibraryRow, type PromptRow } from "./chat-rows.ts";
import { HandoffPrompt } from "./handoff-prompt.tsx";
import { useChatEntries } from "./use-chat-entries.tsx";

export interface ChatLogProps {
  model: ChatModel;
  actions: ChatActions;
  token: string | null;
  greeting: ThreadEntry | null;
  /** Which of the prompt's buttons is at work. */
  busy: string | null;
  onPerson: () => void;
  onKeepAsking: (prompt: PromptRow) => void;
  onLeaveMessage: () => void;
  onDescribe: () => void;
  /** Answers the refusal's code, null when stored. */
  onRateAnswer: (conversationId: ConversationId, itemId: ItemId, isHelpful: boolean) => Promise<string | null>;
  /** What stands after the newest message: place in line, a form, the rating. */
  children: ReactNode;
  /** Changes when one of those comes, so that the log moves to it. */
  childrenKey: string;
}

/** The whole conversation, oldest first, with what can be done next at its end. */
export function ChatLog(props: ChatLogProps) {
  const t = useTranslations("customer");
  const { model, actions, greeting } = props;
  // "None of these" is ours alone: the chips go, and a person is offered.
  const [refused, setRefused] = useState<ReadonlySet<ItemId>>(new Set());
  // Shown at once; the stored answer comes as an event.
  const [rated, setRated] = useState<ReadonlyMap<string, boolean>>(new Map());

  const { conversations, items, pending } = model;
  const rows = useMemo(() => {
    const all = chatRows({ conversations, items, pending });
    return all.map((row) =>
      row.kind !== "library"
        ? row
        : {
            ...row,
            isHelpful: row.isHelpful === undefined ? undefined : (rated.get(row.key) ?? row.isHelpful),
            suggestions: refused.has(row.itemId) ? [] : row.suggestions,
          },
    );
  }, [conversations, items, pending, refused, rated]);
  const entryActions = useMemo(
    () => ({
      onPick: ({ title, answerId }: LibraryRow["suggestions"][number]) => actions.send({ text: title, answerId }),
      onNoneOfThese: (row: LibraryRow) => setRefused((held) => new Set(held).add(row.itemId)),
      onStopUpload: actions.discard,
    }),
    [actions],
  );
  const entries = useChatEntries(rows, model.site.name, props.token, entryActions);
  const shown = useMemo(() => {
    if (!greeting || model.hasEarlier) return entries;
    // It opens the thread, so it is as old as what follows it.
    return [{ ...greeting, at: Math.min(greeting.at, entries[0]?.at ?? greeting.at) }, ...entries];
  }, [greeting, model.hasEarlier, entries]);
  // Stable, so that the list is not drawn again with each keystroke.
  const latest = useRef({ rows, onRateAnswer: props.onRateAnswer });
  useEffect(() => {
    latest.current = { rows, onRateAnswer: props.onRateAnswer };
  });
  const rate = useCallback(async (key: string, isHelpful: boolean): Promise<void> => {
    const row = latest.current.rows.find((candidate) => candidate.key === key);
    if (row?.kind !== "library" || row.isHelpful === isHelpful) return;
    setRated((held) => new Map(held).set(key, isHelpful));
    if (await latest.current.onRateAnswer(row.conversationId, row.itemId, isHelpful)) {
      // Refused: what was stored before is shown again.
      setRated((held) => new Map([...held].filter(([other]) => other !== key)));
    }
  }, []);
  const last = rows.at(-1);
  const prompt =
    last?.kind === "prompt"
      ? last
      : last?.kind === "library" && refused.has(last.itemId)
        ? promptAfter(last, model)
        : null;
  return (
    <LogView
      label={t("chatWith", { site: model.site.name })}
      newestKey={`${last?.key ?? "start"}:${props.childrenKey}`}
      hasOlder={model.hasEarlier}
      isLoadingOlder={model.isLoadingEarlier}
      onReachTop={actions.loadEarlier}
      className="px-4 pt-3 pb-1"
    >
      <MessageList
        entries={shown}
        view="customer"
        onRetry={actions.retry}
        onDiscard={actions.discard}
        onFeedback={rate}
      />
      {prompt && (
        <HandoffPrompt
          row={prompt}
          peopleOnline={model.peopleOnline}
          busy={props.busy === "person" || props.busy === "keep" ? props.busy : null}
          onPerson={props.onPerson}
          onLeaveMessage={props.onLeaveMessage}
          onKeepAsking={() => props.onKeepAsking(prompt)}
          onDescribe={props.onDescribe}
        />
      )}
      {model.typing && <TypingLine name={model.typing.name ?? undefined} view="customer" />}
      {props.children}
    </LogView>
  );
}

function promptAfter(row: LibraryRow, model: ChatModel): PromptRow {
  const { conversationId, at } = row;
  return {
    kind: "prompt",
    key: `${row.key}:none`,
    at,
    conversationId,
    cause: "single",
    isAnybodyReachable: (model.peopleOnline ?? 0) > 0,
  };
}
