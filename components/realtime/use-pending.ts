"use client";
import { useMemo, useSyncExternalStore } from "react";
import { useConnectionValue } from "./connection-context.ts";
import type { OutboxEntry } from "./outbox-store.ts";
import { pendingMessages, type PendingMessage } from "./pending.ts";
import { useConnectionStatus } from "./use-connection-status.ts";

const none: readonly OutboxEntry[] = [];

/** The outbox's entries of one lane (null = all) that are not among the items. */
export function usePending(items: readonly { clientId: string | null }[], lane: string | null): PendingMessage[] {
  const { outbox } = useConnectionValue();
  const { status } = useConnectionStatus();
  const entries = useSyncExternalStore(outbox.onChange, outbox.entries, () => none);
  return useMemo(() => {
    const shown = lane === null ? entries : entries.filter((entry) => entry.lane === lane);
    return pendingMessages(shown, items, { isOnline: status === "online", uploaded: outbox.uploaded() });
  }, [entries, items, lane, status, outbox]);
}
