import { documentOf, weigh } from "./corpus.ts";
import { EVIDENCE_NAMES, type EvidenceName, evidenceOf } from "./evidence.ts";
import { featuresOf } from "./features.ts";
import type { Model } from "./model.ts";
import { namedFeatures } from "./named-features.ts";
import { highest } from "./ranking.ts";
import { closenessTo, entriesOf } from "./scorer.ts";
import { findFeature } from "./vocabulary.ts";
import { rowOf, scoresOf, toProbabilities } from "./weights.ts";

/** Why an entry has its degree. */
export interface Explanation {
  /** Pieces of the question by falling size of `weight`: what each adds to the entry's score above its rivals (below 0: against it). */
  readonly features: readonly { readonly text: string; readonly weight: number }[];
  /** The evidence the degree is made of; `weight` is what it adds to the log-odds of being right. */
  readonly evidence: readonly { readonly name: EvidenceName; readonly value: number; readonly weight: number }[];
}

const SHOWN = 12;
const RIVALS = 10;
/** Weights smaller than this decide nothing. */
const LEAST_WEIGHT = 0.005;

/** Why this entry has its degree for this text; nothing decides for an entry the model was not trained on. */
export function explain(model: Model, text: string, answerId: string, most = SHOWN): Explanation {
  const { scorer, calibration } = model;
  const entry = model.numbers.get(answerId);
  if (!scorer || entry === undefined) return { features: [], evidence: [] };
  const raw = featuresOf(text);
  const opinions = scorer.members.map(({ idf, weights }, at) => {
    const view = scorer.views[at]!;
    const { vector, knownShare } = weigh(documentOf(raw, model.vocabularies[at]!, view), idf, entriesOf(scorer), view);
    const scores = scoresOf(weights, vector, null);
    const rivals = [...highest(scores, RIVALS + 1)].filter((rival) => rival !== entry);
    return { vector, knownShare, weights, rivals, mass: toProbabilities(scores), scores };
  });
  const { vector, knownShare, rivals } = opinions[0]!;
  if (vector.ids.length === 0) return { features: [], evidence: [] };
  const meanOver = (value: (opinion: (typeof opinions)[number]) => number) =>
    opinions.reduce((sum, opinion) => sum + value(opinion), 0) / opinions.length;
  const values = evidenceOf({
    ranked: [entry, ...rivals].map((which) => ({
      entry: which,
      probability: meanOver(({ scores }) => scores[which]!),
    })),
    mass: meanOver(({ mass }) => mass),
    lowest: opinions.reduce((least, { scores }) => Math.min(least, scores[entry]!), 1),
    close: closenessTo(scorer, vector),
    knownShare,
    words: raw.words,
  });
  const named = namedFeatures(text);
  const sums = new Map<string, number>();
  opinions.forEach((opinion, at) => {
    const names = new Map(named.map((one) => [findFeature(model.vocabularies[at]!, one.hash), one.text]));
    opinion.vector.ids.forEach((id, place) => {
      const name = names.get(id);
      if (name === undefined) return;
      const row = rowOf(opinion.weights, id);
      const { table } = opinion.weights;
      const others = opinion.rivals.reduce((sum, rival) => sum + table[row + rival]!, 0);
      const lead = table[row + entry]! - others / Math.max(1, opinion.rivals.length);
      sums.set(name, (sums.get(name) ?? 0) + (opinion.vector.values[place]! * lead) / opinions.length);
    });
  });
  const features = [...sums]
    .map(([name, weight]) => ({ text: name, weight }))
    .filter(({ weight }) => Math.abs(weight) >= LEAST_WEIGHT)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.text < b.text ? -1 : 1))
    .slice(0, most);
  const evidence = EVIDENCE_NAMES.map((name, piece) => ({
    name,
    value: values[piece]!,
    weight: calibration[piece]! * values[piece]!,
  }));
  return { features, evidence };
}
