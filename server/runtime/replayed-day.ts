import type pg from "pg";
import { RefusedError } from "../contract/errors.ts";
import type { ReplayDay, ReplayResult } from "../contract/replay-commands.ts";
import { applyOutcome, rebuild, snapshotRows } from "../routing/rows.ts";
import type { RoutingState, StateRows } from "../routing/state.ts";
import { dateOf, instantOf, localDay } from "../rules/zone-time.ts";
import { Changed, faultOf, type ReplayChange } from "../simulate/replay-changes.ts";
import { resimulate } from "../simulate/replay-day.ts";
import { JournalReplay, type Replayed } from "../simulate/replay-journal.ts";
import { DayReader } from "../simulate/replay-reader.ts";
import { type DayRecord, withLater } from "../simulate/replay-record.ts";
import { askedBetween, journalSpan, numberAt, siteBases } from "../store/journal-history.ts";
import { DEFAULT_HAND_OFF } from "../store/site.ts";
import { createPace, decisions, recallState, toldFrom, type Pace } from "./recall.ts";

const DAY_MINUTES = 1440;
/** Nobody waits for the process that replays. */
const READ_AT_ONCE = 500;
/** As far back as days are listed. */
const DAYS_LISTED = 31;

/** A stretch of the journal, by number, and of time. */
export interface Stretch {
  from: number;
  to: number;
  fromAt: number;
  toAt: number;
}

/** Number of a day since 1970, of `YYYY-MM-DD`. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / (DAY_MINUTES * 60_000);
const beginOf = (zone: string, day: number): number => instantOf(zone, day * DAY_MINUTES);

/** The days of the journal in a time zone, newest first, and which of them can be replayed. */
export async function replayDays(pool: pg.Pool, timeZone: string): Promise<ReplayDay[]> {
  const span = await journalSpan(pool);
  if (span === null) return [];
  const [oldest, newest] = await Promise.all([timeOf(pool, span.first), timeOf(pool, span.last)]);
  const last = localDay(timeZone, newest);
  const first = Math.max(localDay(timeZone, oldest), last - DAYS_LISTED + 1);
  const days: ReplayDay[] = [];
  let from = await numberAt(pool, span, beginOf(timeZone, first));
  for (let day = first; day <= last; day += 1) {
    const next = await numberAt(pool, { first: from, last: span.last }, beginOf(timeZone, day + 1));
    if (next > from) {
      const isTold = (await toldFrom(pool, from - 1)) !== null;
      days.unshift({ day: dateOf(day), events: next - from, state: isTold ? "ready" : "no_checkpoint" });
    }
    from = next;
  }
  return days;
}

async function timeOf(pool: pg.Pool, seq: number): Promise<number> {
  for await (const entry of decisions(pool, seq, seq, createPace())) return entry.at;
  throw new Error(`decision ${seq} is gone`);
}

/** A day's part of the journal. Throws `not_found` with `no_such_day` or `no_checkpoint`. */
export async function stretchOfDay(pool: pg.Pool, day: string, timeZone: string): Promise<Stretch> {
  const span = await journalSpan(pool);
  const [fromAt, endAt] = [beginOf(timeZone, dayNumber(day)), beginOf(timeZone, dayNumber(day) + 1)];
  const from = span === null ? 0 : await numberAt(pool, span, fromAt);
  const to = span === null ? -1 : (await numberAt(pool, span, endAt)) - 1;
  if (to < from) throw refused("no_such_day");
  // The day that is not over ends with its last decision.
  return {
    from,
    to,
    fromAt,
    toAt: Math.min(endAt, Math.max(fromAt, to === span?.last ? await timeOf(pool, to) : endAt)),
  };
}

/** From one decision to another. */
export async function stretchOfNumbers(pool: pg.Pool, from: number, to: number): Promise<Stretch> {
  const span = await journalSpan(pool);
  if (span === null || from < 1 || to < from || to > span.last) throw refused("no_such_day");
  return { from, to, fromAt: await timeOf(pool, from), toAt: await timeOf(pool, to) };
}

const refused = (message: string): RefusedError =>
  new RefusedError("not_found", { issues: [{ path: "day", message }] });

