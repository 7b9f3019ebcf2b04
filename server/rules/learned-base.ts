import { type Feedback, likelihoodOf, type Talk } from "./feedback.ts";
import type { Bounds } from "./hand-off-thresholds.ts";

/** One question with a degree, of which something was heard. */
export interface Heard {
  readonly degree: number;
  readonly isPersonOffered: boolean;
  readonly feedback: Feedback;
}

/**
 * What was learned about how degrees come true, plain JSON: the logarithm of how well each hypothesis of the grid explains
 * what was heard, less the prior.
 */
export interface Evidence {
  readonly explained: readonly number[];
  /** Questions heard of. */
  readonly count: number;
  /** The degree around which questions count most: where the base stood of late. */
  readonly around: number;
}

/** A base as it is stored and shown. */
export interface LearnedBase {
  /** From this degree on the library's answer is worth giving alone. */
  readonly single: number;
  readonly count: number;
  /** The mean hypothesis: logit of being right = shift + slope × logit of the degree. */
  readonly shift: number;
  readonly slope: number;
}

/** How far feedback may carry a base, whatever it says. */
export const LEARNED_BOUNDS: Bounds = { least: 0.15, most: 0.94 };

// The hypotheses: logit P(right) = shift + slope × logit(degree), and how many customers speak up. A calibrated degree is
// shift 0, slope 1. A shift is what another share of out-of-scope questions does to a calibrated degree.
const SHIFTS = Array.from({ length: 25 }, (_, at) => -3.5 + at / 4);
const SLOPES = [0.5, 0.7, 1, 1.4, 2];
const TALKS: readonly { talk: Talk; log: number }[] = [0.25, 0.6, 0.85].flatMap((ofWrong, w) =>
  [0.1, 0.35, 0.6].map((ofRight, r) => ({
    talk: { ofWrong, ofRight },
    log: Math.log(middleHeavy(w) * middleHeavy(r)),
  })),
);
const SHIFT_DEVIATION = 1;
const LOG_SLOPE_DEVIATION = 0.6;
const HYPOTHESES = SHIFTS.flatMap((shift) => SLOPES.map((slope) => ({ shift, slope })));
const PRIOR = HYPOTHESES.flatMap(({ shift, slope }) =>
  TALKS.map(({ log }) => log - (shift / SHIFT_DEVIATION) ** 2 / 2 - (Math.log(slope) / LOG_SLOPE_DEVIATION) ** 2 / 2),
);

/** What was heard this many questions ago counts for 1/e: a shop changes. */
const MEMORY = 500;
const KEPT = 1 - 1 / MEMORY;
/** Questions whose degree is farther than this from the base, in logits, say little about where it belongs. */
const REACH = 1;
/** After this many questions the centre of that reach follows the base. */
const FOLLOWED_EVERY = 10;
/** What a category takes from the rest of its team, however much that is: fewer than so many questions' worth. */
const MOST_BORROWED = 30;

export const NOTHING_HEARD: Evidence = { explained: PRIOR.map(() => 0), count: 0, around: 0.5 };

/**
 * Takes in what was heard of one question: Bayes over the grid. Nobody told us the truth, so each hypothesis is asked how
 * likely this feedback is under it, silence included; what was not asked, because a person was offered or was not, biases
 * nothing then.
 * @param base the site's own base, where a calibrated degree would leave it
 */
export function withHeard(evidence: Evidence, { degree, isPersonOffered, feedback }: Heard, base: number): Evidence {
  const z = logit(degree);
  const centre = evidence.count === 0 ? base : evidence.around;
  const weight = 1 / (1 + ((z - logit(centre)) / REACH) ** 2);
  const chances = TALKS.map(({ talk }) => likelihoodOf(feedback, isPersonOffered, talk));
  const explained = HYPOTHESES.flatMap(({ shift, slope }, hypothesis) => {
    const isRight = 1 / (1 + Math.exp(-(shift + slope * z)));
    return chances.map(
      ([right, wrong], talk) =>
        KEPT * evidence.explained[hypothesis * TALKS.length + talk]! +
        weight * Math.log(right * isRight + wrong * (1 - isRight)),
    );
  });
  const count = evidence.count + 1;
  const isFollowed = count % FOLLOWED_EVERY === 0;
  const around = isFollowed ? baseFor({ explained, count, around: centre }, base).single : centre;
  return { explained, count, around };
}

/** What the rest of a team was heard of, for a category: the more the team has, the less each of it counts. */
export function lentTo(own: Evidence, team: Evidence): Evidence {
  const others = Math.max(0, team.count - own.count);
  const share = MOST_BORROWED / (MOST_BORROWED + others);
  return {
    explained: own.explained.map((value, at) => value + share * (team.explained[at]! - value)),
    count: own.count,
    around: own.around,
  };
}

/**
 * The learned base: the degree at which the library is right just often enough, weighed over all hypotheses, for a shop
 * whose base says how often that is.
 * @param base the site's own base, the probability of being right at which it does not care who answers
 */
export function baseFor({ explained, count }: Evidence, base: number): LearnedBase {
  const weights = weightsOf(explained);
  const meanOf = (value: (hypothesis: { shift: number; slope: number }) => number): number =>
    HYPOTHESES.reduce((sum, hypothesis, at) => sum + weights[at]! * value(hypothesis), 0);
  const isRightAt = (degree: number): number => {
    const z = logit(degree);
    return meanOf(({ shift, slope }) => 1 / (1 + Math.exp(-(shift + slope * z))));
  };
  return {
    single: explained.every((value) => value === 0) ? clamp(base) : degreeWhere(isRightAt, base),
    count,
    shift: meanOf(({ shift }) => shift),
    slope: meanOf(({ slope }) => slope),
  };
}

/** Bisection: being right grows with the degree under every hypothesis. */
function degreeWhere(isRightAt: (degree: number) => number, base: number): number {
  let { least, most } = LEARNED_BOUNDS;
  if (isRightAt(least) >= base) return least;
  if (isRightAt(most) <= base) return most;
  for (let step = 0; step < 12; step += 1) {
    const middle = (least + most) / 2;
    if (isRightAt(middle) < base) least = middle;
    else most = middle;
  }
  return (least + most) / 2;
}

/** The posterior of each shift and slope. */
function weightsOf(explained: readonly number[]): number[] {
  const logs = explained.map((value, at) => value + PRIOR[at]!);
  const highest = logs.reduce((most, value) => Math.max(most, value), -Infinity);
  const weights = HYPOTHESES.map((_, hypothesis) => {
    let sum = 0;
    for (let talk = 0; talk < TALKS.length; talk += 1)
      sum += Math.exp(logs[hypothesis * TALKS.length + talk]! - highest);
    return sum;
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / whole);
}

/** Half of the prior on the middle one of three. */
function middleHeavy(place: number): number {
  return place === 1 ? 0.5 : 0.25;
}

/** Degrees of 0 and 1 say no more than very small and very large ones. */
function logit(degree: number): number {
  const kept = Math.max(0.005, Math.min(0.995, degree));
  return Math.log(kept / (1 - kept));
}

function clamp(base: number): number {
  return Math.max(LEARNED_BOUNDS.least, Math.min(LEARNED_BOUNDS.most, base));
}
