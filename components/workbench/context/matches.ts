import type { AnswerId, Item, ItemId } from "#server/contract/index.ts";

/** One question the library was asked in this chat, with what it found. */
export interface Match {
  itemId: ItemId;
  /** The library's entry, or the best candidate of a reply that gave none. */
  title: string | null;
  degree: number;
  /** The single-time threshold that applied then. */
  threshold: number | null;
  /** Everything it thought of, the best first. */
  candidates: readonly { answerId: AnswerId; title: string; degree: number }[];
}

/** All degrees of a conversation, oldest first, and the mean as the library last knew it. */
export function matchesOf(items: readonly Item[]): { matches: Match[]; mean: number | null } {
  const matches: Match[] = [];
  let mean: number | null = null;
  for (const item of items) {
    if (item.kind !== "message" || !item.data.reply) continue;
    const { match, title } = item.data.reply;
    mean = match.mean ?? mean;
    if (match.degree === null) continue;
    matches.push({
      itemId: item.id,
      title: title ?? match.candidates[0]?.title ?? null,
      degree: match.degree,
      threshold: match.thresholds?.single ?? null,
      candidates: match.candidates,
    });
  }
  return { matches, mean };
}
