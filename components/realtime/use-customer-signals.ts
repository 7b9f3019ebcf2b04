"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useConnectionValue } from "./connection-context.ts";
import { useCustomerValue } from "./customer-context.ts";
import { currentConversation, threadKey } from "./customer-state.ts";
import { createQueryCache } from "./query-cache.ts";
import { createTypingSender, type TypingSender } from "./typing-sender.ts";
import { useCached } from "./use-cached.ts";
import { usePageVisible } from "./use-page-visible.ts";

/** Longest part of what is being typed that an agent may see, in UTF-16 units; the contract's limit. */
const PREVIEW_LENGTH = 300;

/** "Is typing" to the agent; only while a person serves or is awaited, the library does not listen. */
export function useCustomerTyping(): TypingSender {
  const { client } = useCustomerValue();
  const { clock } = useConnectionValue();
  const queryClient = useQueryClient();
  const sender = useMemo(() => {
    const cache = createQueryCache(queryClient);
    return createTypingSender(clock, (isTyping, text) => {
      const thread = cache.read(threadKey);
      const conversation = thread && currentConversation(thread);
      if (!conversation || conversation.state === "library" || client.connection().status !== "online") return;
      void client.call("typing:set", {
        conversationId: conversation.id,
        isTyping,
        preview: isTyping ? text.slice(0, PREVIEW_LENGTH).toWellFormed() : null,
      });
    });
  }, [client, clock, queryClient]);
  useEffect(() => sender.stop, [sender]);
  return sender;
}

/** Tells our side how far the customer has read: all that is shown while the page is visible. */
export function useCustomerReadCursor(isShown: boolean): void {
  const { session } = useCustomerValue();
  const thread = useCached(threadKey);
  const isVisible = usePageVisible();
  useEffect(() => {
    if (!isShown || !isVisible || !thread) return;
    for (const { id, ownCursor } of thread.conversations) {
      const log = thread.logs[id];
      const newest = log?.items.findLast((item) => item.author.kind !== "customer");
      if (log && newest && newest.seq <= log.last && newest.seq > ownCursor.readSeq) session.read(id, newest.seq);
    }
  }, [session, thread, isShown, isVisible]);
}
