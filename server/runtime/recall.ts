import { setImmediate as nextTurn } from "node:timers/promises";
import type pg from "pg";
import { RefusedError } from "../contract/errors.ts";
import type { Change } from "../routing/outcome.ts";
import { applyOutcome, emptyRows, rebuild } from "../routing/rows.ts";
import type { RoutingState } from "../routing/state.ts";
import { journalAfter, type JournalEntry } from "../store/journal.ts";
import {
  checkpointBefore,
  journalEntryAt,
  journalSpan,
  openHistory,
  readCheckpointInPieces,
  urlOf,
  type RowTable,
} from "../store/journal-history.ts";
import type { Database } from "../store/database.ts";
import { recomputeReason, type Recomputed } from "./full-list.ts";

/** So long the thread is worked on at a stretch. */
const SLICE_MS = 4;
/** Decisions read at a time: each may be some kilobytes, and a page is decoded in one go. */
const PAGE = 50;
/** Who asks for the past waits for each other; beyond so many they are told to come back. */
const MOST_WAITING = 4;

/** Lets everything else run every few milliseconds; throws when it is no longer wanted. */
export interface Pace {
  rest(): Promise<void>;
}

export function createPace(signal?: AbortSignal, sliceMs = SLICE_MS): Pace {
  let since = performance.now();
  return {
    async rest() {
      if (performance.now() - since < sliceMs) return;
      await nextTurn();
      signal?.throwIfAborted();
      since = performance.now();
    },
  };
}

const kinds: Record<RowTable, Change["kind"]> = {
  teams: "team",
  agents: "agent",
  conversations: "conversation",
  entries: "entry",
  offers: "offer",
  assignments: "assignment",
};

/** The decisions from number `from` up to and including `to`, oldest first. Throws where one is missing. */
export async function* decisions(
  pool: pg.Pool,
  from: number,
  to: number,
  pace: Pace,
  atOnce = PAGE,
): AsyncGenerator<JournalEntry> {
  for (let at = from - 1; at < to; ) {
    const page = await journalAfter(pool, at, Math.min(atOnce, to - at));
    if (page.length === 0) throw gone();
    for (const entry of page) {
      if (entry.seq !== at + 1) throw gone();
      at = entry.seq;
      yield entry;
      await pace.rest();
    }
  }
}

/** The part of the journal, or the checkpoint before it, has had its time. */
const gone = (): RefusedError =>
  new RefusedError("not_found", { issues: [{ path: "journal", message: "journal_gone" }] });

/** Number of the decision from which the past of `seq` can be told: a checkpoint, or 0 when the journal has its beginning. */
export async function toldFrom(pool: pg.Pool, seq: number): Promise<number | null> {
  const span = await journalSpan(pool);
  const checkpoint = await checkpointBefore(pool, seq);
  const from = checkpoint ?? 0;
  // What comes after the checkpoint must be there, unless nothing does.
  if (from === seq) return from;
  return span !== null && span.first <= from + 1 ? from : null;
}

/**
 * The state as it was after decision `seq`: the nearest checkpoint before it, and every outcome since. Holds what lived at
 * that time and a page of decisions, nothing else. Throws `not_found` where the journal does not reach back so far.
 */
export async function recallState(pool: pg.Pool, seq: number, pace: Pace = createPace()): Promise<RoutingState> {
  const from = await toldFrom(pool, seq);
  if (from === null) throw gone();
  const state = from === 0 ? rebuild(emptyRows()) : await readCheckpoint(pool, from, pace);
  for await (const { outcome } of decisions(pool, from + 1, seq, pace)) applyOutcome(state, outcome);
  return state;
}

async function readCheckpoint(pool: pg.Pool, seq: number, pace: Pace): Promise<RoutingState> {
  let state: RoutingState | null = null;
  await readCheckpointInPieces(pool, seq, {
    head(meta, settings) {
      state = rebuild({ ...emptyRows(), meta, settings });
    },
    async rows(table, rows) {
      if (state === null) throw new Error("rows before their head");
      const changes = rows.map((row) => ({ kind: kinds[table], id: row.id, row, ended: null }) as unknown as Change);
      applyOutcome(state, { meta: state.meta, changes, notices: [], reasons: [] });
      await pace.rest();
    },
  });
  if (state === null) throw gone();
  return state;
}

export interface Recall {
  /** The full list behind one stored reason, named by decision and place; null when there is no such reason. */
  explain(seq: number, position: number, signal?: AbortSignal): Promise<Recomputed | null>;
  /** The state after a decision; the caller's own. */
  stateAt(seq: number, signal?: AbortSignal): Promise<RoutingState>;
  stop(): Promise<void>;
}

/** Looks back on a connection of its own, one question after another; refuses `slow_down` when too many wait. */
export function createRecall(database: Database, onError: (error: Error) => void): Recall {
  const pool = openHistory(urlOf(database), onError);
  const stopping = new AbortController();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function inTurn<T>(signal: AbortSignal | undefined, work: (pace: Pace) => Promise<T>): Promise<T> {
    if (waiting >= MOST_WAITING) throw new RefusedError("slow_down", { retryAfterMs: 2_000 });
    waiting += 1;
    const both = signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal]);
    const done = last.then(() => {
      both.throwIfAborted();
      return work(createPace(both));
    });
    last = done.catch(() => undefined);
    try {
      return await done;
    } finally {
      waiting -= 1;
    }
  }

  return {
    explain: (seq, position, signal) =>
      inTurn(signal, async (pace) => {
        const entry = await journalEntryAt(pool, seq);
        if (entry === null) throw gone();
        return recomputeReason(await recallState(pool, seq - 1, pace), entry, position);
      }),
    stateAt: (seq, signal) => inTurn(signal, (pace) => recallState(pool, seq, pace)),
    async stop() {
      stopping.abort();
      await last;
      await pool.end();
    },
  };
}
