import type { Trial } from "./calibration.ts";
import { type Random, shuffle } from "./random.ts";
import { fit, type Labelled, read } from "./scorer.ts";

/** Share of what visitors ask that no entry answers, assumed when the calibration is fitted. */
const OUTSIDE_PRIOR = 0.19;
const MOST_TRIALS = 3_000;
const EFFORT = 0.7;
const ENOUGH_TRIALS = 1_000;
const MOST_DEALS = 4;

interface Outcome {
  readonly evidence: Float64Array;
  readonly isRight: boolean;
  readonly isInside: boolean;
}

/**
 * Tries the library on itself: in each round a share of the entries is taken out whole (their questions are then outside
 * the library) and part of the other entries' questions is held back; what is left is fitted and asked all of these.
 */
export function holdBack(data: Labelled, random: Random, onShare?: (share: number) => void): Trial[] {
  const rounds = roundsFor(data);
  if (rounds === 0) return [];
  const deals = dealsFor(data.labels.length);
  const outcomes: Outcome[] = [];
  for (let deal = 0, done = 0; deal < deals; deal += 1) {
    const roundOfEntry = dealt(data.entries, rounds.parts, random);
    const roundOfQuestion = dealt(data.labels.length, rounds.parts, random);
    for (let round = 0; round < rounds.count; round += 1) {
      const tell = (share: number): void => onShare?.((done + share) / (rounds.count * deals));
      outcomes.push(...tryRound(data, roundOfEntry, roundOfQuestion, round, rounds.count, random, tell));
      done += 1;
    }
  }
  return weighed(outcomes, 1 / deals);
}

/** A small library is dealt several times: which entries are taken out together decides much there. */
function dealsFor(questions: number): number {
  return Math.max(1, Math.min(MOST_DEALS, Math.floor(ENOUGH_TRIALS / Math.max(1, questions))));
}

function roundsFor(data: Labelled): 0 | { parts: number; count: number } {
  if (data.entries < 3) return 0;
  return data.labels.length < 3_000 ? { parts: 5, count: 5 } : { parts: 4, count: 2 };
}

/** Deals items to rounds evenly, at random. */
function dealt(items: number, parts: number, random: Random): Uint32Array {
  const round = Uint32Array.from({ length: items }, (_, at) => at % parts);
  shuffle(round, random);
  return round;
}

function tryRound(
  data: Labelled,
  roundOfEntry: Uint32Array,
  roundOfQuestion: Uint32Array,
  round: number,
  rounds: number,
  random: Random,
  onShare: (share: number) => void,
): Outcome[] {
  const { seen, labels, entries } = data;
  // What stays is numbered anew: an entry taken out must not be an answer that nothing speaks for.
  const renamed = new Map<number, number>();
  for (let entry = 0; entry < entries; entry += 1) if (roundOfEntry[entry] !== round) renamed.set(entry, renamed.size);
  const left = new Uint32Array(entries);
  for (const label of labels) left[label]! += 1;
  const kept: number[] = [];
  const inside: number[] = [];
  const outside: number[] = [];
  labels.forEach((label, question) => {
    if (!renamed.has(label)) outside.push(question);
    else if (roundOfQuestion[question] === round && left[label]! > 1) {
      left[label]! -= 1;
      inside.push(question);
    } else kept.push(question);
  });
  const scorer = fit(
    {
      seen: seen.map(({ view, documents, features }) => ({
        view,
        documents: kept.map((question) => documents[question]!),
        features,
      })),
      labels: Uint32Array.from(kept, (question) => renamed.get(labels[question]!)!),
      entries: renamed.size,
    },
    EFFORT,
    random,
    onShare,
  );
  const ask = (questions: number[], isInside: boolean): Outcome[] => {
    shuffle(questions, random);
    return questions.slice(0, Math.ceil(MOST_TRIALS / rounds)).flatMap((question) => {
      const { ranked, evidence } = read(
        scorer,
        seen.map(({ documents }) => documents[question]!),
        2,
      );
      if (ranked.length === 0) return [];
      return [{ evidence, isInside, isRight: isInside && ranked[0]!.entry === renamed.get(labels[question]!) }];
    });
  };
  return [...ask(inside, true), ...ask(outside, false)];
}

function weighed(outcomes: readonly Outcome[], weight: number): Trial[] {
  const inside = outcomes.filter(({ isInside }) => isInside).length;
  const outside = outcomes.length - inside;
  const outsideWeight = outside > 0 ? (inside * OUTSIDE_PRIOR) / (1 - OUTSIDE_PRIOR) / outside : 1;
  return outcomes.map(({ evidence, isRight, isInside }) => ({
    evidence,
    isRight,
    weight: weight * (isInside ? 1 : outsideWeight),
  }));
}
