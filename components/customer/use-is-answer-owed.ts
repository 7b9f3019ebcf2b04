"use client";

import { useEffect, useState } from "react";
import { type ChatModel, openConversation } from "./chat-model.ts";

/** Longer than the library ever takes: beyond it dots would promise what may not come. */
const longestMs = 10_000;

/** Whether the library is about to reply: it serves, and the customer's stored words are the last. */
export function useIsAnswerOwed(model: Pick<ChatModel, "conversations" | "items" | "pending" | "connection">): boolean {
  const last = model.items.at(-1);
  const isOwed =
    model.connection === "online" &&
    openConversation(model)?.state === "library" &&
    last?.kind === "message" &&
    last.author.kind === "customer";
  const owedId = isOwed ? last.id : null;
  const [givenUp, setGivenUp] = useState<string | null>(null);
  useEffect(() => {
    if (owedId === null) return;
    const timer = setTimeout(() => setGivenUp(owedId), longestMs);
    return () => clearTimeout(timer);
  }, [owedId]);
  return owedId !== null && owedId !== givenUp;
}
