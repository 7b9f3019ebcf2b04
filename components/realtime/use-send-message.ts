"use client";
import { useMemo } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { createQueryCache } from "./query-cache.ts";
import { useCustomerValue } from "./customer-context.ts";
import { currentConversation, threadKey } from "./customer-state.ts";
import { queueCustomerMessage, type WrittenMessage } from "./queue-message.ts";

export interface MessageSender {
  /** Shows the message as pending at once and keeps it until it is stored; gives its `clientId`. */
  send(message: WrittenMessage): string;
  retry(clientId: string): void;
  discard(clientId: string): void;
}

/** What the customer writes. Also retries and discards left requests. */
export function useSendMessage(): MessageSender {
  const { outbox } = useCustomerValue();
  const queryClient = useQueryClient();
  return useMemo(() => {
    const cache = createQueryCache(queryClient);
    return {
      send(message) {
        const thread = cache.read(threadKey);
        return queueCustomerMessage(outbox, (thread && currentConversation(thread)?.id) ?? null, message);
      },
      retry: (clientId) => void outbox.retry(clientId),
      discard: (clientId) => void outbox.discard(clientId),
    };
  }, [outbox, queryClient]);
}
