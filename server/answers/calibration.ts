import { EVIDENCE, LENGTH_PIECE } from "./evidence.ts";

/** A held-back question: the evidence for the entry chosen, whether it was right, and how much the row counts. */
export interface Trial {
  readonly evidence: Float64Array;
  readonly isRight: boolean;
  readonly weight: number;
}

/** Logistic regression from evidence to the probability of being right: a coefficient each, the constant last. */
export type Calibration = Float64Array;

const SWEEPS = 60;
/** What libraries usually come to; also where one too small to be tried on itself stays. */
const USUAL: Calibration = Float64Array.of(0.7, 0, 0, 0.8, 0.2, 0.3, 0.2, 1.2, 0, 0, -2.7);
/** How far each piece of evidence usually varies: what makes pulls on different pieces comparable. */
const SPREADS = Float64Array.of(2.5, 2, 2, 0.2, 0.2, 0.2, 0.4, 0.3, 2.5, 0.6, 1);
/** The usual calibration counts as much as about so many trials. */
const TRUST = 60;
/** With fewer entries than this to tell apart, being first says less. */
const FEW_ENTRIES = 5;

/**
 * Fits the calibration by cyclic Newton steps, one coefficient at a time, all but length and the constant kept ≥ 0, and
 * all pulled towards the usual one: a tiny library gets the usual calibration, a large one its own.
 */
export function calibrate(trials: readonly Trial[], entries: number): Calibration {
  const usual = USUAL.slice();
  usual[EVIDENCE]! -= Math.log(Math.max(1, FEW_ENTRIES / Math.max(1, entries)));
  const coefficients = usual.slice();
  const odds = Float64Array.from(trials, ({ evidence }) => logOdds(coefficients, evidence));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (let piece = 0; piece <= EVIDENCE; piece += 1) {
      const pull = TRUST * SPREADS[piece]! ** 2;
      let slope = pull * (coefficients[piece]! - usual[piece]!);
      let curve = pull + 1e-6;
      trials.forEach(({ evidence, isRight, weight }, row) => {
        const value = piece < EVIDENCE ? evidence[piece]! : 1;
        const probability = 1 / (1 + Math.exp(-odds[row]!));
        slope += weight * value * (probability - (isRight ? 1 : 0));
        curve += weight * value * value * Math.max(0.02, probability * (1 - probability));
      });
      const wanted = coefficients[piece]! - slope / curve;
      const mayBeNegative = piece >= LENGTH_PIECE;
      const change = (mayBeNegative ? wanted : Math.max(0, wanted)) - coefficients[piece]!;
      coefficients[piece]! += change;
      if (change === 0) continue;
      trials.forEach(({ evidence }, row) => {
        odds[row]! += change * (piece < EVIDENCE ? evidence[piece]! : 1);
      });
    }
  }
  return coefficients;
}

/** The model that answers was trained longer than those that were tried … */
const LONGER = 0.09;
/** … and on all questions of an entry: the fewer these are, the more the one that was held back is missed. */
const FULLER = 0.9;
/** Where entries have so many questions, those held back were missed by a model that was less decided both ways … */
const MANY = 100;
/** … by so much of its log-odds. */
const SHARPER = 0.4;

/** What was learned from trials, for the model trained on everything: a little surer (found on ten libraries of 30 to 15,000 questions). */
export function forWholeLibrary(tried: Calibration, questionsPerEntry: number): Calibration {
  const sharper = 1 + SHARPER * Math.min(1, questionsPerEntry / MANY);
  const whole = tried.map((coefficient) => coefficient * sharper);
  whole[EVIDENCE]! += LONGER + FULLER / Math.max(1, questionsPerEntry);
  return whole;
}

/** The degree: probability that the first-ranked entry is right. */
export function degreeOf(calibration: Calibration, evidence: Float64Array): number {
  return 1 / (1 + Math.exp(-logOdds(calibration, evidence)));
}

function logOdds(coefficients: Calibration, evidence: Float64Array): number {
  let sum = coefficients[EVIDENCE]!;
  for (let piece = 0; piece < EVIDENCE; piece += 1) sum += coefficients[piece]! * evidence[piece]!;
  return sum;
}
