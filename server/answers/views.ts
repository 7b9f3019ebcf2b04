import { ORDER, SPELLING, type View } from "./corpus.ts";

/** From so many questions on a second view pays: with fewer it costs 1 to 3 points of top-1. */
const ENOUGH_FOR_TWO = 3_000;
/** Beyond so many, the second view's memory and time are worth more than its half point. */
const TOO_MANY_FOR_TWO = 30_000;
/** Beyond so many entries only candidates are told apart, by one view. */
const TOO_MANY_ENTRIES = 400;

/** The views a library is learned with, the spelling first. */
export function viewsFor(questions: number, entries: number): readonly View[] {
  const isTwofold = questions >= ENOUGH_FOR_TWO && questions <= TOO_MANY_FOR_TWO && entries <= TOO_MANY_ENTRIES;
  return isTwofold ? [SPELLING, ORDER] : [SPELLING];
}
