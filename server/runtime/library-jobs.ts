import { v7 as uuidv7 } from "uuid";
import type { LibraryJobView } from "../contract/library-job-views.ts";
import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { askToCancel, beatJob, moveJob, storeJob, type NewJob } from "../store/library-jobs.ts";
import { toStaff, type Publish } from "./publication.ts";

const BEAT_MS = 1_000;
const TELL_MS = 250;
/** Trainings at a time on one node: each takes a core. */
const MOST_TRIALS = 1;
const MOST_IMPORTS = 4;

/** What the work of a job is given. */
export interface JobRun {
  id: string;
  /** Aborted when somebody cancels, or the node stops. */
  signal: AbortSignal;
  /** How far it is, 0 to 1. */
  progress(share: number): void;
}

export interface JobFound {
  result: unknown;
  /** What a later step needs. */
  payload?: unknown;
}

export interface LibraryJobs {
  /** Begins a job; null when this node has enough of its kind to do. Answers with its id at once. */
  start(job: Omit<NewJob, "id" | "siteId">, work: (run: JobRun) => Promise<JobFound>): Promise<string | null>;
  /** Follows work that somebody waits for (writing an import): beats, progress and cancelling as for a job's own. */
  follow<T>(job: Pick<NewJob, "staffId" | "kind"> & { id: string }, work: (run: JobRun) => Promise<T>): Promise<T>;
  /** Whether it was running. */
  cancel(id: string): Promise<boolean>;
  /** Resolves when this one does not run here (any more). */
  ended(id: string): Promise<void>;
  /** Resolves when none is running here. */
  settled(): Promise<void>;
  /** Ends all; they are said to be lost. */
  stop(): Promise<void>;
}

/** Long work on the library, a row each: state, progress and result outlive a reload of the page. */
export function createLibraryJobs(options: {
  database: Database;
  siteId: string;
  publish: Publish;
  log: Logger;
}): LibraryJobs {
  const { database, siteId, publish, log } = options;
  const running = new Map<string, { kind: NewJob["kind"]; abort: AbortController; done: Promise<unknown> }>();

  function tell(
    job: { id: string; kind: NewJob["kind"]; staffId: string },
    share: number,
    state: LibraryJobView["state"],
  ) {
    publish([toStaff(job.staffId, "library:job", { id: job.id, kind: job.kind, share, state })]);
  }

  async function follow<T>(
    job: { id: string; kind: NewJob["kind"]; staffId: string },
    state: "running" | "writing",
    abort: AbortController,
    work: (run: JobRun) => Promise<T>,
  ): Promise<T> {
    let share = 0;
    let toldAt = 0;
    const beat = setInterval(() => {
      void beatJob(database.main, job.id, share).then(
        ({ isCancelAsked }) => isCancelAsked && abort.abort(),
        (error: unknown) => log.warn({ err: error }, "a job of the library could not be noted"),
      );
    }, BEAT_MS);
    beat.unref();
    try {
      return await work({
        id: job.id,
        signal: abort.signal,
        progress(next) {
          share = Math.max(0, Math.min(1, next));
          const now = performance.now();
          if (now - toldAt < TELL_MS) return;
          toldAt = now;
          tell(job, share, state);
        },
      });
    } finally {
      clearInterval(beat);
    }
  }

  async function run(
    job: { id: string; kind: NewJob["kind"]; staffId: string },
    abort: AbortController,
    work: (run: JobRun) => Promise<JobFound>,
  ): Promise<void> {
    let state: LibraryJobView["state"] = "failed";
    try {
      const found = await follow(job, "running", abort, work);
      const end = abort.signal.aborted ? "cancelled" : "done";
      await moveJob(database.main, job.id, ["running"], end, end === "done" ? found : {});
      // Not before it is stored: done without what it found is nothing that anybody could look at.
      state = end;
    } catch (error) {
      if (abort.signal.aborted) state = abort.signal.reason === "lost" ? "lost" : "cancelled";
      else log.error({ err: error, job: job.id }, "a job of the library failed");
      await moveJob(database.main, job.id, ["running"], state).catch(() => undefined);
    } finally {
      running.delete(job.id);
      tell(job, 1, state);
    }
  }

  return {
    async start(job, work) {
      const most = job.kind === "trial" ? MOST_TRIALS : MOST_IMPORTS;
      if ([...running.values()].filter(({ kind }) => kind === job.kind).length >= most) return null;
      const id = uuidv7();
      const abort = new AbortController();
      let begin: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      running.set(id, { kind: job.kind, abort, done: begun.then(() => run({ ...job, id }, abort, work)) });
      try {
        await storeJob(database.main, { ...job, id, siteId });
      } catch (error) {
        running.delete(id);
        throw error;
      }
      begin();
      return id;
    },
    async follow(job, work) {
      const abort = new AbortController();
      const done = follow(job, "writing", abort, work);
      running.set(job.id, { kind: job.kind, abort, done: done.catch(() => undefined) });
      return done.finally(() => running.delete(job.id));
    },
    async cancel(id) {
      const isRunning = await askToCancel(database.main, siteId, id);
      running.get(id)?.abort.abort();
      return isRunning;
    },
    async ended(id) {
      await running.get(id)?.done;
    },
    async settled() {
      await Promise.all([...running.values()].map(({ done }) => done));
    },
    async stop() {
      const all = [...running.values()];
      for (const { abort } of all) abort.abort("lost");
      await Promise.all(all.map(({ done }) => done));
    },
  };
}
