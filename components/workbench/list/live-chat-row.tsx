"use client";

import type { ConversationView } from "#server/contract/index.ts";
import { useConversation } from "#components/realtime/use-conversation.ts";
import { useDraft } from "#components/realtime/use-draft.ts";
import { ChatRow } from "./chat-row.tsx";

/**
 * A row of mine with what is being typed in that chat and whether I left text there. Following the chat here also
 * means that it opens at once.
 */
export function LiveChatRow(props: {
  conversation: ConversationView;
  isOpen: boolean;
  owedLimitMs: number;
  onOpen(conversationId: string): void;
}) {
  const { id } = props.conversation;
  const { conversation: open } = useConversation(id);
  const [reply] = useDraft(`reply:${id}`);
  const [note] = useDraft(`note:${id}`);
  const typing = open?.typing.find(({ by }) => by === "customer");
  return (
    <ChatRow
      conversation={props.conversation}
      isOpen={props.isOpen}
      owedLimitMs={props.owedLimitMs}
      typing={typing ? { preview: typing.preview } : null}
      hasDraft={reply.trim() !== "" || note.trim() !== ""}
      onOpen={props.onOpen}
    />
  );
}
