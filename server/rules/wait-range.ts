/**
 * How long somebody in line still has to wait: a range that holds four times of five, learned from the recent service of
 * the team and corrected by what became of earlier ranges. Null where nothing is known.
 *
 * A forecast is a centre and a spread on a logarithmic scale (`wait-range-line.ts` for the line, the pace of answering
 * for who is being asked); its range goes from the 10 % to the 90 % quantile of how earlier waits of this team fell around
 * their centres, in spreads (split conformal prediction with normalised residuals: Lei et al., "Distribution-free
 * predictive inference for regression", 2018), at levels that move with what was missed (Gibbs and Candès, "Adaptive
 * conformal inference under distribution shift", 2021).
 */
import { type Correction, correctedBy, noCorrection, quantileOf } from "./wait-range-correction.ts";
import { throughLine } from "./wait-range-line.ts";
import { type Pace, paceNow, type WaitEvidence } from "./wait-range-pace.ts";

/** How an entry stands in its line. Times in ms. */
export interface WaitStanding {
  /** Entries before it for whom nobody is asked yet and whose customer is there. */
  readonly ahead: number;
  /** Free seats of the team's available agents, and all of them. */
  readonly freeSeats: number;
  readonly seats: number;
  /** Somebody is being asked for it now. */
  readonly isOffered: boolean;
  /** Time since the entry's key (entry time less credit): who comes now is placed before it only with more credit. */
  readonly ageMs: number;
}

/** `asked`: an agent is asked, or will be at once; `line`: seats have to come free first. */
export type WaitStage = "asked" | "line";

/** Before correction. */
export interface WaitForecast {
  readonly stage: WaitStage;
  readonly centreMs: number;
  /** Deviation of the logarithm. */
  readonly spread: number;
}

/** Remaining wait, ms. */
export interface WaitRange {
  readonly lowMs: number;
  readonly highMs: number;
}

/** What a team's ranges are made from; plain JSON, replaced and never changed. */
export interface WaitModel {
  readonly evidence: WaitEvidence;
  readonly corrections: Readonly<Record<WaitStage, Correction>>;
}

/** Waits are compared as logarithms of themselves plus this: a second more or less is nothing. */
const GRAIN_MS = 1_000;
/** Nothing is foretold from fewer waits that came to their end, and ends of chats. */
const LEAST_KNOWN = 8;
/** A forecast beyond this says nothing any more. */
const LONGEST_MS = 4 * 3_600_000;

const scaled = (ms: number): number => Math.log(Math.max(0, ms) + GRAIN_MS);

/** A team of which nothing is known. */
export const waitModelOf = (evidence: WaitEvidence): WaitModel => ({
  evidence,
  corrections: { asked: noCorrection, line: noCorrection },
});

/** The quantiles of residuals between which ranges lie. */
interface Cuts {
  readonly low: number;
  readonly high: number;
}

/** A model made ready for many entries of one moment. */
export interface WaitOutlook {
  readonly pace: Pace;
  readonly cuts: Readonly<Record<WaitStage, Cuts>>;
}

export function outlookOf({ evidence, corrections }: WaitModel, at: number): WaitOutlook {
  const cutsOf = (correction: Correction): Cuts => ({
    low: quantileOf(correction, correction.lowLevel),
    high: quantileOf(correction, correction.highLevel),
  });
  return { pace: paceNow(evidence, at), cuts: { asked: cutsOf(corrections.asked), line: cutsOf(corrections.line) } };
}

/** Somebody is asked for it, or has a seat for it. */
export const isAsked = ({ isOffered, ahead, freeSeats }: WaitStanding): boolean => isOffered || ahead < freeSeats;

/** What the team's service says about an entry that stands so; null when too little is known, or nobody is there. */
export function forecastWait({ pace }: WaitOutlook, standing: WaitStanding): WaitForecast | null {
  if (standing.seats <= 0 || pace.answers < LEAST_KNOWN) return null;
  return isAsked(standing) ? whileAsked(pace) : whileInLine(pace, standing);
}

function whileAsked(pace: Pace): WaitForecast {
  return { stage: "asked", centreMs: Math.exp(pace.answerLog) - GRAIN_MS, spread: pace.answerSpread };
}

function whileInLine(pace: Pace, { ahead, freeSeats, seats, ageMs }: WaitStanding): WaitForecast | null {
  if (pace.ends < LEAST_KNOWN) return null;
  const answerMs = Math.exp(pace.answerLog) - GRAIN_MS;
  const line = throughLine({ pace, seats, toGo: ahead + 1 - freeSeats, ageMs, answerMs, longestMs: LONGEST_MS });
  if (line === null) return null;
  const centreMs = line.centreMs + answerMs;
  const deviationMs = Math.hypot(line.deviationMs, answerMs * pace.answerSpread);
  // A log-normal of this mean and deviation.
  return { stage: "line", centreMs, spread: Math.sqrt(Math.log1p((deviationMs / (centreMs + GRAIN_MS)) ** 2)) };
}

/** The range of a forecast, as earlier ones came true. */
export function rangeOf({ cuts }: Pick<WaitOutlook, "cuts">, { stage, centreMs, spread }: WaitForecast): WaitRange {
  const at = (cut: number): number => Math.max(0, Math.exp(scaled(centreMs) + spread * cut) - GRAIN_MS);
  return { lowMs: at(cuts[stage].low), highMs: at(cuts[stage].high) };
}

/**
 * The model after a forecast came to its end.
 * @param range what was said of it
 * @param actualMs from the forecast until the entry was assigned
 */
export function withOutcome(
  model: WaitModel,
  { stage, centreMs, spread }: WaitForecast,
  range: WaitRange,
  actualMs: number,
): WaitModel {
  const corrected = correctedBy(model.corrections[stage], {
    residual: (scaled(actualMs) - scaled(centreMs)) / spread,
    isBelow: actualMs < range.lowMs,
    isAbove: actualMs > range.highMs,
  });
  return { ...model, corrections: { ...model.corrections, [stage]: corrected } };
}

/** The score of a range that should hold with 1 − alpha (Winkler, 1972): its width, and what it missed by, weighted; less is better. */
export function intervalScore({ lowMs, highMs }: WaitRange, actualMs: number, alpha = 0.2): number {
  const missedMs = Math.max(0, lowMs - actualMs) + Math.max(0, actualMs - highMs);
  return highMs - lowMs + (2 / alpha) * missedMs;
}

export const isHeld = ({ lowMs, highMs }: WaitRange, actualMs: number): boolean =>
  actualMs >= lowMs && actualMs <= highMs;
