"use client";

import type { AgentSuggestion, ConversationId, Item, ItemId } from "#server/contract/index.ts";
import { useCallback, useEffect, useRef } from "react";
import { useAgentQuery, useRefresh } from "#components/realtime/use-agent-query.ts";
import { suggestionKey } from "../composer/candidate.ts";
import { useMediaQuery } from "../use-media-query.ts";

/** How many have a key of their own; fewer where the log would have no room left. */
const suggestionCount = 5;
const lowCount = 3;
const roomyQuery = "(min-height: 820px)";
/** A list that came this short ago was not read yet: its keys must not send. */
const readWithinMs = 400;

export interface Suggested {
  /** Those with a key. */
  suggestions: readonly AgentSuggestion[];
  all: readonly AgentSuggestion[];
  question: string | null;
  /** The customer's message they are for. */
  itemId: ItemId | null;
  threshold: number | null;
  /** Whether another list stood there a moment ago. */
  isJustReplaced(): boolean;
}

const none: readonly AgentSuggestion[] = [];

/** What could be said to the customer's current turn, asked for again whenever either side has written. */
export function useSuggestions(id: ConversationId, items: readonly Item[], isEnabled: boolean): Suggested {
  const refresh = useRefresh();
  const isRoomy = useMediaQuery(roomyQuery);
  const { data } = useAgentQuery(
    "assist:suggest",
    { conversationId: id, text: null },
    { isEnabled, keepPrevious: true },
  );
  const all = data?.suggestions ?? none;
  const said = items.findLast((item) => item.kind === "message" && item.author.kind !== "system")?.seq ?? 0;
  useEffect(() => {
    if (isEnabled && said > 0) refresh("assist:suggest", { conversationId: id, text: null });
  }, [refresh, id, said, isEnabled]);

  const shown = useRef({ keys: "", replacedAt: 0 });
  const keys = all.map(suggestionKey).join();
  useEffect(() => {
    const { keys: before } = shown.current;
    if (before !== keys) shown.current = { keys, replacedAt: before === "" ? 0 : performance.now() };
  }, [keys]);
  return {
    suggestions: all.slice(0, isRoomy ? suggestionCount : lowCount),
    all,
    question: data?.question ?? null,
    itemId: data?.itemId ?? null,
    threshold: data?.single ?? null,
    isJustReplaced: useCallback(() => performance.now() - shown.current.replacedAt < readWithinMs, []),
  };
}
