import type { ThreadBlock, ThreadEntry, ThreadMessage, ThreadNote, ThreadSystemLine } from "./thread-entry.ts";

export type MessageGroup = { kind: "group"; key: string; at: number; messages: [ThreadMessage, ...ThreadMessage[]] };
export type DayLine = { kind: "day"; key: string; at: number };
export type ThreadPart = MessageGroup | DayLine | ThreadNote | ThreadSystemLine | ThreadBlock;

const minuteMs = 60_000;

/**
 * The log as it is drawn: a line before each new day, and messages of one speaker within one minute together. An
 * automatic answer stands alone, and a message that failed parts from those that did not, so that each carries its
 * own foot. `dayOf` names the day of a moment in the reader's time zone. Entries come oldest first.
 */
export function groupEntries(entries: readonly ThreadEntry[], dayOf: (at: number) => string): ThreadPart[] {
  const parts: ThreadPart[] = [];
  let day: string | undefined;
  for (const entry of entries) {
    const entryDay = dayOf(entry.at);
    if (entryDay !== day) parts.push({ kind: "day", key: `day-${entryDay}-${entry.key}`, at: entry.at });
    day = entryDay;
    const last = parts.at(-1);
    if (entry.kind !== "message") parts.push(entry);
    else if (last?.kind === "group" && belongs(last, entry)) last.messages.push(entry);
    else parts.push({ kind: "group", key: entry.key, at: entry.at, messages: [entry] });
  }
  return parts;
}

function belongs(group: MessageGroup, message: ThreadMessage): boolean {
  const last = group.messages.at(-1);
  return (
    last !== undefined &&
    last.speaker.id === message.speaker.id &&
    Math.floor(group.at / minuteMs) === Math.floor(message.at / minuteMs) &&
    !last.automatic &&
    !message.automatic &&
    !last.below &&
    (last.delivery === "failed") === (message.delivery === "failed")
  );
}
