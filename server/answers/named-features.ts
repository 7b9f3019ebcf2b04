import { BEGIN, CHARS_SALT, END, hash, PAIR_SALT, SKIP_SALT, WORD_SALT } from "./features.ts";
import { normalise, runsOf, wordsOf } from "./text.ts";

/** A feature in words: the hash `featuresOf` gives it, and the piece of the question a reader recognises it by. */
export interface NamedFeature {
  readonly hash: number;
  /** A word, two neighbouring words ("^" and "$" for the ends of the text), or characters of a text without spaces. */
  readonly text: string;
}

/** The features of `featuresOf` with names; character runs inside a spaced word carry the word's name. */
export function namedFeatures(text: string): NamedFeature[] {
  const runs = runsOf(normalise(text));
  const words = wordsOf(runs);
  if (words.length === 0) return [];
  const named: NamedFeature[] = words.map((word) => ({ hash: hash(word, 0, word.length, WORD_SALT), text: word }));
  const marked = [BEGIN, ...words, END];
  for (let at = 1; at < marked.length; at += 1) {
    const [before, after] = [marked[at - 1]!, marked[at]!];
    const pair = `${before} ${after}`;
    named.push({
      hash: hash(pair, 0, pair.length, PAIR_SALT),
      text: `${before === BEGIN ? "^" : before} ${after === END ? "$" : after}`,
    });
  }
  for (const run of runs) {
    const whole = run.isSpaceless ? run.text : ` ${run.text} `;
    const [shortest, longest] = run.isSpaceless ? [2, 4] : [3, 5];
    for (let length = shortest; length <= longest; length += 1) {
      for (let at = 0; at + length <= whole.length; at += 1) {
        const name = run.isSpaceless ? whole.slice(at, at + length) : run.text;
        named.push({ hash: hash(whole, at, at + length, CHARS_SALT + length), text: name });
      }
    }
  }
  for (let at = 2; at < marked.length; at += 1) {
    const [before, after] = [marked[at - 2]!, marked[at]!];
    const skip = `${before} ${after}`;
    named.push({
      hash: hash(skip, 0, skip.length, SKIP_SALT),
      text: `${before === BEGIN ? "^" : before} … ${after === END ? "$" : after}`,
    });
  }
  return named;
}
