import type { CannedReply } from "#server/contract/index.ts";

/** What is being looked for with `/`, and where it stands in the text. */
export interface SlashQuery {
  query: string;
  start: number;
  end: number;
}

/**
 * The `/word` the caret stands in: at the start of the text or after white space, without white space inside.
 * "and/or" and addresses ("https://…") are not one.
 */
export function slashAt(text: string, caret: number): SlashQuery | null {
  const before = text.slice(0, caret);
  const found = /(?:^|\s)\/([^\s/]{0,40})$/u.exec(before);
  if (!found) return null;
  const query = found[1] ?? "";
  return { query, start: caret - query.length - 1, end: caret };
}

/**
 * Replies that fit a query, best first: shortcut starts with it, a word of the title does, shortcut or title has it,
 * the text has it. Within one rank the customer's language comes first, then the
 * shorter shortcut, which the query covers more of.
 */
export function filterReplies(replies: readonly CannedReply[], query: string, language: string): CannedReply[] {
  const wanted = fold(query);
  const mainLanguage = primary(language);
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply, wanted), foreign: primary(reply.language) === mainLanguage ? 0 : 1 }))
    .filter(({ rank }) => rank < 4)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.foreign - b.foreign ||
        a.reply.shortcut.length - b.reply.shortcut.length ||
        a.reply.shortcut.localeCompare(b.reply.shortcut),
    )
    .map(({ reply }) => reply);
}

function rankOf(reply: CannedReply, wanted: string): number {
  const shortcut = fold(reply.shortcut);
  const title = fold(reply.title);
  if (shortcut.startsWith(wanted)) return 0;
  if (title.split(/\s+/u).some((word) => word.startsWith(wanted))) return 1;
  if (shortcut.includes(wanted) || title.includes(wanted)) return 2;
  return fold(reply.body).includes(wanted) ? 3 : 4;
}

/** Lower case without accents, so that "ruckgabe" finds "Rückgabe". */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function primary(language: string): string {
  return language.split("-")[0] ?? language;
}

/** The text with the `/word` replaced, and where the caret goes. */
export function insertAt(text: string, place: SlashQuery, insert: string): { text: string; caret: number } {
  return { text: text.slice(0, place.start) + insert + text.slice(place.end), caret: place.start + insert.length };
}
