import { normalise, runsOf, wordsOf } from "./text.ts";

/** Groups of features, normalised apart from one another. */
export const WORDS = 0;
export const PAIRS = 1;
export const CHARS = 2;
export const SKIPS = 3;

/** A text as hashed features, a list per group with repetitions. `words` is its length in words. */
export interface RawFeatures {
  readonly groups: readonly [number[], number[], number[], number[]];
  readonly words: number;
}

export const WORD_SALT = 0x1b873593;
export const PAIR_SALT = 0x2545f491;
export const CHARS_SALT = 0x5bd1e995;
export const SKIP_SALT = 0x27d4eb2f;
export const BEGIN = "\u0002";
export const END = "\u0003";

/** FNV-1a over UTF-16 units with murmur3's final mix; 32 bits, never 0 (0 marks an empty slot). */
export function hash(text: string, from: number, to: number, salt: number): number {
  let value = salt ^ 0x811c9dc5;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0 || 1;
}

/** Adds the hashes of all substrings of `shortest` to `longest` units. */
function addSubstrings(into: number[], text: string, shortest: number, longest: number): void {
  for (let length = shortest; length <= longest; length += 1) {
    for (let at = 0; at + length <= text.length; at += 1) {
      into.push(hash(text, at, at + length, CHARS_SALT + length));
    }
  }
}

/**
 * Reads a text into features: words; neighbouring words with marks at both ends; runs of 3–5 characters inside a word
 * (2–4 in scripts without spaces, where a character is a word); words with one between them.
 */
export function featuresOf(text: string): RawFeatures {
  const runs = runsOf(normalise(text));
  const words = wordsOf(runs);
  const single = words.map((word) => hash(word, 0, word.length, WORD_SALT));
  const pairs: number[] = [];
  const skips: number[] = [];
  if (words.length > 0) {
    const marked = [BEGIN, ...words, END];
    for (let at = 1; at < marked.length; at += 1) {
      const pair = `${marked[at - 1]} ${marked[at]}`;
      pairs.push(hash(pair, 0, pair.length, PAIR_SALT));
      if (at === 1) continue;
      const skip = `${marked[at - 2]} ${marked[at]}`;
      skips.push(hash(skip, 0, skip.length, SKIP_SALT));
    }
  }
  const chars: number[] = [];
  for (const run of runs) {
    if (run.isSpaceless) addSubstrings(chars, run.text, 2, 4);
    else addSubstrings(chars, ` ${run.text} `, 3, 5);
  }
  return { groups: [single, pairs, chars, skips], words: words.length };
}
