import type { Closeness } from "./neighbours.ts";

/** What each number of evidence says, in the order of `evidenceOf`. */
export const EVIDENCE_NAMES = [
  "probability",
  "lead",
  "mass",
  "nearestQuestion",
  "nearestEntry",
  "ownQuestions",
  "neighboursAgree",
  "knownShare",
  "lowestOpinion",
  "length",
] as const;
export type EvidenceName = (typeof EVIDENCE_NAMES)[number];

/** Numbers of evidence per reading. */
export const EVIDENCE = EVIDENCE_NAMES.length;
/** The only piece that may count against a reading when it grows; all others can only speak for it. */
export const LENGTH_PIECE = 9;

const LARGEST = 8;

/** What a reading knows when the evidence for its first entry is gathered. */
export interface Findings {
  readonly ranked: readonly { readonly entry: number; readonly probability: number }[];
  /** Log of the sum of the exponentials of all scores: low when nothing in the library speaks up. */
  readonly mass: number;
  /** The least any view makes of the first entry. */
  readonly lowest: number;
  readonly close: Closeness;
  readonly knownShare: number;
  readonly words: number;
}

/** What speaks for the first-ranked entry being right: the input of the calibration. */
export function evidenceOf({ ranked, mass, lowest, close, knownShare, words }: Findings): Float64Array {
  const first = ranked[0]!;
  const second = ranked[1]?.probability ?? 1 - first.probability;
  const chosen = close.groups[first.entry]!;
  let bestGroup = 0;
  for (const group of close.groups) if (group > bestGroup) bestGroup = group;
  return Float64Array.of(
    logOddsOf(first.probability),
    bounded(Math.log(Math.max(1e-9, first.probability) / Math.max(1e-9, second))),
    mass,
    close.best,
    bestGroup,
    chosen,
    chosen >= bestGroup ? 1 : 0,
    knownShare,
    logOddsOf(lowest),
    Math.log(Math.max(1, words)),
  );
}

function logOddsOf(probability: number): number {
  return bounded(Math.log(Math.max(1e-9, probability) / Math.max(1e-9, 1 - probability)));
}

function bounded(value: number): number {
  return Math.max(-LARGEST, Math.min(LARGEST, value));
}
