import type { ConversationId, ErrorCode } from "#server/contract/index.ts";
import type { OutboxEntry } from "./outbox-store.ts";

/** A message of this person that is not in the log yet. */
export interface PendingMessage {
  clientId: string;
  conversationId: ConversationId | null;
  kind: "message" | "note" | "request";
  text: string | null;
  /** `uploaded` runs from 0 to 1. */
  picture: { blob: Blob; uploaded: number } | null;
  createdAt: number;
  /** `waiting`: no way now, goes by itself · `failed`: refused, `code` says why; retry or discard. */
  state: "sending" | "waiting" | "failed";
  code: ErrorCode | null;
}

const kinds = { "message:send": "message", "note:add": "note", "request:leave": "request" } as const;

/**
 * The outbox as bubbles below the log, oldest first. An entry whose item already came by event is left out, so a
 * message is on screen exactly once even between its event and its acknowledgement.
 */
export function pendingMessages(
  entries: readonly OutboxEntry[],
  items: readonly { clientId: string | null }[],
  now: { isOnline: boolean; uploaded: ReadonlyMap<string, number> },
): PendingMessage[] {
  if (entries.length === 0) return [];
  const shown = new Set(items.map((item) => item.clientId));
  return entries
    .filter((entry) => !shown.has(entry.clientId))
    .map((entry) => ({
      clientId: entry.clientId,
      conversationId: entry.input.conversationId,
      kind: kinds[entry.command],
      text: entry.input.text,
      picture: entry.picture
        ? { blob: entry.picture, uploaded: entry.mediaId ? 1 : (now.uploaded.get(entry.clientId) ?? 0) }
        : null,
      createdAt: entry.createdAt,
      state: entry.state === "failed" ? "failed" : now.isOnline ? "sending" : "waiting",
      code: entry.code,
    }));
}
