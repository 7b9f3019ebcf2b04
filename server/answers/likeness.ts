import { SPELLING } from "./corpus.ts";
import { featuresOf } from "./features.ts";

/** A text as weighed features, norm 1 (or empty when it has no words). */
export type Sketch = ReadonlyMap<number, number>;

/** How rare a feature is; what is common says little. */
export type Rarity = (hash: number) => number;

/** Weighs the features of one text, for comparing texts that no model was trained on. */
export function sketchOf(text: string, rarity: Rarity = () => 1): Sketch {
  const { groups } = featuresOf(text);
  const sketch = new Map<number, number>();
  let total = 0;
  for (const [at, group] of SPELLING.groups.entries()) {
    const counts = new Map<number, number>();
    for (const hash of groups[group]!) counts.set(hash, (counts.get(hash) ?? 0) + 1);
    let squares = 0;
    const weighed = [...counts].map(([hash, count]): [number, number] => {
      const value = (1 + Math.log(count)) * rarity(hash);
      squares += value * value;
      return [hash, value];
    });
    if (!(squares > 0)) continue;
    const weight = SPELLING.weights[at]!;
    for (const [hash, value] of weighed) sketch.set(hash, (value / Math.sqrt(squares)) * weight);
    total += weight * weight;
  }
  if (total > 0) for (const [hash, value] of sketch) sketch.set(hash, value / Math.sqrt(total));
  return sketch;
}

/** Cosine of two sketches, 0 to 1. */
export function likeness(a: Sketch, b: Sketch): number {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [hash, value] of fewer) sum += value * (more.get(hash) ?? 0);
  return Math.min(1, sum);
}

/** Sketches by feature: finds those that share something with another sketch. */
export class SketchIndex {
  private readonly postings = new Map<number, { readonly item: number; readonly value: number }[]>();
  private count = 0;

  /** Adds a sketch; items are numbered from 0. */
  add(sketch: Sketch): void {
    for (const [hash, value] of sketch) {
      const found = this.postings.get(hash);
      if (found) found.push({ item: this.count, value });
      else this.postings.set(hash, [{ item: this.count, value }]);
    }
    this.count += 1;
  }

  /** Cosine to every item that shares a feature, by item. */
  near(sketch: Sketch): Map<number, number> {
    const cosines = new Map<number, number>();
    for (const [hash, value] of sketch) {
      for (const posting of this.postings.get(hash) ?? []) {
        cosines.set(posting.item, (cosines.get(posting.item) ?? 0) + value * posting.value);
      }
    }
    return cosines;
  }
}

/** Texts a feature must be in to count in full. */
const SHARED_BY = 3;

/**
 * Rarity over a collection of texts that are to be compared with one another: ln((n + 1) / (df + 1)) + 0.3, and less for what
 * only one or two of them have, which can hardly join them and would only water down what does.
 */
export function rarityOver(texts: readonly string[]): Rarity {
  const containing = new Map<number, number>();
  for (const text of texts) {
    for (const hash of new Set(featuresOf(text).groups.slice(0, SPELLING.groups.length).flat()))
      containing.set(hash, (containing.get(hash) ?? 0) + 1);
  }
  return (hash) => {
    const count = containing.get(hash) ?? 0;
    return (Math.log((texts.length + 1) / (count + 1)) + 0.3) * Math.min(1, count / SHARED_BY);
  };
}