export interface ReplayRun {
  signal?: AbortSignal;
  /** Hears the share done, 0 to 1. */
  onProgress?(share: number): void;
}

/** What was read of a stretch: its record, and whether its inputs come out as they did. */
export interface ReadStretch {
  record: DayRecord;
  replayed: Replayed;
}

/**
 * Reads a stretch of the journal once: the record of what happened, and beside it the rules run again on its inputs.
 * @param changes made to the inputs of the second; the record is of what really happened
 */
export async function readStretch(
  pool: pg.Pool,
  stretch: Stretch,
  changes: readonly ReplayChange[],
  run: ReplayRun = {},
): Promise<ReadStretch> {
  const pace = createPace(run.signal);
  if ((await toldFrom(pool, stretch.from - 1)) === null) throw refused("no_checkpoint");
  const state = await recallState(pool, stretch.from - 1, pace);
  const start = snapshotRows(state);
  // What is changed may have come only in the course of it.
  const known = changes.length === 0 ? start : withLater(start, await recallState(pool, stretch.to, pace));
  mustFit(changes, known);
  const changed = new Changed(changes, known);
  const replay = new JournalReplay(rebuild(changed.rows(start)), (event) => changed.events(event));
  const record = await follow(pool, stretch, state, { replay, pace, run });
  return { record, replayed: replay.result() };
}

async function follow(
  pool: pg.Pool,
  { from, to, fromAt, toAt }: Stretch,
  state: RoutingState,
  { replay, pace, run }: { replay: JournalReplay; pace: Pace; run: ReplayRun },
): Promise<DayRecord> {
  const reader = new DayReader(state, Math.max(fromAt, state.meta.at));
  for await (const entry of decisions(pool, from, to, pace, READ_AT_ONCE)) {
    applyOutcome(state, entry.outcome);
    reader.hear(entry.event, entry.outcome);
    replay.take(entry);
    run.onProgress?.((entry.seq - from + 1) / (to - from + 1));
  }
  const asked = await askedBetween(pool, fromAt, toAt);
  return reader.finish(Math.max(toAt, state.meta.at), asked, { ...DEFAULT_HAND_OFF, ...(await siteBases(pool)) });
}

function mustFit(changes: readonly ReplayChange[], known: StateRows): void {
  const issues = changes.flatMap((change, at) => {
    const fault = faultOf(change, known);
    return fault === null ? [] : [{ path: `changes.${at}`, message: fault }];
  });
  if (issues.length > 0) throw new RefusedError("invalid", { issues });
}

/** Of the whole, the part that reading takes. */
const READING = 0.4;

/**
 * A day beside itself: as it really was, as the model has it without a change (so that its own error shows), and as it
 * has it with the changes.
 * @param order.changes none: `changed` is null
 */
export async function replayDay(
  pool: pg.Pool,
  order: { day: string; timeZone: string; changes: readonly ReplayChange[]; seed?: number },
  run: ReplayRun = {},
): Promise<ReplayResult> {
  const begun = performance.now();
  const stretch = await stretchOfDay(pool, order.day, order.timeZone);
  // The changes are checked against the day, and made only when it is run once more on virtual time.
  const { record, replayed } = await readStretch(pool, stretch, [], {
    ...run,
    onProgress: (share) => run.onProgress?.(READING * share),
  });
  mustFit(order.changes, record.known);
  const part = (from: number) => (share: number) => {
    run.signal?.throwIfAborted();
    run.onProgress?.(READING + (1 - READING) * (from + share / 2));
  };
  const { seed = 1, changes } = order;
  const modelled = resimulate(record, [], { seed, onProgress: part(0) });
  const changed = changes.length === 0 ? null : resimulate(record, changes, { seed, onProgress: part(0.5) });
  run.onProgress?.(1);
  return {
    day: order.day,
    timeZone: order.timeZone,
    seed,
    changes: changes.map(({ path, value }) => ({
      path: [...path],
      value: typeof value === "object" && value !== null ? [...value] : value,
    })),
    replay: {
      events: replayed.events,
      assignments: replayed.assignments,
      differing: replayed.differing,
      otherRules: replayed.otherRules,
    },
    movedByHand: record.movedByHand,
    real: record.real,
    modelled,
    changed,
    tookMs: Math.round(performance.now() - begun),
  };
}
