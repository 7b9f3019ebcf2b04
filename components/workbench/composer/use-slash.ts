"use client";

import type { CannedReply } from "#server/contract/index.ts";
import { fillReply, type ReplyNames } from "#server/contract/fill-reply.ts";
import { type KeyboardEvent, type RefObject, useMemo, useState } from "react";
import type { Candidate, SlashOption } from "./candidate.ts";
import { filterReplies, insertAt, slashAt, type SlashQuery } from "./slash.ts";

/** More than this nobody reads in a menu; typing narrows it. */
const mostReplies = 8;
const mostAnswers = 5;

/**
 * The `/` menu's state: what is looked for, what fits, which one is chosen.
 * @returns `onText` for every change of the text, `onKeyDown` for the composer (true = the menu took the key)
 */
export function useSlash(props: {
  text: string;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  replies: readonly CannedReply[];
  answers: readonly Candidate[];
  names: ReplyNames;
  language: string;
  onInsert(text: string, caret: number, option: SlashOption): void;
  onSendNow(option: SlashOption): void;
  onQuery(query: string | null): void;
}) {
  const [place, setPlace] = useState<SlashQuery | null>(null);
  const [activeIndex, setActiveIndex] = useState(0);
  const { replies, answers, language } = props;
  const { agentName, customerName } = props.names;

  const options = useMemo((): SlashOption[] => {
    if (!place) return [];
    const names = { agentName, customerName };
    return [
      ...filterReplies(replies, place.query, language)
        .slice(0, mostReplies)
        .map((reply) => ({
          kind: "reply" as const,
          key: reply.id,
          shortcut: reply.shortcut,
          title: reply.title,
          body: fillReply(reply.body, names),
        })),
      ...answers.slice(0, mostAnswers).map((candidate) => ({
        kind: "answer" as const,
        key: candidate.answerId,
        candidate,
        title: candidate.title,
        body: candidate.body,
      })),
    ];
  }, [place, replies, answers, language, agentName, customerName]);

  const look = (next: SlashQuery | null) => {
    setPlace(next);
    setActiveIndex(0);
    props.onQuery(next?.query ?? null);
  };
  const pick = (option: SlashOption) => {
    if (!place) return;
    const inserted = insertAt(props.text, place, option.body);
    look(null);
    props.onInsert(inserted.text, inserted.caret, option);
  };
  const sendNow = (option: SlashOption) => {
    look(null);
    props.onSendNow(option);
  };
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!place || event.nativeEvent.isComposing) return false;
    const active = options[Math.min(activeIndex, options.length - 1)];
    if (event.key === "Escape") look(null);
    else if (!active) return false;
    else if (event.key === "ArrowDown") setActiveIndex((activeIndex + 1) % options.length);
    else if (event.key === "ArrowUp") setActiveIndex((activeIndex - 1 + options.length) % options.length);
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) sendNow(active);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") pick(active);
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    isOpen: place !== null,
    query: place?.query ?? "",
    options,
    activeIndex: Math.min(activeIndex, Math.max(0, options.length - 1)),
    setActiveIndex,
    pick,
    close: () => place && look(null),
    onText: (text: string) => look(slashAt(text, props.inputRef.current?.selectionStart ?? text.length)),
    lookAt: (text: string, caret: number) => look(slashAt(text, caret)),
    onKeyDown,
  };
}
