import { hash } from "./features.ts";
import { type Rarity, type Sketch, SketchIndex, sketchOf } from "./likeness.ts";
import type { Model } from "./model.ts";
import { rarityIn } from "./model-rarity.ts";
import { exactKey } from "./text.ts";

/** What happened to an answer: a customer or an agent said it was right, or wrong, for this text. */
export interface LearnedPair {
  readonly text: string;
  readonly answerId: string;
  readonly isRight: boolean;
  /** How much it counts; 1 if not said (an agent's word may count more than a customer's). */
  readonly weight?: number;
}

/** Learned pairs ready to be asked at match time, dealt into buckets by their texts: a new pair touches one bucket only. */
export interface Learned {
  readonly buckets: readonly Bucket[];
}

interface Bucket {
  readonly pairs: readonly LearnedPair[];
  readonly sketches: readonly Sketch[];
  readonly keys: readonly (string | null)[];
  readonly index: SketchIndex;
}

/** For and against each entry, as a shift of its log-odds. */
export type Shifts = ReadonlyMap<string, number>;

/** Only the newest so many pairs are asked, so that a match stays fast. */
const MOST_PAIRS = 5_000;
const BUCKETS = 16;
/** Less alike than this, what was said of one text says nothing about another. */
const ALIKE = 0.55;
/** What one voice for the very same words adds to the log-odds. */
export const VOICE = 2;
const LARGEST_SHIFT = 4;

/**
 * The same model, minding what was learned since: pairs shift the degree of an entry for texts like theirs, at once, and
 * are forgotten by leaving them out of the next call. They never move an exact question. Newest pairs last, at most 5,000
 * count. What the model already knew is not read again: one more pair among thousands costs a few milliseconds.
 */
export function withLearned(model: Model, pairs: readonly LearnedPair[]): Model {
  return { ...model, learned: learnedOf(model, pairs, model.learned) };
}

/** Pairs ready to be asked, with what can be taken over from those of before. */
export function learnedOf(model: Model, pairs: readonly LearnedPair[], before: Learned | null): Learned | null {
  if (pairs.length === 0) return null;
  const dealt = Array.from({ length: BUCKETS }, (): LearnedPair[] => []);
  for (const pair of pairs.slice(-MOST_PAIRS)) dealt[hash(pair.text, 0, pair.text.length, 0) % BUCKETS]!.push(pair);
  const rarity = rarityIn(model);
  const buckets = dealt.map((own, at) => {
    const known = before?.buckets[at];
    return known && areSame(known.pairs, own) ? known : bucketOf(own, known, rarity);
  });
  return { buckets };
}

function areSame(a: readonly LearnedPair[], b: readonly LearnedPair[]): boolean {
  return (
    a.length === b.length &&
    a.every((pair, at) => {
      const other = b[at]!;
      return (
        pair.text === other.text &&
        pair.answerId === other.answerId &&
        pair.isRight === other.isRight &&
        pair.weight === other.weight
      );
    })
  );
}

function bucketOf(pairs: readonly LearnedPair[], known: Bucket | undefined, rarity: Rarity): Bucket {
  const read = new Map(known?.pairs.map(({ text }, at) => [text, known.sketches[at]!]));
  const sketches = pairs.map(({ text }) => read.get(text) ?? sketchOf(text, rarity));
  const index = new SketchIndex();
  for (const sketch of sketches) index.add(sketch);
  return { pairs, sketches, keys: pairs.map(({ text }) => exactKey(text)), index };
}

/** What the learned pairs say about a text. */
export function shiftsFor(learned: Learned, text: string, rarity: Rarity): Shifts {
  const key = exactKey(text);
  const sketch = sketchOf(text, rarity);
  const shifts = new Map<string, number>();
  for (const { pairs, keys, index } of learned.buckets) {
    for (const [at, cosine] of index.near(sketch)) {
      const isSame = key !== null && keys[at] === key;
      if (!isSame && cosine < ALIKE) continue;
      const closeness = isSame ? 1 : (Math.min(1, cosine) - ALIKE) / (1 - ALIKE);
      const { answerId, isRight, weight = 1 } = pairs[at]!;
      const shift = VOICE * weight * closeness * closeness * (isRight ? 1 : -1);
      shifts.set(answerId, (shifts.get(answerId) ?? 0) + shift);
    }
  }
  for (const [answerId, shift] of shifts) {
    shifts.set(answerId, Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, shift)));
  }
  return shifts;
}
