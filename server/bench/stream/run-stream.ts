import { createRandom } from "#server/answers/random.ts";
import { costOf, costsAtBase } from "#server/rules/hand-off-cost.ts";
import { baseFor, NOTHING_HEARD, withHeard } from "#server/rules/learned-base.ts";
import { feedbackFrom, type Habits } from "./customers.ts";

/** A question with its degree, and whether the library had it right. */
export interface Asked {
  readonly degree: number;
  readonly isRight: boolean;
}

/** Costs of the same questions: by the learned base, by the best threshold of all known afterwards, and by the unmoved base. */
export interface StreamCosts {
  readonly adaptive: number;
  readonly best: number;
  readonly unmoved: number;
}

export interface StreamResult {
  /** The first `learnedAfter` questions, those after, and all. */
  readonly first: StreamCosts;
  readonly after: StreamCosts;
  readonly all: StreamCosts;
  /** Where the learned base ended. */
  readonly single: number;
}

/** Below this degree nothing is said that could help. */
const GIVING_UP = 0.15;
const FIXED = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);

/**
 * Asks the questions one after another. Each is tested against the base learned from the ones before; what is heard of it
 * moves the base. No threshold but the base: agents are as idle as usual.
 */
export function runStream(
  questions: readonly Asked[],
  { base, habits, seed, learnedAfter }: { base: number; habits: Habits | "told"; seed: number; learnedAfter: number },
): StreamResult {
  const random = createRandom(seed);
  const costs = costsAtBase(base);
  const costAt = ({ degree, isRight }: Asked, threshold: number): number =>
    costOf({ isPersonOffered: degree < threshold, isAnswered: degree >= GIVING_UP, isRight }, costs);
  let evidence = NOTHING_HEARD;
  let single = base;
  const paid: number[] = [];
  for (const question of questions) {
    paid.push(costAt(question, single));
    const isPersonOffered = question.degree < single;
    const feedback = feedbackFrom(habits, { isPersonOffered, isRight: question.isRight }, random);
    evidence = withHeard(evidence, { degree: question.degree, isPersonOffered, feedback }, base);
    single = baseFor(evidence, base).single;
  }
  const costsOf = (from: number, to: number): StreamCosts => {
    const part = questions.slice(from, to);
    const fixedAt = (threshold: number) => part.reduce((sum, question) => sum + costAt(question, threshold), 0);
    return {
      adaptive: paid.slice(from, to).reduce((sum, cost) => sum + cost, 0),
      best: Math.min(...FIXED.map(fixedAt)),
      unmoved: fixedAt(base),
    };
  };
  return {
    first: costsOf(0, learnedAfter),
    after: costsOf(learnedAfter, questions.length),
    all: costsOf(0, questions.length),
    single,
  };
}

/** Adds costs up over streams. */
export function sumOf(costs: readonly StreamCosts[]): StreamCosts {
  const total = (key: keyof StreamCosts) => costs.reduce((sum, each) => sum + each[key], 0);
  return { adaptive: total("adaptive"), best: total("best"), unmoved: total("unmoved") };
}

/** How much more than the best was paid, in percent. */
export const overBest = (costs: StreamCosts, which: "adaptive" | "unmoved" = "adaptive"): number =>
  Math.round(1_000 * (costs[which] / costs.best - 1)) / 10;
