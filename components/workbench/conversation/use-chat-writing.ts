"use client";

import type { AnswerId, ConversationId, CustomerView, Item } from "#server/contract/index.ts";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslations } from "next-intl";
import { useAgentQuery, useRefresh } from "#components/realtime/use-agent-query.ts";
import { useAgentTyping } from "#components/realtime/use-agent-signals.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { useSendReply } from "#components/realtime/use-send-reply.ts";
import { pictureTypes } from "#components/thread/composer-props.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { Candidate } from "../composer/candidate.ts";
import type { ComposerMode } from "../composer/chat-composer.tsx";
import { onStagedChange, stagedPictures, stagePictures } from "../composer/staged-store.ts";

const noPictures: readonly File[] = [];
/** What the server takes; a larger one is refused there, so it is said here at once. */
const pictureMaxBytes = 10 * 1024 * 1024;

/**
 * All writing of one conversation: drafts by mode, chosen pictures, sending, the typing signal, the library's
 * candidates. Everything is held by the conversation's id, so nothing can slip into another chat.
 */
export function useChatWriting(
  id: ConversationId,
  chat: { may: { send: boolean; note: boolean }; items: readonly Item[]; customer: CustomerView },
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

  const suggested = useAgentQuery(
    "answer:candidates",
    { conversationId: id, text: null },
    { isEnabled: chat.may.send, keepPrevious: true },
  );
  const searched = useAgentQuery(
    "answer:candidates",
    { conversationId: id, text: slashQuery },
    { isEnabled: chat.may.send && Boolean(slashQuery), keepPrevious: true },
  );
  const replies = useAgentQuery("canned:list", {}, { staleMs: 60_000 });
  useFreshCandidates(id, chat.items, chat.may.send);

  const send = (message: { text: string; answerId: AnswerId | null }) => {
    typing.stop();
    for (const picture of pictures) sender.send({ picture });
    stagePictures(id, noPictures);
    if (message.text) sender.send(message);
  };
  const stage = (files: readonly File[]) => {
    const fit = files.filter(
      (file) => pictureTypes.includes(file.type) && file.type !== "" && file.size <= pictureMaxBytes,
    );
    if (fit.length < files.length)
      toast.error(t(files.some((file) => file.size > pictureMaxBytes) ? "composer.tooLarge" : "composer.wrongType"));
    if (fit.length > 0) stagePictures(id, [...stagedPictures(id), ...fit]);
  };
  const sendCandidate = (candidate: Candidate) => {
    sender.send({ text: candidate.body, answerId: candidate.answerId });
    toast.success(t("suggest.sent", { title: candidate.title }));
  };
  return {
    mode,
    setMode: (next: ComposerMode) => setStoredMode(next === "note" ? "note" : ""),
    text: mode === "note" ? note : reply,
    setText: mode === "note" ? setNote : setReply,
    setReply,
    hasDraft: reply.trim() !== "" || note.trim() !== "" || pictures.length > 0,
    pictures,
    setPictures: (next: readonly File[]) => stagePictures(id, next),
    stage,
    send,
    sendCandidate,
    addNote: (text: string) => void sender.addNote(text),
    retry: sender.retry,
    discard: sender.discard,
    onTyping: (text: string) => (text.trim() ? typing.onType(text) : typing.stop()),
    replies: replies.data?.replies ?? [],
    candidates: suggested.data?.candidates ?? [],
    question: suggested.data?.question ?? null,
    threshold: suggested.data?.single ?? null,
    slashAnswers: (slashQuery ? searched.data?.candidates : suggested.data?.candidates) ?? [],
    isSearching: Boolean(slashQuery) && searched.isFetching,
    setSlashQuery,
  };
}

/** Asks for candidates again when the customer has said something new. */
function useFreshCandidates(id: ConversationId, items: readonly Item[], isEnabled: boolean): void {
  const refresh = useRefresh();
  const said = items.findLast((item) => item.kind === "message" && item.author.kind === "customer")?.seq ?? 0;
  useEffect(() => {
    if (isEnabled && said > 0) refresh("answer:candidates", { conversationId: id, text: null });
  }, [refresh, id, said, isEnabled]);
}
