import type { Logger } from "../logging.ts";
import type { EntryRow } from "../routing/state.ts";
import type { WaitRange } from "../rules/wait-range.ts";
import { isDatabaseAway, type Database } from "../store/database.ts";
import { readWaitPast, type StoredForecast, sweepWaitForecasts, writeWaitForecasts } from "../store/wait-forecasts.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { replayPast } from "./wait-ranges-past.ts";
import { type Foretold, type RangesHeld, WaitWatch } from "./wait-ranges-watch.ts";

const WRITE_MS = 1_000;
const SWEEP_MS = 600_000;
/** Ranges of one entry that are stored for moves of its place are so far apart. */
const APART_MS = 30_000;
/** More than this waits to be written only while the database is away: then the oldest go. */
const MOST_UNWRITTEN = 5_000;

export interface WaitRanges {
  /** The remaining wait of an entry, or null while too little is known. Exact: what is shown is rounded by whoever shows it. */
  rangeOf(entry: EntryRow, at: number): WaitRange | null;
  /** A place that moved was shown: the range beside it is stored, to be judged. */
  shown(entry: EntryRow, at: number): void;
  /** How the last ranges of a team held. */
  heldOf(teamId: string): RangesHeld;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Learns waiting times from what is decided, on every node alike, and stores what was foretold and what came of it: the
 * first range by the node that decided the entry, later ones by the node that showed them; at most one statement a second.
 */
export function createWaitRanges(options: {
  database: Database;
  dispatcher: Dispatcher;
  epoch(): string;
  /** By the database's clock, epoch ms. */
  now(): number;
  log: Logger;
}): WaitRanges {
  const { database, dispatcher, log } = options;
  const watch = { current: new WaitWatch() };
  const storedAt = new Map<string, number>();
  let unwritten: StoredForecast[] = [];
  let ended = new Set<string>();
  let isBehind = false;
  let under: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let sweptAt = 0;

  const off = dispatcher.onChange((entries) => {
    // A copy that was loaded anew may have jumped over decisions: they are read from the rows.
    if (entries.length === 0 || !dispatcher.isReady) {
      isBehind = true;
      return;
    }
    for (const { at, outcome, node } of entries) {
      const isOurs = node === options.epoch();
      for (const foretold of watch.current.hear(dispatcher.state, outcome.notices, at))
        if (isOurs) store(foretold, true);
      for (const notice of outcome.notices) {
        if (notice.type !== "entry:ended") continue;
        storedAt.delete(notice.entryId);
        if (notice.how !== "assigned") continue;
        if (isOurs) ended.add(notice.entryId);
        // What is not written yet cannot be found by its id.
        for (const each of unwritten) if (each.entryId === notice.entryId) each.actualMs ??= Math.max(0, at - each.at);
      }
    }
  });

  function store({ entryId, teamId, at, position, forecast, range }: Foretold, isFirst: boolean): void {
    storedAt.set(entryId, at);
    const rounded = { lowMs: Math.round(range.lowMs), highMs: Math.round(range.highMs) };
    unwritten.push({ entryId, teamId, at, position, isFirst, ...forecast, ...rounded, actualMs: null });
    if (unwritten.length > MOST_UNWRITTEN) unwritten = unwritten.slice(-MOST_UNWRITTEN);
  }

  async function write(): Promise<void> {
    if (isBehind && dispatcher.isReady) await load();
    if (Date.now() - sweptAt > SWEEP_MS) {
      sweptAt = Date.now();
      await sweepWaitForecasts(database.main);
    }
    if (unwritten.length === 0 && ended.size === 0) return;
    const [forecasts, ids] = [unwritten, ended];
    unwritten = [];
    ended = new Set();
    try {
      await writeWaitForecasts(database.main, forecasts, [...ids]);
    } catch (error) {
      unwritten = [...forecasts, ...unwritten].slice(-MOST_UNWRITTEN);
      for (const id of ids) ended.add(id);
      throw error;
    }
  }

  async function load(): Promise<void> {
    isBehind = false;
    try {
      const past = await readWaitPast(database.main);
      const fresh = new WaitWatch();
      replayPast(fresh, past);
      // What was decided while it was read is lost for the pace, and in the rows at the next start.
      if (dispatcher.isReady) fresh.settle(dispatcher.state, options.now());
      watch.current = fresh;
    } catch (error) {
      isBehind = true;
      throw error;
    }
  }

  /** One at a time; whoever calls while one is under way gets that one. */
  function look(): Promise<void> {
    under ??= write().finally(() => {
      under = null;
    });
    return under;
  }

  return {
    rangeOf: (entry, at) => watch.current.say(dispatcher.state, entry, at)?.range ?? null,
    shown(entry, at) {
      const last = storedAt.get(entry.id);
      if (last !== undefined && at - last < APART_MS) return;
      const foretold = watch.current.say(dispatcher.state, entry, at);
      // The first is the one of its coming into the line, by whoever decided that.
      if (foretold !== null) store(foretold, false);
    },
    heldOf: (teamId) => watch.current.heldOf(teamId),
    async start() {
      await load();
      timer = setInterval(() => {
        void look().catch((error: unknown) => {
          if (!isDatabaseAway(error)) log.warn({ err: error }, "waiting times could not be stored");
        });
      }, WRITE_MS);
      timer.unref();
    },
    async stop() {
      off();
      if (timer !== null) clearInterval(timer);
      await look().catch((error: unknown) => log.warn({ err: error }, "the last waiting times could not be stored"));
    },
  };
}
