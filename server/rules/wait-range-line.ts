import { aboveAt, type Pace } from "./wait-range-pace.ts";

/** Steps grow with the time they look ahead. */
const FIRST_STEP_MS = 2_000;
const STEP_GROWTH = 1.06;
/** Counts in a line vary more than those of coins: chats end in company, and people come in crowds. */
const DISPERSION = 1.3;
/** A pace known from endless experience still changes within the hour. */
const DRIFT = 0.15;

/**
 * Until so many have gone before: a line as a fluid (Newell, "Applications of queueing theory", 1971). Seats come free
 * as chats end, people ahead lose patience, and people come who have more credit than this entry has waited for; of all
 * of these the mean is followed, and the variance added up.
 * @param toGo seats that have to come free, the entry's own included
 * @returns null when no end is in sight
 */
export function throughLine(options: {
  pace: Pace;
  seats: number;
  toGo: number;
  ageMs: number;
  answerMs: number;
  longestMs: number;
}): { centreMs: number; deviationMs: number } | null {
  const { pace, seats, ageMs, answerMs, longestMs } = options;
  if (pace.endRate <= 0) return null;
  // A seat is taken again only when somebody has answered.
  const freeRate = seats / (1 / pace.endRate + answerMs);
  let left = options.toGo;
  let ms = 0;
  let variance = 0;
  let stepMs = FIRST_STEP_MS;
  while (ms < longestMs) {
    const overtakeRate = pace.comeRate * aboveAt(pace, ageMs + ms);
    const leaveRate = pace.leaveRate * Math.max(0, left - 1);
    const netRate = freeRate + leaveRate - overtakeRate;
    const allRate = freeRate + leaveRate + overtakeRate;
    const isLast = netRate > 0 && left <= netRate * stepMs;
    const takesMs = isLast ? left / netRate : stepMs;
    variance += DISPERSION * allRate * takesMs;
    ms += takesMs;
    if (isLast) {
      const known = 1 / (pace.ends + 1);
      const deviationMs = Math.sqrt(variance / netRate ** 2 + ms ** 2 * (known + DRIFT ** 2));
      return { centreMs: ms, deviationMs: Math.min(deviationMs, 3 * ms) };
    }
    left -= netRate * takesMs;
    stepMs *= STEP_GROWTH;
  }
  return null;
}
