"use client";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { ConversationId, ErrorCode, Item } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import type { OpenConversation } from "./agent-state.ts";
import type { PendingMessage } from "./pending.ts";
import { RefusedError } from "./refused-error.ts";
import { useEarlier } from "./use-earlier.ts";
import { usePending } from "./use-pending.ts";

export type { OpenConversation };

const noItems: Item[] = [];

export interface ConversationScreen {
  isReady: boolean;
  conversation: OpenConversation | null;
  /** The log as far as it is held, in order. */
  items: readonly Item[];
  pending: PendingMessage[];
  isLoadingEarlier: boolean;
  loadEarlier(): Promise<void>;
  /** `not_found`: not there, or not (any more) this reader's. */
  error: RefusedError | null;
}

/** A conversation, opened and followed while this is mounted. */
export function useConversation(id: ConversationId | null): ConversationScreen {
  const { session } = useAgentValue();
  useEffect(() => (id ? session.follow(id) : undefined), [session, id]);
  const open = useQuery<OpenConversation>({ queryKey: ["conversation", id], queryFn: skipToken }).data ?? null;
  const code = useQuery<ErrorCode | null>({ queryKey: ["conversation-error", id], queryFn: skipToken }).data ?? null;
  const items = open?.log.items ?? noItems;
  const pending = usePending(items, id ?? "");
  const earlier = useEarlier(async () => (id ? session.loadEarlier(id) : undefined));
  const refused = useMemo(() => (code ? new RefusedError({ code }) : null), [code]);
  return { isReady: open !== null, conversation: open, items, pending, ...earlier, error: refused ?? earlier.error };
}
