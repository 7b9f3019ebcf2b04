import { type Document, rarities, SPELLING, type Vector, type View, weigh } from "./corpus.ts";
import { EVIDENCE, evidenceOf } from "./evidence.ts";
import { type Closeness, closeness, cosines, indexNeighbours, type NeighbourIndex } from "./neighbours.ts";
import type { Random } from "./random.ts";
import { highest } from "./ranking.ts";
import { rivalsOf } from "./rivals.ts";
import { trainSoftmax } from "./softmax.ts";
import { fitsWhole, meanWeights, scoresOf, toProbabilities, type Weights } from "./weights.ts";

/** What one view of the questions has learned. */
export interface Member {
  readonly idf: Float32Array;
  readonly weights: Weights;
}

/** Everything learned from one set of questions, before its scores are made honest. */
export interface Scorer {
  /** One for each view, the spelling first. Their opinions count alike. */
  readonly members: readonly Member[];
  readonly views: readonly View[];
  /** Questions it was fitted on. */
  readonly documents: number;
  /** The questions as the first view sees them. */
  readonly neighbours: NeighbourIndex;
}

/** The questions as one view sees them. */
export interface Seen {
  readonly view: View;
  readonly documents: readonly Document[];
  readonly features: number;
}

/** Questions in the vocabulary of each view, each with the number of its entry. */
export interface Labelled {
  readonly seen: readonly Seen[];
  readonly labels: Uint32Array;
  readonly entries: number;
}

/** What a scorer makes of one question: entries by falling probability, and the evidence for the first. */
export interface Reading {
  readonly ranked: readonly { readonly entry: number; readonly probability: number }[];
  readonly evidence: Float64Array;
  readonly knownShare: number;
}

/** Scales the probability of some entries, by entry number. */
export type Gates = ReadonlyMap<number, number>;

/** Up to so many entries all are scored; beyond, only those whose questions are nearest. */
const ALL_SCORED = 1_000;
const NEAREST_SCORED = 30;
/** Beyond so many questions, features of more than `COMMONEST` questions are left out of the neighbour search. */
const ALL_SEARCHED = 20_000;
const COMMONEST = 400;
/** With fewer questions more is left out of each, and each is seen more often. */
const FEW = 3_000;

/** With fewer still, what is left out by chance decides much: several runs are averaged. */
const FEW_ENOUGH_TO_REPEAT = 500;
const REPEATS = 3;

/**
 * Fits a scorer. `effort` scales the epochs (1 for the model that answers, less for those that only calibrate it);
 * `onShare` hears the share done, 0 to 1.
 */
export function fit(data: Labelled, effort: number, random: Random, onShare?: (share: number) => void): Scorer {
  const { labels, entries } = data;
  let neighbours: NeighbourIndex | null = null;
  const members = data.seen.map(({ view, documents, features }, which): Member => {
    const idf = rarities({ documents, labels, entries, features, view });
    const vectors = documents.map((document) => weigh(document, idf, entries, view).vector);
    neighbours ??= indexNeighbours(vectors, labels, entries, features);
    const isWhole = fitsWhole(features, entries);
    const epochs = Math.min(60, Math.max(isWhole ? 20 : 6, 180_000 / Math.max(1, documents.length)));
    const rounds = Math.max(1, Math.round(epochs * effort));
    let done = 0;
    const runs = effort === 1 && documents.length < FEW_ENOUGH_TO_REPEAT ? REPEATS : 1;
    const rivals = isWhole ? null : rivalsOf(neighbours, vectors, COMMONEST);
    const weights = meanWeights(
      Array.from({ length: runs }, () =>
        trainSoftmax({
          vectors,
          labels,
          entries,
          features,
          epochs: rounds,
          dropout: documents.length < FEW ? 0.5 : 0.35,
          rivals,
          random,
          onEpoch: () => onShare?.((which + ++done / (rounds * runs)) / data.seen.length),
        }),
      ),
    );
    return { idf, weights };
  });
  const views = data.seen.map(({ view }) => view);
  return { members, views, documents: labels.length, neighbours: neighbours! };
}

/** How many entries a scorer tells apart. */
export const entriesOf = ({ neighbours }: Scorer): number => neighbours.sizes.length;

/**
 * Reads one question.
 * @param documents it as each view sees it
 * @param most bounds the ranked list
 */
export function read(scorer: Scorer, documents: readonly Document[], most: number, gates?: Gates): Reading {
  const weighed = scorer.members.map(({ idf }, at) =>
    weigh(documents[at]!, idf, entriesOf(scorer), scorer.views[at] ?? SPELLING),
  );
  const { vector, knownShare } = weighed[0]!;
  if (vector.ids.length === 0) return { ranked: [], evidence: new Float64Array(EVIDENCE), knownShare: 0 };
  const close = closenessTo(scorer, vector);
  const chosen = close.groups.length > ALL_SCORED ? highest(close.groups, NEAREST_SCORED) : null;
  const opinions = scorer.members.map(({ weights }, at) => {
    const probabilities = scoresOf(weights, weighed[at]!.vector, chosen);
    return { mass: toProbabilities(probabilities), probabilities };
  });
  const probabilities = meanOf(opinions.map((opinion) => opinion.probabilities));
  if (gates && gates.size > 0) {
    for (let at = 0; at < probabilities.length; at += 1)
      probabilities[at]! *= gates.get(chosen ? chosen[at]! : at) ?? 1;
  }
  const places = [...highest(probabilities, Math.max(2, most))];
  const ranked = places.map((at) => ({ entry: chosen ? chosen[at]! : at, probability: probabilities[at]! }));
  const evidence = evidenceOf({
    ranked,
    mass: opinions.reduce((sum, { mass }) => sum + mass, 0) / opinions.length,
    lowest: opinions.reduce((least, opinion) => Math.min(least, opinion.probabilities[places[0]!]!), 1),
    close,
    knownShare,
    words: documents[0]!.words,
  });
  return { ranked: ranked.slice(0, most), evidence, knownShare };
}

function meanOf(lists: readonly Float32Array[]): Float32Array {
  const [first, ...others] = lists;
  if (others.length === 0) return first!;
  return first!.map((value, at) => others.reduce((sum, list) => sum + list[at]!, value) / lists.length);
}

/** How close a weighed text is to each entry. */
export function closenessTo({ neighbours, documents }: Scorer, vector: Vector): Closeness {
  return closeness(neighbours, cosines(neighbours, vector, documents > ALL_SEARCHED ? COMMONEST : undefined));
}
