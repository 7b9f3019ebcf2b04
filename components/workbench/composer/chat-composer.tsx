"use client";

import type { AnswerId, CannedReply } from "#server/contract/index.ts";
import type { ReplyNames } from "#server/contract/fill-reply.ts";
import { type RefObject, useLayoutEffect, useRef } from "react";
import { SquareSlash } from "lucide-react";
import { useTranslations } from "next-intl";
import { ComposerModes } from "#components/thread/composer-modes.tsx";
import { DeskComposer } from "#components/thread/desk-composer.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { firstName } from "../use-names.ts";
import type { Candidate } from "./candidate.ts";
import { SlashMenu } from "./slash-menu.tsx";
import { StagedPictures } from "./staged-pictures.tsx";
import { useSlash } from "./use-slash.ts";

export type ComposerMode = "reply" | "note";

/**
 * Where an agent writes to one customer, or a note to colleagues. All it shows belongs to one conversation: give it
 * that conversation's id as `key`, so that nothing of one chat can stand in another's box.
 */
export function ChatComposer(props: {
  mode: ComposerMode;
  onMode(mode: ComposerMode): void;
  text: string;
  onText(text: string): void;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  customerName: string;
  names: ReplyNames;
  language: string;
  replies: readonly CannedReply[];
  slashAnswers: readonly Candidate[];
  isSearching: boolean;
  onSlashQuery(query: string | null): void;
  pictures: readonly File[];
  onPictures(pictures: readonly File[]): void;
  onFiles(files: File[]): void;
  isJoined: boolean;
  may: { send: boolean; note: boolean };
  onTyping(text: string): void;
  /** `answerId`: the library's answer that is sent as it is; left out, the text is the agent's own or one taken before. */
  onSend(message: { text: string; answerId?: AnswerId | null }): void;
  /** A library answer was put into the text, which now reads so. */
  onTaken(taken: { answerId: AnswerId; text: string }): void;
  onNote(text: string): void;
}) {
  const t = useTranslations("workbench.composer");
  const { inputRef, mode, text } = props;
  const isNote = mode === "note";
  const caret = useRef<number | null>(null);

  const slash = useSlash({
    text,
    inputRef,
    replies: props.replies,
    answers: props.slashAnswers,
    names: props.names,
    language: props.language,
    onQuery: props.onSlashQuery,
    onInsert: (next, at, option) => {
      caret.current = at;
      if (option.kind === "answer") props.onTaken({ answerId: option.candidate.answerId, text: next });
      change(next);
    },
    onSendNow: (option) => {
      props.onText("");
      props.onSend({ text: option.body, answerId: option.kind === "answer" ? option.candidate.answerId : null });
    },
  });

  useLayoutEffect(() => {
    if (caret.current === null) return;
    inputRef.current?.focus();
    inputRef.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [text, inputRef]);

  const change = (next: string) => {
    props.onText(next);
    if (!isNote) props.onTyping(next);
  };
  const send = (trimmed: string) => {
    slash.close();
    props.onText("");
    if (isNote) props.onNote(trimmed);
    else props.onSend({ text: trimmed });
  };
  const openSlash = () => {
    const box = inputRef.current;
    const at = box?.selectionStart ?? text.length;
    const gap = at > 0 && !/\s/.test(text[at - 1] ?? " ") ? " /" : "/";
    const next = text.slice(0, at) + gap + text.slice(at);
    caret.current = at + gap.length;
    props.onText(next);
    slash.lookAt(next, at + gap.length);
    box?.focus();
  };

  const who = firstName(props.customerName);
  return (
    <div className="relative shrink-0">
      {slash.isOpen && !isNote && (
        <SlashMenu
          query={slash.query}
          options={slash.options}
          activeIndex={slash.activeIndex}
          isLoading={props.isSearching}
          onHover={slash.setActiveIndex}
          onPick={slash.pick}
        />
      )}
      <DeskComposer
        className="mx-3 mb-3 md:mx-5 md:mb-4"
        value={text}
        onChange={(next) => {
          change(next);
          if (!isNote) slash.onText(next);
        }}
        onSend={send}
        onKeyDown={(event) => !isNote && slash.isOpen && slash.onKeyDown(event)}
        label={isNote ? t("noteLabel") : t("replyLabel", { name: props.customerName })}
        placeholder={isNote ? t("notePlaceholder") : t("replyPlaceholder")}
        sendLabel={isNote ? t("addNote") : undefined}
        tone={isNote ? "note" : "reply"}
        isJoined={props.isJoined}
        maxLength={10_000}
        inputRef={inputRef}
        onFiles={isNote ? undefined : props.onFiles}
        canSendEmpty={!isNote && props.pictures.length > 0}
        above={
          !isNote && (
            <StagedPictures
              pictures={props.pictures}
              onRemove={(gone) => props.onPictures(props.pictures.filter((kept) => kept !== gone))}
            />
          )
        }
        header={
          <ComposerModes
            label={t("modes")}
            value={mode}
            onChange={props.onMode}
            modes={[
              ...(props.may.send ? [{ value: "reply" as const, label: t("reply") }] : []),
              ...(props.may.note ? [{ value: "note" as const, label: t("note") }] : []),
            ]}
            hint={isNote ? t("toStaff") : t("toCustomer", { name: who })}
          />
        }
        startActions={
          !isNote && (
            <IconButton
              size="sm"
              label={t("slash")}
              icon={<SquareSlash aria-hidden className="icon" />}
              onClick={openSlash}
            />
          )
        }
        status={text.trim() ? t("draftKept") : undefined}
      />
    </div>
  );
}
