import type { Logger } from "../logging.ts";
import { takeCheckpoint } from "../store/checkpoints.ts";
import { pruneCommandLog } from "../store/command-log.ts";
import { inSnapshot, type Database } from "../store/database.ts";
import { pruneDesks } from "../store/desks.ts";
import { pruneReasons } from "../store/routing-reasons.ts";
import { pruneSessions } from "../store/sessions.ts";
import type { Answerer } from "./answerer.ts";

const SWEEP_MS = 2_000;
const PRUNE_MS = 3_600_000;
/** An answer owed for longer than this was owed by a node that is gone. */
const OWED_MS = 2_000;

/** What must happen even when nobody asks: owed answers, lost turns, partitions, and forgetting what has had its time. */
export function createHousekeeping(options: {
  database: Database;
  log: Logger;
  answerer: Answerer;
  removeOrphans(): Promise<number>;
  tellLostTurns(): Promise<number>;
  syncSideWork(): Promise<void>;
  /** Looks whether the engine knows what the tables say; among it the hours of a fortnight ahead. */
  syncStaff(): Promise<void>;
}): { start(): void; stop(): void } {
  const { database, log, answerer } = options;
  const timers: NodeJS.Timeout[] = [];
  let isSweeping = false;
  let isStopped = false;

  async function sweep(): Promise<void> {
    if (isSweeping) return;
    isSweeping = true;
    try {
      await answerer.sweep(OWED_MS);
      await options.tellLostTurns();
      await options.syncSideWork();
    } finally {
      isSweeping = false;
    }
  }

  async function prune(): Promise<void> {
    await database.main.query(
      `SELECT ensure_journal_partition(now()), ensure_journal_partition(now() + interval '1 month')`,
    );
    await inSnapshot(database.main, takeCheckpoint);
    await pruneCommandLog(database.main);
    await pruneDesks(database.main);
    await pruneSessions(database.main);
    await pruneReasons(database.main);
    await options.removeOrphans();
  }

  // What is under way when the database is closed is done again after the next start.
  const run = (what: string, work: () => Promise<void>) =>
    void work().catch((error: unknown) => isStopped || log.warn({ err: error }, what));
  const every = (ms: number, what: string, work: () => Promise<void>) => {
    const timer = setInterval(() => run(what, work), ms);
    timer.unref();
    timers.push(timer);
  };

  return {
    start() {
      every(SWEEP_MS, "the sweep failed", sweep);
      every(PRUNE_MS, "pruning failed", prune);
      every(PRUNE_MS, "the engine was not told of staff and hours", options.syncStaff);
      run("pruning failed", prune);
    },
    stop() {
      isStopped = true;
      for (const timer of timers) clearInterval(timer);
    },
  };
}
