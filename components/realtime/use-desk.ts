"use client";
import type { Desk, Me } from "#server/contract/index.ts";
import { deskKey, sessionEndedKey } from "./agent-state.ts";
import { useCached } from "./use-cached.ts";

/** The own desk, live; null until the first snapshot. */
export function useDesk(): { isReady: boolean; desk: Desk | null } {
  const desk = useCached(deskKey) ?? null;
  return { isReady: desk !== null, desk };
}

export const useMe = (): Me | null => useDesk().desk?.me ?? null;

/** Why this sign-in was ended by somebody, once it was. */
export const useSessionEnded = (): "revoked" | "disabled" | "password_changed" | "roles_changed" | null =>
  useCached(sessionEndedKey) ?? null;
