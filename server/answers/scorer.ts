import { type Document, rarities, type Vector, weigh } from "./corpus.ts";
import { EVIDENCE, evidenceOf } from "./evidence.ts";
import { type Closeness, closeness, cosines, indexNeighbours, type NeighbourIndex } from "./neighbours.ts";
import type { Random } from "./random.ts";
import { highest } from "./ranking.ts";
import { rivalsOf } from "./rivals.ts";
import { trainSoftmax } from "./softmax.ts";
import { fitsWhole, scoresOf, toProbabilities, type Weights } from "./weights.ts";

/** Everything learned from one set of questions, before its scores are made honest. */
export interface Scorer {
  readonly idf: Float32Array;
  /** Questions it was fitted on. */
  readonly documents: number;
  readonly weights: Weights;
  readonly neighbours: NeighbourIndex;
}

/** Questions in a vocabulary, each with the number of its entry. */
export interface Labelled {
  readonly documents: readonly Document[];
  readonly labels: Uint32Array;
  readonly entries: number;
  readonly features: number;
}

/** What a scorer makes of one question: entries by falling probability, and the evidence for the first. */
export interface Reading {
  readonly ranked: readonly { readonly entry: number; readonly probability: number }[];
  readonly evidence: Float64Array;
  readonly knownShare: number;
}

/** Up to so many entries all are scored; beyond, only those whose questions are nearest. */
const ALL_SCORED = 1_000;
const NEAREST_SCORED = 30;
/** Beyond so many questions, features of more than `COMMONEST` questions are left out of the neighbour search. */
const ALL_SEARCHED = 20_000;
const COMMONEST = 400;

/**
 * Fits a scorer. `effort` scales the epochs (1 for the model that answers, less for those that only calibrate it);
 * `onShare` hears the share done, 0 to 1.
 */
export function fit(data: Labelled, effort: number, random: Random, onShare?: (share: number) => void): Scorer {
  const { documents, labels, entries, features } = data;
  const idf = rarities(documents, features);
  const vectors = documents.map((document) => weigh(document, idf, documents.length).vector);
  const neighbours = indexNeighbours(vectors, labels, entries, features);
  const isWhole = fitsWhole(features, entries);
  // Few questions are seen more often, with more left out of each.
  const epochs = Math.min(60, Math.max(isWhole ? 20 : 6, 180_000 / Math.max(1, documents.length)));
  const rounds = Math.max(1, Math.round(epochs * effort));
  let done = 0;
  const weights = trainSoftmax({
    vectors,
    labels,
    entries,
    features,
    epochs: rounds,
    dropout: documents.length < 3_000 ? 0.5 : 0.35,
    rivals: isWhole ? null : rivalsOf(neighbours, vectors, COMMONEST),
    random,
    onEpoch: () => onShare?.(++done / rounds),
  });
  return { idf, documents: documents.length, weights, neighbours };
}

/** Reads one question; `most` bounds the ranked list. */
export function read(scorer: Scorer, document: Document, most: number): Reading {
  const { vector, knownShare } = weigh(document, scorer.idf, scorer.documents);
  if (vector.ids.length === 0) return { ranked: [], evidence: new Float64Array(EVIDENCE), knownShare: 0 };
  const close = closenessTo(scorer, vector);
  const chosen = close.groups.length > ALL_SCORED ? highest(close.groups, NEAREST_SCORED) : null;
  const probabilities = scoresOf(scorer.weights, vector, chosen);
  const mass = toProbabilities(probabilities);
  const ranked = [...highest(probabilities, Math.max(2, most))].map((at) => ({
    entry: chosen ? chosen[at]! : at,
    probability: probabilities[at]!,
  }));
  const evidence = evidenceOf({ ranked, mass, close, knownShare, words: document.words });
  return { ranked: ranked.slice(0, most), evidence, knownShare };
}

function closenessTo({ neighbours, documents }: Scorer, vector: Vector): Closeness {
  return closeness(neighbours, cosines(neighbours, vector, documents > ALL_SEARCHED ? COMMONEST : undefined));
}
