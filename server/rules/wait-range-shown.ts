import type { WaitRange } from "./wait-range.ts";

const MINUTE = 60_000;

/** As fine as the end of a range supports: nobody is told "17 to 26 minutes". */
function stepOf(highMs: number): number {
  if (highMs <= 10 * MINUTE) return MINUTE;
  if (highMs <= 60 * MINUTE) return 5 * MINUTE;
  if (highMs <= 180 * MINUTE) return 15 * MINUTE;
  return 60 * MINUTE;
}

/** An end moves inwards by at most so much of a step. */
const ROUNDED_UP = 0.4;

/** By how much of a step an end may move on before another number is shown. */
const SLACK = 0.3;

/**
 * A range in numbers that can be told: whole minutes, coarser the longer it is. What is
 * shown stays as long as it is nearly right, so that numbers do not flicker.
 * @param shown what the customer sees now, if anything
 * @returns `lowMs` 0 reads "less than"
 */
export function shownRange({ lowMs, highMs }: WaitRange, shown: WaitRange | null): WaitRange {
  const step = stepOf(highMs);
  const lowSteps = Math.floor(lowMs / step + ROUNDED_UP);
  const highSteps = Math.max(lowSteps + 1, Math.ceil(highMs / step - ROUNDED_UP));
  const next = { lowMs: lowSteps * step, highMs: highSteps * step };
  if (shown === null) return next;
  const slack = SLACK * Math.max(step, stepOf(shown.highMs));
  // A range that would be shown were its ends a little more or less is right still.
  const isNear = (exact: number, told: number, from: number, to: number): boolean =>
    exact >= told + from - slack && exact <= told + to + slack;
  const width = stepOf(shown.highMs);
  const isRight =
    isNear(lowMs, shown.lowMs, -ROUNDED_UP * width, (1 - ROUNDED_UP) * width) &&
    isNear(highMs, shown.highMs, (ROUNDED_UP - 1) * width, ROUNDED_UP * width);
  return isRight ? shown : next;
}

/** Up to here a place is told to the one. */
const EXACT_TO = 10;

/**
 * The places among which somebody stands, where places are not certain because a worse match may come before; null where
 * the place itself is told.
 * @param position from 1
 */
export function shownPlaces(position: number, isCreditOn: boolean): { from: number; to: number } | null {
  if (!isCreditOn || position <= EXACT_TO) return null;
  const step = position <= 50 ? 5 : position <= 200 ? 10 : 50;
  const from = Math.floor((position - 1) / step) * step + 1;
  return { from, to: from + step - 1 };
}
