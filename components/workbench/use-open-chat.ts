"use client";

import type { ConversationId } from "#server/contract/index.ts";
import { useCallback } from "react";
import { useSearchParams } from "next/navigation";

/** Which chat is open, kept in the address: a reload, a new tab and "back" find it again. */
export function useOpenChat(): {
  openId: ConversationId | null;
  requestId: string | null;
  open(conversationId: string | null): void;
} {
  const params = useSearchParams();
  const openId = params.get("conversation") as ConversationId | null;
  const requestId = params.get("request");
  const open = useCallback((conversationId: string | null) => {
    const address = conversationId ? `?conversation=${conversationId}` : location.pathname;
    // From the bare list "back" has to lead to the list again; between chats it would lead through all of them.
    if (conversationId && location.search === "") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }, []);
  return { openId, requestId, open };
}
