"use client";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { ConversationId } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import type { OpenConversation } from "./agent-state.ts";
import { useConnectionValue } from "./connection-context.ts";
import { createTypingSender, type TypingSender } from "./typing-sender.ts";
import { usePageVisible } from "./use-page-visible.ts";

/** "Is typing" to the customer. Not for notes. */
export function useAgentTyping(conversationId: ConversationId | null): TypingSender {
  const { client } = useAgentValue();
  const { clock } = useConnectionValue();
  const sender = useMemo(
    () =>
      createTypingSender(clock, (isTyping) => {
        if (conversationId && client.connection().status === "online")
          void client.call("typing:set", { conversationId, isTyping });
      }),
    [client, clock, conversationId],
  );
  useEffect(() => sender.stop, [sender]);
  return sender;
}

/** Tells how far this reader has read: all that is shown, while the page is visible. */
export function useAgentReadCursor(conversationId: ConversationId | null, isShown: boolean): void {
  const { session } = useAgentValue();
  const open = useQuery<OpenConversation>({ queryKey: ["conversation", conversationId], queryFn: skipToken }).data;
  const isVisible = usePageVisible();
  const last = open?.log.last ?? 0;
  const read = open?.ownCursor.readSeq ?? 0;
  useEffect(() => {
    if (conversationId && isShown && isVisible && last > read) session.read(conversationId, last);
  }, [session, conversationId, isShown, isVisible, last, read]);
}
