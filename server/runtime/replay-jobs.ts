import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { v7 as uuidv7 } from "uuid";
import type { ReplayJobView } from "../contract/replay-commands.ts";
import type { Logger } from "../logging.ts";
import type { Database } from "../store/database.ts";
import { openHistory, urlOf } from "../store/journal-history.ts";
import type { ReplayOrder, ReplayReport } from "./replay-orders.ts";
import { replayDays } from "./replayed-day.ts";

/** Replays at a time on one node: each takes a core. */
const MOST_RUNNING = 1;
/** What was found is kept for so long, and no more of them than this. */
const KEPT_MS = 3_600_000;
const MOST_KEPT = 20;
/** Its memory is bounded, and its collector takes no second core. */
const NODE_OPTIONS = ["--max-old-space-size=1024", "--single-threaded-gc"];

interface Job {
  view: ReplayJobView;
  staffId: string;
  startedAt: number;
  child: ChildProcess | null;
  done: Promise<void>;
}

export interface ReplayJobs {
  /** Begins a replay for somebody; null when enough of them run here. */
  start(staffId: string, order: Omit<ReplayOrder, "url">): string | null;
  /** Somebody's own; null when there is none (any more). */
  get(staffId: string, id: string): ReplayJobView | null;
  /** Ends it, if it runs. */
  cancel(staffId: string, id: string): Promise<ReplayJobView | null>;
  /** The days that can be replayed. */
  days(timeZone: string): ReturnType<typeof replayDays>;
  /** Resolves when none runs here. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Replays of this node, each in a process of its own that stands back; what they found is kept for a while. */
export function createReplayJobs({ database, log }: { database: Database; log: Logger }): ReplayJobs {
  const jobs = new Map<string, Job>();
  const url = urlOf(database);

  function forget(): void {
    const ended = [...jobs.values()].filter(({ child }) => child === null);
    for (const [at, { view, startedAt }] of ended.entries())
      if (Date.now() - startedAt > KEPT_MS || at < ended.length - MOST_KEPT) jobs.delete(view.id);
  }

  function hear(job: Job, report: ReplayReport): void {
    if (job.view.state !== "running") return;
    if (report.kind === "progress") job.view = { ...job.view, share: report.share };
    else if (report.kind === "done") job.view = { ...job.view, share: 1, state: "done", result: report.result };
    else {
      const isOurs = report.kind === "failed";
      if (isOurs) log.error({ fault: report.message, job: job.view.id }, "a replay failed");
      const faults = isOurs ? [{ path: "", message: "internal" }] : [...report.faults];
      job.view = { ...job.view, state: "failed", faults };
    }
  }

  function run(job: Job, order: Omit<ReplayOrder, "url">): Promise<void> {
    const child = fork(fileURLToPath(new URL("./replay-process.ts", import.meta.url)), [], {
      execArgv: ["--import", import.meta.resolve("tsx"), ...NODE_OPTIONS],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    standBack(child);
    job.child = child;
    // It ends by itself when this process is gone, and keeps nobody from going.
    child.unref();
    child.channel?.unref();
    return new Promise((resolve) => {
      const end = (message: string): void => {
        job.child = null;
        hear(job, { kind: "failed", message });
        resolve();
      };
      child.on("message", (report: ReplayReport) => hear(job, report));
      child.once("error", (error) => end(error.message));
      child.once("close", (code, signal) => end(`the process ended early (${signal ?? code})`));
      // A process that is gone is told by its end.
      child.send({ ...order, url } satisfies ReplayOrder, () => undefined);
    });
  }

  const own = (staffId: string, id: string): Job | null => {
    const job = jobs.get(id);
    return job?.staffId === staffId ? job : null;
  };

  function end(job: Job): void {
    if (job.view.state === "running") job.view = { ...job.view, state: "cancelled" };
    job.child?.kill("SIGKILL");
  }

  return {
    start(staffId, order) {
      forget();
      if ([...jobs.values()].filter(({ child }) => child !== null).length >= MOST_RUNNING) return null;
      const id = uuidv7();
      const job: Job = {
        view: { id, state: "running", share: 0, faults: [], result: null },
        staffId,
        startedAt: Date.now(),
        child: null,
        done: Promise.resolve(),
      };
      jobs.set(id, job);
      job.done = run(job, order);
      return id;
    },
    get: (staffId, id) => own(staffId, id)?.view ?? null,
    async cancel(staffId, id) {
      const job = own(staffId, id);
      if (job === null) return null;
      end(job);
      await job.done;
      return job.view;
    },
    async days(timeZone) {
      const history = openHistory(url, (error) => log.warn({ err: error }, "the connection to the past was lost"));
      try {
        return await replayDays(history, timeZone);
      } finally {
        await history.end();
      }
    },
    async settled() {
      await Promise.all([...jobs.values()].map(({ done }) => done));
    },
    async stop() {
      for (const job of jobs.values()) end(job);
      await Promise.all([...jobs.values()].map(({ done }) => done));
    },
  };
}

/** Lets those who serve people go first. At once, so that every thread it starts inherits it. */
function standBack({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Not allowed here, or already gone: it merely shares the cores evenly.
  }
}
