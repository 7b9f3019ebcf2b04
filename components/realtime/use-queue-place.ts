"use client";
import type { QueuePlace } from "#server/contract/index.ts";
import { threadKey } from "./customer-state.ts";
import { useCached } from "./use-cached.ts";

/** The customer's place in line; null when not waiting. */
export function useQueuePlace(): QueuePlace | null {
  const thread = useCached(threadKey);
  const place = thread?.place;
  if (!place) return null;
  const conversation = thread.conversations.find(({ id }) => id === place.conversationId);
  return conversation?.state === "waiting" ? place : null;
}
