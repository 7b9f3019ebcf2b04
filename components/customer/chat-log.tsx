"use client";

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "next-intl";
import { LogView } from "#components/thread/log-view.tsx";
import { MessageList } from "#components/thread/message-list.tsx";
import type { ThreadEntry } from "#components/thread/thread-entry.ts";
import { TypingLine } from "#components/thread/typing-line.tsx";
import type { ChatActions, ChatModel } from "./chat-model.ts";
import { chatRows, type PromptRow } from "./chat-rows.ts";
import { useOpensAt } from "./opens-at.ts";
import { HandoffPrompt } from "./handoff-prompt.tsx";
import { MissingCard } from "./missing-card.tsx";
import { type EntryActions, useChatEntries } from "./use-chat-entries.tsx";
import { useIsAnswerOwed } from "./use-is-answer-owed.ts";
import { type Opine, useOpinions } from "./use-opinions.ts";

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
  onRateAnswer: Opine;
  /** What stands after the newest message: place in line, a form, the rating. */
  children: ReactNode;
  /** Changes when one of those comes, so that the log moves to it. */
  childrenKey: string;
}

/** The whole conversation, oldest first, with what can be done next at its end. */
export function ChatLog(props: ChatLogProps) {
  const t = useTranslations("customer");
  const { model, actions, greeting } = props;
  const opensAt = useOpensAt();
  const { said, opine } = useOpinions(props.onRateAnswer);
  // Cards the customer has put aside here; the next message takes them away for good.
  const [aside, setAside] = useState<ReadonlySet<string>>(new Set());

  const { conversations, items, pending } = model;
  const rows = useMemo(() => chatRows({ conversations, items, pending }, said), [conversations, items, pending, said]);
  const entryActions = useMemo(
    (): EntryActions => ({
      onPick: ({ title, answerId }) => actions.send({ text: title, answerId }),
      onQuickReply: (text) => actions.send({ text }),
      onNoneOfThese: (row) => void opine(row, { isHelpful: false, comment: null }),
      onStopUpload: actions.discard,
    }),
    [actions, opine],
  );
  const entries = useChatEntries(rows, model.site.name, props.token, entryActions);
  const shown = useMemo(() => {
    if (!greeting || model.hasEarlier) return entries;
    // It opens the thread, so it is as old as what follows it.
    return [{ ...greeting, at: Math.min(greeting.at, entries[0]?.at ?? greeting.at) }, ...entries];
  }, [greeting, model.hasEarlier, entries]);
  // Stable, so that the list is not drawn again with each keystroke.
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  const rate = useCallback(
    (key: string, isHelpful: boolean) => {
      const row = latest.current.find((candidate) => candidate.key === key);
      if (row?.kind === "library" && row.isHelpful !== isHelpful) void opine(row, { isHelpful, comment: null });
    },
    [opine],
  );
  const last = rows.at(-1);
  const prompt = last?.kind === "prompt" && !aside.has(last.itemId) ? last : null;
  const isAnswerOwed = useIsAnswerOwed(model);
  const isReachable = prompt?.isAnybodyReachable ?? (model.peopleOnline ?? 0) > 0;
  const putAside = (row: PromptRow) => {
    setAside((held) => new Set(held).add(row.itemId));
    if (row.isOffered) props.onKeepAsking(row);
    else props.onDescribe();
  };
  const wayOn = {
    isReachable,
    isAsking: props.busy === "person",
    onPerson: props.onPerson,
    onLeaveMessage: props.onLeaveMessage,
  };
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
      {prompt?.cause === "missing" ? (
        <MissingCard
          key={prompt.itemId}
          {...wayOn}
          comment={prompt.comment}
          onComment={(comment) => opine(prompt, { isHelpful: false, comment })}
          onOtherWords={() => putAside(prompt)}
        />
      ) : (
        prompt && (
          <HandoffPrompt
            {...wayOn}
            cause={prompt.cause}
            peopleOnline={model.peopleOnline}
            opens={model.hours?.isOpen === false && model.hours.nextTurnAt ? opensAt(model.hours.nextTurnAt) : null}
            isKeeping={props.busy === "keep"}
            onKeepAsking={() => (prompt.cause === "none" ? putAside(prompt) : props.onKeepAsking(prompt))}
            onDescribe={props.onDescribe}
          />
        )
      )}
      {model.typing && <TypingLine name={model.typing.name ?? undefined} view="customer" />}
      {isAnswerOwed && !model.typing && <TypingLine words={t("looking")} view="library" />}
      {props.children}
    </LogView>
  );
}
