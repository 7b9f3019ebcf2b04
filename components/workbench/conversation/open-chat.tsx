"use client";

import type { AgentSuggestion, ConversationId, ItemId, Me } from "#server/contract/index.ts";
import { type RefObject, useEffect, useImperativeHandle, useState } from "react";
import { useTranslations } from "next-intl";
import { useErrorText } from "#components/i18n/use-error-text.ts";
import { useAgentReadCursor } from "#components/realtime/use-agent-signals.ts";
import { useConnectionStatus } from "#components/realtime/use-connection-status.ts";
import type { OpenConversation } from "#components/realtime/use-conversation.ts";
import type { PendingMessage } from "#components/realtime/pending.ts";
import type { Item } from "#server/contract/index.ts";
import { toast } from "#components/ui/toaster.tsx";
import { ChatComposer } from "../composer/chat-composer.tsx";
import { Suggestions } from "../composer/suggestions.tsx";
import { useCustomerName } from "../use-names.ts";
import { useFolded } from "../use-folded.ts";
import { useMarkRight } from "../use-mark-right.ts";
import { ChatNotices, ReadOnlyLine } from "./chat-notices.tsx";
import { ConversationHead } from "./conversation-head.tsx";
import { ConversationLog } from "./conversation-log.tsx";
import { pendingTransfer } from "./pending-transfer.ts";
import { ProposeDrawer } from "./propose-drawer.tsx";
import { useChatWriting } from "./use-chat-writing.ts";
import { useEntries } from "./use-entries.tsx";

/** What the workbench's keys do in the open chat. */
export interface ChatHandle {
  reply(): void;
  note(): void;
  insertSuggestion(index: number): void;
  sendSuggestion(index: number): void;
  hasText(): boolean;
  mayTransfer: boolean;
  mayClose: boolean;
  mayPromise: boolean;
}

export interface LoadedChat {
  open: OpenConversation;
  items: readonly Item[];
  pending: readonly PendingMessage[];
  isLoadingEarlier: boolean;
  loadEarlier(): Promise<void>;
}

