import type { Vector } from "./corpus.ts";

/**
 * Weights of a linear softmax without a constant (a text of which nothing is known scores 0 everywhere), feature-major. In a `whole` table each feature has a row of its own; in a `shared` one
 * (many entries) rows start at scattered places and overlap: few places of a row are ever used, so few meet.
 */
export interface Weights {
  readonly rows: "whole" | "shared";
  readonly table: Float32Array;
  readonly entries: number;
}

const LARGEST_WHOLE = 12_000_000;
const SMALLEST_SHARED = 2 ** 18;
const LARGEST_SHARED = 2 ** 25;

/**
 * An empty table: whole when it fits (12 million weights, 48 MB), else shared, sized for `used` weights.
 * @param used how many weights training may touch at most
 */
export function emptyWeights(features: number, entries: number, used: number): Weights {
  if (fitsWhole(features, entries)) {
    return { rows: "whole", table: new Float32Array(features * entries), entries };
  }
  let size = SMALLEST_SHARED;
  while (size < LARGEST_SHARED && size < used) size *= 2;
  return { rows: "shared", table: new Float32Array(size + entries), entries };
}

/** Whether every entry gets a weight for every feature. */
export function fitsWhole(features: number, entries: number): boolean {
  return features * entries <= LARGEST_WHOLE;
}

/** Where the row of a feature starts. */
export function rowOf({ rows, table, entries }: Weights, feature: number): number {
  if (rows === "whole") return feature * entries;
  let mixed = Math.imul(feature + 1, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % (table.length - entries);
}

/** The mean of tables that were trained alike but for chance; the first is overwritten. */
export function meanWeights([first, ...others]: readonly Weights[]): Weights {
  const { table } = first!;
  if (others.length === 0) return first!;
  for (const other of others) for (let at = 0; at < table.length; at += 1) table[at]! += other.table[at]!;
  for (let at = 0; at < table.length; at += 1) table[at]! /= 1 + others.length;
  return first!;
}

/** Raw scores of the chosen entries, or of all. */
export function scoresOf(weights: Weights, vector: Vector, chosen: Uint32Array | null): Float32Array {
  const { table, entries } = weights;
  const scores = new Float32Array(chosen ? chosen.length : entries);
  for (let at = 0; at < vector.ids.length; at += 1) {
    const row = rowOf(weights, vector.ids[at]!);
    const value = vector.values[at]!;
    if (chosen) {
      for (let which = 0; which < chosen.length; which += 1) scores[which]! += value * table[row + chosen[which]!]!;
    } else {
      for (let entry = 0; entry < scores.length; entry += 1) scores[entry]! += value * table[row + entry]!;
    }
  }
  return scores;
}

/**
 * Turns the first `count` scores into probabilities in place. A phantom entry with score 0 takes part: it stands for all
 * that the library does not know, so a single entry is not certain merely for want of a rival.
 * @returns the log of the sum of the exponentials, the phantom's included
 */
export function toProbabilities(scores: Float32Array, count = scores.length): number {
  let highest = 0;
  for (let at = 0; at < count; at += 1) if (scores[at]! > highest) highest = scores[at]!;
  let sum = Math.exp(-highest);
  for (let at = 0; at < count; at += 1) {
    const mass = Math.exp(scores[at]! - highest);
    scores[at] = mass;
    sum += mass;
  }
  for (let at = 0; at < count; at += 1) scores[at]! /= sum;
  return highest + Math.log(sum);
}
