import { foldChinese } from "./chinese-folding.ts";

/** Characters of a message that are read at all; nobody asks one question in more. */
export const READ_LIMIT = 1_000;

const NO_SPACE =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const RUN = new RegExp(`[${NO_SPACE}]+|(?:(?![${NO_SPACE}])[\\p{L}\\p{M}\\p{N}])+`, "gu");
const STARTS_WITHOUT_SPACES = new RegExp(`^[${NO_SPACE}]`, "u");
// Zero-width, bidi and variation marks: invisible, so they must not make two words of one.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const INNER_APOSTROPHE = /(?<=\p{L})['’ʼ`´](?=\p{L})/gu;

/** A run of letters and digits; `isSpaceless` for scripts that write no spaces between words. */
export interface Run {
  readonly text: string;
  readonly isSpaceless: boolean;
}

/** Brings text to the form all matching works on: NFKC, lower case, one Chinese, nothing invisible. */
export function normalise(text: string): string {
  const read = text.slice(0, READ_LIMIT).normalize("NFKC").slice(0, READ_LIMIT);
  return foldChinese(read.toLowerCase().replace(INVISIBLE, "").replace(INNER_APOSTROPHE, ""));
}

/** The runs of letters, marks and digits of a normalised text, cut where the way of writing changes. */
export function runsOf(normalised: string): Run[] {
  const found = normalised.match(RUN) ?? [];
  return found.map((text) => ({ text, isSpaceless: STARTS_WITHOUT_SPACES.test(text) }));
}

/** The words of runs: whole runs, or single characters where the script has no spaces. */
export function wordsOf(runs: readonly Run[]): string[] {
  return runs.flatMap((run) => (run.isSpaceless ? [...run.text] : [run.text]));
}

/**
 * The key under which two questions are the same question: their words, whatever the spacing and punctuation.
 * A text without words (emoji, signs) is its own key; an empty or over-long text has none (null).
 */
export function exactKey(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.length === 0 || trimmed.length > READ_LIMIT) return null;
  const normalised = normalise(trimmed);
  const words = wordsOf(runsOf(normalised));
  if (words.length > 0) return words.join(" ");
  const signs = normalised.replace(/\s+/gu, "");
  return signs.replace(/\p{P}+/gu, "") || signs || null;
}
