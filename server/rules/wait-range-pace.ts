/** Something that happens now and then: how often of late, and for how long it could have. Older times count for less. */
export interface Rate {
  readonly count: number;
  readonly overMs: number;
}

/** What is remembered of a team's service; plain JSON. */
export interface WaitEvidence {
  /** Until when it is counted. */
  readonly at: number;
  /** Chats that ended, over the time of all chats. */
  readonly ends: Rate;
  /** People who left the line, over the time of all in it. */
  readonly leavings: Rate;
  /** People who came into the line, over time: of late, and over longer. */
  readonly comings: Rate;
  /** Credits of those who came, newest last, ms. */
  readonly credits: readonly number[];
  /** From being asked for to being served: logarithms of ms, newest last. */
  readonly answers: readonly number[];
}

/** How fast things go now. Rates per ms. */
export interface Pace {
  /** Ends of one chat, and how many such ends that is learned from. */
  readonly endRate: number;
  readonly ends: number;
  readonly leaveRate: number;
  readonly comeRate: number;
  /** The share of those who come with more credit than so many steps of `CREDIT_STEP_MS`. */
  readonly creditAbove: readonly number[];
  /** Mean and deviation of the logarithms of answering, and how many they are. */
  readonly answerLog: number;
  readonly answerSpread: number;
  readonly answers: number;
}

/** After these times something counts for half. */
const HALF_LIFE_MS = { ends: 90 * 60_000, leavings: 60 * 60_000, comings: 10 * 60_000 };
const CREDITS_KEPT = 100;
const ANSWERS_KEPT = 300;
/** Before anything was seen of it: one in so long leaves, so that a line without leavings is not thought to have none. */
const LEAVE_PRIOR: Rate = { count: 1, overMs: 1_200_000 };
const SPREAD_PRIOR = { count: 5, variance: 0.5 };

const nothing: Rate = { count: 0, overMs: 0 };

/** @param at from when on it is counted */
export const noEvidence = (at: number): WaitEvidence => ({
  at,
  ends: nothing,
  leavings: nothing,
  comings: nothing,
  credits: [],
  answers: [],
});

/** Time has passed, with so many chats and so many in line. */
export function passed(before: WaitEvidence, at: number, { served, waiting }: { served: number; waiting: number }) {
  const ms = at - before.at;
  if (ms <= 0) return before;
  const aged = ({ count, overMs }: Rate, halfLifeMs: number, exposure: number): Rate => {
    const kept = 0.5 ** (ms / halfLifeMs);
    return { count: count * kept, overMs: overMs * kept + exposure * ms };
  };
  // A night teaches nothing about how people work and wait, and takes nothing away.
  return {
    ...before,
    at,
    ends: served > 0 ? aged(before.ends, HALF_LIFE_MS.ends, served) : before.ends,
    leavings: waiting > 0 ? aged(before.leavings, HALF_LIFE_MS.leavings, waiting) : before.leavings,
    comings: aged(before.comings, HALF_LIFE_MS.comings, 1),
  };
}

const onceMore = (rate: Rate): Rate => ({ ...rate, count: rate.count + 1 });

/** Somebody came into the line. */
export const withComing = (before: WaitEvidence, creditMs: number): WaitEvidence => ({
  ...before,
  comings: onceMore(before.comings),
  credits: [...before.credits.slice(1 - CREDITS_KEPT), creditMs],
});

/** Somebody left the line without being served. */
export const withLeaving = (before: WaitEvidence): WaitEvidence => ({ ...before, leavings: onceMore(before.leavings) });

/** A chat ended. */
export const withEnd = (before: WaitEvidence): WaitEvidence => ({ ...before, ends: onceMore(before.ends) });

/** Somebody was served. @param askedMs since an agent was first asked for them */
export const withAnswer = (before: WaitEvidence, askedMs: number): WaitEvidence => ({
  ...before,
  answers: [...before.answers.slice(1 - ANSWERS_KEPT), Math.log(Math.max(0, askedMs) + 1_000)],
});

/** The pace that the evidence tells of. */
export function paceNow(evidence: WaitEvidence, at: number): Pace {
  const { ends, leavings, comings, credits, answers } = evidence;
  const count = answers.length;
  const answerLog = count === 0 ? 0 : answers.reduce((sum, each) => sum + each, 0) / count;
  const squares = answers.reduce((sum, each) => sum + (each - answerLog) ** 2, 0);
  const { count: priorCount, variance } = SPREAD_PRIOR;
  // Nobody has come since it was counted last: that says something, too.
  const quietMs = Math.max(0, at - evidence.at);
  return {
    endRate: ends.overMs > 0 ? ends.count / ends.overMs : 0,
    ends: ends.count,
    leaveRate: (leavings.count + LEAVE_PRIOR.count) / (leavings.overMs + LEAVE_PRIOR.overMs),
    comeRate: comings.overMs + quietMs > 0 ? comings.count / (comings.overMs + quietMs) : 0,
    creditAbove: shares(credits),
    answerLog,
    answerSpread: Math.sqrt((squares + priorCount * variance) / (count + priorCount)),
    answers: count,
  };
}

const CREDIT_STEP_MS = 15_000;

function shares(credits: readonly number[]): number[] {
  const most = Math.max(0, ...credits);
  return Array.from(
    { length: Math.ceil(most / CREDIT_STEP_MS) },
    (_, step) => credits.filter((credit) => credit > step * CREDIT_STEP_MS).length / credits.length,
  );
}

/** The share of those who come with more credit than this. */
export const aboveAt = ({ creditAbove }: Pace, ms: number): number =>
  creditAbove[Math.max(0, Math.round(ms / CREDIT_STEP_MS))] ?? 0;
