"use client";

import type { AgentSuggestion, AnswerId, ConversationId, Item } from "#server/contract/index.ts";
import { useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "next-intl";
import { useAgentQuery } from "#components/realtime/use-agent-query.ts";
import { useAgentTyping } from "#components/realtime/use-agent-signals.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { useSendReply } from "#components/realtime/use-send-reply.ts";
import { pictureTypes } from "#components/thread/composer-props.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { ComposerMode } from "../composer/chat-composer.tsx";
import { onStagedChange, stagedPictures, stagePictures } from "../composer/staged-store.ts";
import { useSuggestions } from "./use-suggestions.ts";

const noPictures: readonly File[] = [];
/** What the server takes; a larger one is refused there, so it is said here at once. */
const pictureMaxBytes = 10 * 1024 * 1024;

/**
 * All writing of one conversation: drafts by mode, chosen pictures, sending, the typing signal, what could be said.
 * Everything is held by the conversation's id, so nothing can slip into another chat.
 */
export function useChatWriting(
  id: ConversationId,
  chat: { may: { send: boolean; note: boolean }; items: readonly Item[] },
) {
  const t = useTranslations("workbench");
  const [reply, setReply] = useDraft(`reply:${id}`);
  const [note, setNote] = useDraft(`note:${id}`);
  const [storedMode, setStoredMode] = useDraft(`mode:${id}`);
  const [slashQuery, setSlashQuery] = useState<string | null>(null);
  const pictures = useSyncExternalStore(
    onStagedChange,
    () => stagedPictures(id),
    () => noPictures,
  );
  const sender = useSendReply(id);
  const typing = useAgentTyping(id);
  const mode: ComposerMode = !chat.may.send || (storedMode === "note" && chat.may.note) ? "note" : "reply";

  // A library answer put into the text: sent unchanged, the message says that it is one.
  const taken = useRef<{ answerId: AnswerId; text: string } | null>(null);
  const suggested = useSuggestions(id, chat.items, chat.may.send);
  const searched = useAgentQuery(
    "assist:suggest",
    { conversationId: id, text: slashQuery },
    { isEnabled: chat.may.send && Boolean(slashQuery), keepPrevious: true },
  );
  const replies = useAgentQuery("canned:list", {}, { staleMs: 60_000 });

  const send = ({ text, answerId }: { text: string; answerId?: AnswerId | null }) => {
    typing.stop();
    for (const picture of pictures) sender.send({ picture });
    stagePictures(id, noPictures);
    const own = taken.current?.text.trim() === text ? taken.current.answerId : null;
    if (text) sender.send({ text, answerId: answerId ?? own });
    taken.current = null;
  };
  const take = (next: typeof taken.current) => {
    taken.current = next;
  };
  const stage = (files: readonly File[]) => {
    const fit = files.filter(
      (file) => pictureTypes.includes(file.type) && file.type !== "" && file.size <= pictureMaxBytes,
    );
    if (fit.length < files.length)
      toast.error(t(files.some((file) => file.size > pictureMaxBytes) ? "composer.tooLarge" : "composer.wrongType"));
    if (fit.length > 0) stagePictures(id, [...stagedPictures(id), ...fit]);
  };
  /** Into the composer, after what stands there. */
  const insert = (suggestion: AgentSuggestion) => {
    const { body } = suggestion;
    take(suggestion.kind === "answer" && !reply.trim() ? { answerId: suggestion.answerId, text: body } : null);
    setReply(reply.trim() ? `${reply.trimEnd()}\n\n${body}` : body);
  };
  const sendSuggestion = (suggestion: AgentSuggestion) => {
    if (suggested.isJustReplaced()) return void toast.info(t("suggest.justReplaced"));
    sender.send({ text: suggestion.body, answerId: suggestion.kind === "answer" ? suggestion.answerId : null });
    toast.success(t("suggest.sent", { title: suggestion.title }));
  };
  return {
    mode,
    setMode: (next: ComposerMode) => setStoredMode(next === "note" ? "note" : ""),
    text: mode === "note" ? note : reply,
    setText: mode === "note" ? setNote : setReply,
    hasDraft: reply.trim() !== "" || note.trim() !== "" || pictures.length > 0,
    pictures,
    setPictures: (next: readonly File[]) => stagePictures(id, next),
    stage,
    send,
    take,
    insert,
    sendSuggestion,
    addNote: (text: string) => void sender.addNote(text),
    retry: sender.retry,
    discard: sender.discard,
    onTyping: (text: string) => (text.trim() ? typing.onType(text) : typing.stop()),
    replies: replies.data?.replies ?? [],
    suggested,
    slashAnswers: ((slashQuery ? searched.data?.suggestions : suggested.all) ?? []).filter(
      (suggestion) => suggestion.kind === "answer",
    ),
    isSearching: Boolean(slashQuery) && searched.isFetching,
    setSlashQuery,
  };
}
