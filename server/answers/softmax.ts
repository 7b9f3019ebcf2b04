import type { Vector } from "./corpus.ts";
import { type Random, shuffle } from "./random.ts";
import { emptyWeights, rowOf, toProbabilities, type Weights } from "./weights.ts";

/** What a softmax is trained on and how. */
export interface Lesson {
  readonly vectors: readonly Vector[];
  readonly labels: Uint32Array;
  readonly entries: number;
  readonly features: number;
  readonly epochs: number;
  /** Share of features left out at random each time a question is seen; the rest is scaled up. */
  readonly dropout: number;
  /** The entries each question is told apart from, its own first, as many for each question; null: from all. */
  readonly rivals: Uint32Array | null;
  readonly random: Random;
  readonly onEpoch?: () => void;
}

const FIRST_RATE = 3;
/** Smaller gradients change nothing that counts; leaving them out makes training several times faster. */
const LEAST_SLOPE = 0.001;
/** Entries picked at random beside the rivals, so that far ones are pushed down too. */
const STRANGERS = 3;
const PLACES_PER_WEIGHT = 4;

/** Room for one step, reused: the entries told apart, their slopes, the rows and values of the features kept. */
interface Desk {
  readonly chosen: Uint32Array;
  readonly slopes: Float32Array;
  readonly active: Uint32Array;
  readonly rows: Uint32Array;
  readonly values: Float32Array;
}

/**
 * Multinomial logistic regression by plain stochastic gradient descent, one question at a time, with feature dropout
 * (Wager, Wang & Liang 2013: dropout acts as an adaptive penalty on frequent features, and keeps probabilities honest).
 */
export function trainSoftmax(lesson: Lesson): Weights {
  const { vectors, labels, random } = lesson;
  const weights = emptyWeights(lesson.features, lesson.entries, placesWanted(lesson));
  const desk = deskFor(lesson);
  const order = Uint32Array.from(vectors, (_, at) => at);
  const steps = lesson.epochs * vectors.length;
  for (let epoch = 0, step = 0; epoch < lesson.epochs; epoch += 1) {
    shuffle(order, random);
    for (const question of order) {
      const rate = FIRST_RATE * (1 - step / steps);
      step += 1;
      const count = lesson.rivals ? gatherRivals(lesson, question, desk) : lesson.entries;
      const features = dropFeatures(weights, vectors[question]!, lesson, desk);
      predict(weights, desk, count, features);
      learn(weights, desk, count, features, labels[question]!, rate);
    }
    lesson.onEpoch?.();
  }
  return weights;
}

function placesWanted({ rivals, vectors }: Lesson): number {
  if (!rivals) return 0;
  const features = vectors.reduce((sum, { ids }) => sum + ids.length, 0);
  return features * PLACES_PER_WEIGHT;
}

function deskFor({ vectors, rivals, entries }: Lesson): Desk {
  const longest = vectors.reduce((most, { ids }) => Math.max(most, ids.length), 0);
  const told = rivals ? rivals.length / Math.max(1, vectors.length) + STRANGERS : entries;
  return {
    chosen: Uint32Array.from({ length: told }, (_, at) => at),
    slopes: new Float32Array(told),
    active: new Uint32Array(told),
    rows: new Uint32Array(longest),
    values: new Float32Array(longest),
  };
}

/** Lays out the question's rivals and some strangers; returns how many entries there are to tell apart. */
function gatherRivals({ rivals, vectors, entries, random }: Lesson, question: number, { chosen }: Desk): number {
  const each = rivals!.length / vectors.length;
  chosen.set(rivals!.subarray(question * each, (question + 1) * each));
  let count = each;
  for (let stranger = 0; stranger < STRANGERS; stranger += 1) {
    const entry = Math.floor(random() * entries);
    const known = chosen.indexOf(entry);
    if (known < 0 || known >= count) chosen[count++] = entry;
  }
  return count;
}

/** Lays out the features kept this time; returns how many. */
function dropFeatures(weights: Weights, { ids, values }: Vector, { dropout, random }: Lesson, desk: Desk): number {
  const scale = 1 / (1 - dropout);
  let count = 0;
  for (let at = 0; at < ids.length; at += 1) {
    if (random() < dropout) continue;
    desk.rows[count] = rowOf(weights, ids[at]!);
    desk.values[count] = values[at]! * scale;
    count += 1;
  }
  return count;
}

function predict({ table }: Weights, { chosen, slopes, rows, values }: Desk, count: number, features: number): void {
  slopes.fill(0, 0, count);
  for (let at = 0; at < features; at += 1) {
    const row = rows[at]!;
    const value = values[at]!;
    for (let which = 0; which < count; which += 1) slopes[which]! += value * table[row + chosen[which]!]!;
  }
  toProbabilities(slopes, count);
}

function learn({ table }: Weights, desk: Desk, count: number, features: number, label: number, rate: number): void {
  const { chosen, slopes, active, rows, values } = desk;
  let actives = 0;
  for (let which = 0; which < count; which += 1) {
    const entry = chosen[which]!;
    const slope = entry === label ? slopes[which]! - 1 : slopes[which]!;
    if (Math.abs(slope) < LEAST_SLOPE) continue;
    slopes[actives] = slope;
    active[actives] = entry;
    actives += 1;
  }
  for (let at = 0; at < features; at += 1) {
    const row = rows[at]!;
    const change = rate * values[at]!;
    for (let which = 0; which < actives; which += 1) table[row + active[which]!]! -= change * slopes[which]!;
  }
}
