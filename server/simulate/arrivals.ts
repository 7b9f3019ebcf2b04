import type { Random } from "#server/answers/random.ts";
import { exponential } from "./draws.ts";

/** How many customers come in an hour, over the day. */
export interface Rate {
  /** At this many milliseconds after opening. */
  at(ms: number): number;
  /** Never passed. */
  readonly most: number;
}

/**
 * When customers come: a Poisson process whose rate changes, by thinning (Lewis and Shedler, 1979).
 * @returns milliseconds after opening, ascending, all before `lengthMs`
 */
export function arrivalsOf(rate: Rate, lengthMs: number, random: Random): number[] {
  const times: number[] = [];
  if (rate.most <= 0) return times;
  const meanGapMs = 3_600_000 / rate.most;
  for (let at = exponential(random, meanGapMs); at < lengthMs; at += exponential(random, meanGapMs))
    if (random() * rate.most < rate.at(at)) times.push(at);
  return times;
}

/** A rate that never changes. */
export const steadyRate = (perHour: number): Rate => ({ at: () => perHour, most: perHour });

/** The customers of an average hour spread as shops know it: a rise to late morning, a dip, and a second hump. */
export function dailyCurve(perHour: number, lengthMs: number): Rate {
  // The mean of the curve over the day is 1.
  const share = (ms: number): number => {
    const turn = (2 * Math.PI * ms) / lengthMs;
    return 1 - 0.35 * Math.cos(turn) - 0.3 * Math.cos(2 * turn);
  };
  return { at: (ms) => perHour * share(ms), most: perHour * 1.65 };
}

export interface Bursts {
  readonly everyMs: number;
  readonly lengthMs: number;
  /** The rate within a burst is this many times the one outside. */
  readonly factor: number;
}

/** A steady rate with bursts: a mailing, a fault of the shop. The mean over the day stays. */
export function burstRate(perHour: number, { everyMs, lengthMs, factor }: Bursts): Rate {
  const share = lengthMs / everyMs;
  const calm = perHour / (1 + share * (factor - 1));
  // The first burst comes half-way through the first stretch.
  const isBurst = (ms: number): boolean => (ms + everyMs / 2) % everyMs < lengthMs;
  return { at: (ms) => (isBurst(ms) ? calm * factor : calm), most: calm * factor };
}
