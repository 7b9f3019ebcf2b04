import type { PendingMessage } from "#components/realtime/pending.ts";
import type { Speaker, ThreadEntry, ThreadMessage } from "#components/thread/thread-entry.ts";

/** What is written but not stored yet, as it stands below the log. */
export function pendingEntries(
  pending: readonly PendingMessage[],
  me: Speaker,
  pictureUrls: ReadonlyMap<string, string>,
  pictureAlt: string,
  failedNote: (message: PendingMessage) => ThreadEntry,
): ThreadEntry[] {
  return pending.flatMap((message): ThreadEntry[] => {
    if (message.kind === "note") {
      const note: ThreadEntry = {
        kind: "note",
        key: message.clientId,
        at: message.createdAt,
        speaker: me,
        text: message.text ?? "",
      };
      return message.state === "failed" ? [note, failedNote(message)] : [note];
    }
    return [{ ...messageOf(message, me), picture: pictureOf(message, pictureUrls, pictureAlt) }];
  });
}

function messageOf(message: PendingMessage, me: Speaker): ThreadMessage {
  return {
    kind: "message",
    key: message.clientId,
    at: message.createdAt,
    speaker: me,
    text: message.text ?? undefined,
    delivery: message.state === "failed" ? "failed" : "sending",
  };
}

/** Its measure is known only to the server; 4:3 keeps its place until the stored one comes. */
function pictureOf(message: PendingMessage, urls: ReadonlyMap<string, string>, alt: string): ThreadMessage["picture"] {
  const src = urls.get(message.clientId);
  return message.picture && src ? { src, alt, width: 4, height: 3 } : undefined;
}
