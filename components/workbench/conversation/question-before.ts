import type { Item } from "#server/contract/index.ts";

/** Longest title of an entry, in UTF-16 units. */
const longestTitle = 120;

/**
 * What the customer had asked when this reply was written: their words in a row before it, each message a line; our own
 * messages in between are passed over until theirs begin. Empty when they said nothing in words.
 */
export function questionBefore(items: readonly Item[], itemId: string): string {
  const lines: string[] = [];
  for (const item of items
    .slice(
      0,
      items.findIndex(({ id }) => id === itemId),
    )
    .toReversed()) {
    if (item.kind !== "message" || item.author.kind === "system") continue;
    if (item.author.kind === "customer") lines.unshift(...(item.data.text?.trim() ? [item.data.text.trim()] : []));
    else if (lines.length > 0) break;
  }
  return lines.join("\n");
}

/** A title for an entry from the question it answers: its last line, up to where a sentence ends. */
export function titleFrom(question: string): string {
  const line = question.split("\n").at(-1)?.trim() ?? "";
  const sentence = /^.{8,}?[.!?。！？؟](?=\s|$|[^\s\d])/u.exec(line)?.[0] ?? line;
  return sentence.length <= longestTitle ? sentence : `${sentence.slice(0, longestTitle - 1).trimEnd()}…`;
}