/** The open chat: head, log, what the library suggests, composer. Give it the conversation's id as `key`. */
export function OpenChat(props: {
  id: ConversationId;
  chat: LoadedChat;
  me: Me;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  /** Whether the box should take the caret once it is there; answers yes once. */
  takeFocus(): boolean;
  handle: RefObject<ChatHandle | null>;
  isWithdrawing: boolean;
  onBack(): void;
  onTransfer(): void;
  onPromise(): void;
  onWithdraw(): void;
  onClose(): void;
  onDetails(): void;
}) {
  const { chat, inputRef, me } = props;
  const { conversation, customer, customerCursor, may } = chat.open;
  const t = useTranslations("workbench.readOnly");
  const connection = useConnectionStatus();
  const customerName = useCustomerName()(conversation);
  const writing = useChatWriting(props.id, { may, items: chat.items });
  const [isFolded, setFolded] = useFolded("suggestions");
  const [proposedId, setProposedId] = useState<ItemId | null>(null);
  const entries = useEntries({
    conversation,
    items: chat.items,
    pending: chat.pending,
    customerCursor,
    me,
    onRetry: writing.retry,
    onDiscard: writing.discard,
    onPropose: me.roles.includes("agent") ? setProposedId : null,
  });
  const isMine = conversation.assigneeId === me.id && conversation.state === "served";
  const transfer = isMine ? pendingTransfer(chat.items) : null;
  useAgentReadCursor(isMine ? props.id : null, true);
  useFailureToast(chat.pending);
  useFocusOnce(props.takeFocus, inputRef);

  const write = (mode: "reply" | "note") => {
    writing.setMode(mode);
    // The box may be another one after the switch; it is there once this press is over.
    requestAnimationFrame(() => inputRef.current?.focus());
  };
  const { suggested } = writing;
  const right = useMarkRight(props.id);
  // In a note they would go to the wrong reader.
  const suggestions = may.send && writing.mode === "reply" ? suggested.suggestions : [];
  const insert = (suggestion: AgentSuggestion) => {
    writing.insert(suggestion);
    inputRef.current?.focus();
  };
  useImperativeHandle(props.handle, () => ({
    reply: () => may.send && write("reply"),
    note: () => may.note && write("note"),
    insertSuggestion: (index) => {
      const suggestion = suggestions[index];
      if (suggestion) insert(suggestion);
    },
    sendSuggestion: (index) => {
      const suggestion = suggestions[index];
      if (suggestion) writing.sendSuggestion(suggestion);
    },
    hasText: () => writing.text.trim() !== "",
    mayTransfer: may.transfer && transfer === null,
    mayClose: may.close,
    mayPromise: isMine,
  }));

  return (
    <>
      <ConversationHead
        conversation={conversation}
        customer={customer}
        assignedAt={chat.items.findLast((item) => item.kind === "assigned")?.createdAt ?? null}
        isMine={isMine}
        may={may}
        mayPromise={isMine}
        pendingTransferTo={transfer?.toName ?? null}
        isWithdrawing={props.isWithdrawing}
        onBack={props.onBack}
        onTransfer={props.onTransfer}
        onPromise={props.onPromise}
        onWithdraw={props.onWithdraw}
        onClose={props.onClose}
        onDetails={props.onDetails}
      />
      <ConversationLog
        entries={entries}
        writers={chat.open.typing
          .filter(({ staffId }) => staffId !== me.id)
          .map(({ by, name, preview }) => ({ name: name ?? (by === "customer" ? customerName : ""), preview }))}
        hasEarlier={chat.open.hasEarlier}
        isLoadingEarlier={chat.isLoadingEarlier}
        onEarlier={() => void chat.loadEarlier()}
        onRetry={writing.retry}
        onDiscard={writing.discard}
      />
      <ChatNotices
        isOffline={connection.status === "offline"}
        isStickyMissing={connection.isStickyMissing}
        customerName={customerName}
        isCustomerGone={isMine && !customer.isPresent}
        pendingTransferTo={transfer?.toName ?? null}
        isWithdrawing={props.isWithdrawing}
        onWithdraw={props.onWithdraw}
      />
      <Suggestions
        question={suggested.question}
        suggestions={suggestions}
        threshold={suggested.threshold}
        isFolded={isFolded}
        onFold={setFolded}
        onInsert={insert}
        onSend={writing.sendSuggestion}
        rightId={right.rightOf(suggested.itemId)}
        onRight={(candidate) => suggested.itemId && right.markRight(suggested.itemId, candidate)}
      />
      {may.send || may.note ? (
        <ChatComposer
          mode={writing.mode}
          onMode={write}
          text={writing.text}
          onText={writing.setText}
          inputRef={inputRef}
          customerName={customerName}
          names={{ customerName: conversation.customerName, agentName: me.name }}
          language={conversation.language}
          replies={writing.replies}
          slashAnswers={writing.slashAnswers}
          isSearching={writing.isSearching}
          onSlashQuery={writing.setSlashQuery}
          pictures={writing.pictures}
          onPictures={writing.setPictures}
          onFiles={writing.stage}
          isJoined={suggestions.length > 0}
          may={may}
          onTyping={writing.onTyping}
          onSend={writing.send}
          onTaken={writing.take}
          onNote={(text) => {
            writing.addNote(text);
            // A note is an aside: what is typed next is most likely for the customer again.
            if (may.send) write("reply");
          }}
        />
      ) : (
        <ReadOnlyLine>{t(conversation.state, { name: conversation.assigneeName ?? "" })}</ReadOnlyLine>
      )}
      {proposedId && (
        <ProposeDrawer
          conversationId={props.id}
          items={chat.items}
          itemId={proposedId}
          onClose={() => setProposedId(null)}
        />
      )}
    </>
  );
}

/** Says once why a message was refused; the message itself stays with "Try again". */
function useFailureToast(pending: readonly PendingMessage[]): void {
  const errorText = useErrorText();
  const failed = pending.findLast(({ state }) => state === "failed");
  const clientId = failed?.clientId;
  const text = failed?.code ? errorText(failed.code) : null;
  useEffect(() => {
    if (text) toast.error(text, { id: clientId });
  }, [clientId, text]);
}

/** Takes the caret when the chat was opened on purpose and nobody has begun to type elsewhere meanwhile. */
function useFocusOnce(takeFocus: () => boolean, inputRef: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const active = document.activeElement;
    const isTyping = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement;
    if (takeFocus() && !isTyping) inputRef.current?.focus();
  }, [takeFocus, inputRef]);
}
