"use client";
import { useMemo } from "react";
import type { ConversationId } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import { queueNote, queueReply } from "./queue-message.ts";
import type { MessageSender } from "./use-send-message.ts";

/** What an agent writes into one conversation: messages to the customer and notes, in one order. */
export function useSendReply(conversationId: ConversationId): MessageSender & { addNote(text: string): string } {
  const { outbox } = useAgentValue();
  return useMemo(
    () => ({
      send: (message) => queueReply(outbox, conversationId, message),
      addNote: (text) => queueNote(outbox, conversationId, text),
      retry: (clientId) => void outbox.retry(clientId),
      discard: (clientId) => void outbox.discard(clientId),
    }),
    [outbox, conversationId],
  );
}
