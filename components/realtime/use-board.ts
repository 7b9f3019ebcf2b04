"use client";
import { useEffect } from "react";
import type { Board } from "#server/contract/index.ts";
import { useAgentValue } from "./agent-context.ts";
import { boardKey } from "./agent-state.ts";
import { useCached } from "./use-cached.ts";

/** The supervisor's live board, while this is mounted. */
export function useBoard(): { board: Board | null; isLoading: boolean } {
  const { session } = useAgentValue();
  useEffect(() => session.watchBoard(), [session]);
  const board = useCached(boardKey) ?? null;
  return { board, isLoading: board === null };
}
