/**
 * What it costs to leave a question to the library, or to a person: the one definition that the stream test, the learned
 * base and the simulation of routing share. Plain numbers without a unit; a wrong answer given alone is 1.
 *
 * This is the cost of a classifier that may pass a question on (Chow 1970): right alone costs nothing, wrong alone costs
 * 1, passing on costs the same whoever would have been right. A hand-over that was needless because the library had it
 * right therefore costs the agent's time for nothing; one that was needed costs the same time, and no rule can spare it.
 */
export interface HandOffCosts {
  /** The library answered alone, and wrongly: the customer is misled, and needs a person in the end. */
  readonly wrongAlone: number;
  /** A person took over: their time. It is needless when the library's answer was right. */
  readonly handOver: number;
  /** The customer went away with neither an answer nor a person. */
  readonly unhelped: number;
}

/** What became of one question. */
export interface HandOffOutcome {
  /** A person was offered and is taken to have come. */
  readonly isPersonOffered: boolean;
  /** The library said something that may help: an answer, or a choice of answers. */
  readonly isAnswered: boolean;
  /** What it said first was right. */
  readonly isRight: boolean;
}

/**
 * The costs a shop means by its base: the base is the degree at which it does not care who answers, so a hand-over costs
 * what is missing to 1.
 * @param base the single threshold the admin set, between 0 and 1
 */
export function costsAtBase(base: number): HandOffCosts {
  return { wrongAlone: 1, handOver: 1 - base, unhelped: 1 };
}

/** The degree, taken as a probability, at which answering alone costs as much as a hand-over: the inverse of `costsAtBase`. */
export function evenDegree({ wrongAlone, handOver }: HandOffCosts): number {
  return Math.max(0, 1 - handOver / wrongAlone);
}

/** What one question cost. */
export function costOf({ isPersonOffered, isAnswered, isRight }: HandOffOutcome, costs: HandOffCosts): number {
  if (isPersonOffered) return costs.handOver;
  if (!isAnswered) return costs.unhelped;
  return isRight ? 0 : costs.wrongAlone;
}
