/** Degrees below which a person is offered: for one reply, and for the mean of the conversation. */
export interface Thresholds {
  readonly single: number;
  readonly mean: number;
}

/** The seats of a team's available agents, and who waits for one. */
export interface Seats {
  readonly free: number;
  readonly total: number;
  readonly waiting: number;
  /** False when nobody is there at all: a prompt could then only lead to a message. */
  readonly isAnybodyReachable: boolean;
}

export interface Bounds {
  readonly least: number;
  readonly most: number;
}

export interface ThresholdSettings {
  readonly singleBounds: Bounds;
  readonly meanBounds: Bounds;
  /** How far a threshold rises above its base when all are idle, and falls below it when all are busy and the queue is full. */
  readonly rise: number;
  readonly fall: number;
  /** The share of seats left over that leaves the thresholds at their base, above 0 and below 1. */
  readonly usualSpare: number;
  /** Time in which 63 % of a change is made. */
  readonly dampingMs: number;
  /** A target nearer than this moves nothing. */
  readonly deadBand: number;
}

export type ThresholdCode = "idle" | "normal" | "busy" | "nobody";

/** Why the thresholds are where they are heading: a code with its numbers, put into words by the screens. */
export interface ThresholdReason {
  readonly code: ThresholdCode;
  readonly freeSeats: number;
  readonly totalSeats: number;
  readonly waiting: number;
  readonly base: Thresholds;
  /** Target less base. */
  readonly shift: Thresholds;
}

export interface ThresholdState extends Thresholds {
  readonly at: number;
  /** Free seats over all seats of available agents, 0 to 1. */
  readonly idleness: number;
  /** Where the thresholds are heading. */
  readonly target: Thresholds;
  readonly reason: ThresholdReason;
}

export interface ThresholdInput {
  readonly base: Thresholds;
  readonly seats: Seats;
  /** The state before; its code keeps the reason steady. Null: the target is taken at once. */
  readonly previous: (Thresholds & { readonly at: number; readonly code?: ThresholdCode }) | null;
  /** Now, in epoch milliseconds. */
  readonly at: number;
  readonly settings: ThresholdSettings;
}

export const DEFAULT_THRESHOLD_SETTINGS: ThresholdSettings = {
  // Wide enough for a learned base far from 0.55 to be shifted both ways.
  singleBounds: { least: 0.15, most: 0.9 },
  meanBounds: { least: 0.2, most: 0.9 },
  rise: 0.15,
  // With a full line whoever is sent to a person pushes out somebody else, who then has nobody: a person costs about as
  // much as a wrong answer. A fall of 0.2 from a base learned above the site's own still ended above that.
  fall: 0.35,
  usualSpare: 0.3,
  dampingMs: 20_000,
  deadBand: 0.01,
};

/** Of the whole fall, the part that only a queue brings; the rest comes with the last seat taken. */
const QUEUE_PART = 0.3;
/** Waiting customers to a seat that make the queue a full one: a wait of about a third of a chat, when people begin to leave. */
const FULL_QUEUE = 1 / 3;
/** The part of the whole way from the base that is called idle or busy, and the part at which it is normal again. */
const CALLED_AT = 0.25;
const KEPT_UNTIL = 0.1;

/**
 * The hand-off thresholds for the seats as they are (B4): idle agents raise them, so people are offered sooner; busy ones
 * lower them, so people are kept for the worst matches. Target = base + shift, clamped; the thresholds follow it
 * exponentially and stay where they are while the target is within the dead band.
 */
export function thresholdsFor({ base, seats, previous, at, settings }: ThresholdInput): ThresholdState {
  const balance = balanceOf(seats, settings.usualSpare);
  const shift = balance >= 0 ? balance * settings.rise : balance * settings.fall;
  const target = {
    single: clamp(base.single + shift, settings.singleBounds),
    mean: clamp(base.mean + shift, settings.meanBounds),
  };
  const follow = (from: number, to: number, bounds: Bounds): number => {
    if (Math.abs(to - from) < settings.deadBand) return clamp(from, bounds);
    const left = Math.exp(-Math.max(0, at - (previous?.at ?? at)) / settings.dampingMs);
    return clamp(to + (from - to) * left, bounds);
  };
  const single = previous ? follow(previous.single, target.single, settings.singleBounds) : target.single;
  const moved = single - clamp(base.single, settings.singleBounds);
  return {
    single,
    mean: previous ? follow(previous.mean, target.mean, settings.meanBounds) : target.mean,
    at,
    idleness: seats.total > 0 ? seats.free / seats.total : 0,
    target,
    reason: {
      code: codeOf(moved / (moved >= 0 ? settings.rise : settings.fall), seats, previous?.code),
      freeSeats: seats.free,
      totalSeats: seats.total,
      waiting: seats.waiting,
      base,
      shift: { single: target.single - base.single, mean: target.mean - base.mean },
    },
  };
}

/** The site's bases as feedback moved them: what was learned of one reply holds for the mean alike. */
export function learnedBases(site: Thresholds, learnedSingle: number | null, settings: ThresholdSettings): Thresholds {
  if (learnedSingle === null) return site;
  return {
    single: clamp(learnedSingle, settings.singleBounds),
    mean: clamp(site.mean + learnedSingle - site.single, settings.meanBounds),
  };
}

/** Thresholds shifted by as much as others stand from their base: for a category, by what its team is shifted. */
export function shiftedAlike(
  base: Thresholds,
  now: Thresholds,
  nowBase: Thresholds,
  settings: ThresholdSettings,
): Thresholds {
  return {
    single: clamp(base.single + now.single - nowBase.single, settings.singleBounds),
    mean: clamp(base.mean + now.mean - nowBase.mean, settings.meanBounds),
  };
}

/** From 1 (every seat free, nobody waits) over 0 (the usual share is left) to -1 (none free and a full queue). */
function balanceOf({ free, total, waiting, isAnybodyReachable }: Seats, usualSpare: number): number {
  if (!isAnybodyReachable || total <= 0) return -1;
  const spare = clamp((free - waiting) / total, { least: 0, most: 1 });
  if (spare >= usualSpare) return (spare - usualSpare) / (1 - usualSpare);
  const seatsTaken = 1 - spare / usualSpare;
  const queue = clamp((waiting - free) / (FULL_QUEUE * total), { least: 0, most: 1 });
  return -((1 - QUEUE_PART) * seatsTaken + QUEUE_PART * queue);
}

/** By where the damped threshold stands, not by the seats of this second: one seat is much in a small shop. */
function codeOf(way: number, seats: Seats, before: ThresholdCode | undefined): ThresholdCode {
  if (!seats.isAnybodyReachable || seats.total <= 0) return "nobody";
  if (way > (before === "idle" ? KEPT_UNTIL : CALLED_AT)) return "idle";
  if (way < -(before === "busy" ? KEPT_UNTIL : CALLED_AT)) return "busy";
  return "normal";
}

function clamp(value: number, { least, most }: Bounds): number {
  return Math.max(least, Math.min(most, value));
}
