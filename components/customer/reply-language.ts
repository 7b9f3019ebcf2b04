import { isLocale, type Locale } from "#components/i18n/locales.ts";
import type { CustomerItem } from "#server/contract/index.ts";

const han = /\p{Script=Han}/gu;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** A word, not a mark such as "FO-20418", "OK" or "DPD", which people of every language write. */
const latinWord = /(?<![\p{L}\p{N}])\p{Script=Latin}{4,}(?![\p{L}\p{N}])/gu;

/**
 * The language of our own lines and buttons in the log: that of the customer's newest words that tell one by their
 * script, else the page's. The library's answers bring their own.
 */
export function replyLanguage(
  items: readonly CustomerItem[],
  pending: readonly { text: string | null }[],
  page: Locale,
): Locale {
  const said = items.flatMap((item) =>
    item.kind === "message" && item.author.kind === "customer" && item.data.text ? [item.data.text] : [],
  );
  const texts = [...said, ...pending.flatMap(({ text }) => (text ? [text] : []))];
  for (const text of texts.toReversed().slice(0, 20)) {
    const language = scriptLanguage(text, page);
    if (language) return language;
  }
  return page;
}

/** A text's language as far as its script tells: Han without kana is Chinese; Latin words are the page's language, or English on a page in none of Latin script. */
function scriptLanguage(text: string, page: Locale): Locale | null {
  const start = text.slice(0, 1_000);
  const hans = start.match(han)?.length ?? 0;
  const words = start.match(latinWord)?.length ?? 0;
  if (hans > words && !kana.test(start)) return isLocale("zh") ? "zh" : null;
  if (words > hans) return page === "zh" ? "en" : page;
  return null;
}
