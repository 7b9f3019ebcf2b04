"use client";
import { useMemo } from "react";
import type { CustomerConversation, CustomerItem } from "#server/contract/index.ts";
import { useCustomerValue } from "./customer-context.ts";
import { currentConversation, threadItems, threadKey, type CustomerThread } from "./customer-state.ts";
import type { PendingMessage } from "./pending.ts";
import type { RefusedError } from "./refused-error.ts";
import { useCached } from "./use-cached.ts";
import { useEarlier } from "./use-earlier.ts";
import { usePending } from "./use-pending.ts";

export type { CustomerThread };

export interface CustomerThreadView {
  /** False until the first snapshot; what is written before is queued. */
  isReady: boolean;
  thread: CustomerThread | null;
  /** Every chapter, in order. */
  items: CustomerItem[];
  /** To be shown after the items. */
  pending: PendingMessage[];
  /** The open chapter. */
  current: CustomerConversation | null;
  /** The newest chapter, open or closed. */
  last: CustomerConversation | null;
  typing: { name: string | null } | null;
  isLoadingEarlier: boolean;
  loadEarlier(): Promise<void>;
  error: RefusedError | null;
}

/** The customer's thread, live. */
export function useCustomerThread(): CustomerThreadView {
  const { session } = useCustomerValue();
  const thread = useCached(threadKey);
  const logs = thread?.logs;
  const conversations = thread?.conversations;
  // Places and typing change often and leave the list of items as it is.
  const items = useMemo(
    () => (conversations && logs ? threadItems({ conversations, logs }) : []),
    [conversations, logs],
  );
  const pending = usePending(items, null);
  const earlier = useEarlier(session.loadEarlier);
  const current = thread ? currentConversation(thread) : null;
  const last = thread?.conversations.at(-1) ?? null;
  const typing = thread?.typing && thread.typing.conversationId === current?.id ? thread.typing : null;
  return { isReady: thread !== undefined, thread: thread ?? null, items, pending, current, last, typing, ...earlier };
}
