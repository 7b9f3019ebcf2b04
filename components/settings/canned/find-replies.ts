import type { CannedReply } from "#server/contract/views.ts";

/** Replies with every word of the search in shortcut, title or text; by shortcut, then language. */
export function findReplies(replies: readonly CannedReply[], search: string): CannedReply[] {
  const words = search.toLocaleLowerCase().replace(/^\//, "").split(/\s+/u).filter(Boolean);
  return replies
    .filter(({ shortcut, title, body }) => {
      const text = `${shortcut}\n${title}\n${body}`.toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => a.shortcut.localeCompare(b.shortcut) || a.language.localeCompare(b.language));
}
