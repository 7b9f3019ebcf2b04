import { createReplayJobs, type ReplayJobs } from "../../runtime/replay-jobs.ts";
import type { Database } from "../../store/database.ts";
import type { App } from "../app.ts";

/** One for each server: what belongs to a database is found by it, and goes with it. */
const ofDatabase = new WeakMap<Database, ReplayJobs>();

/** The replays of this server; made when the first is asked for. */
export function replayJobsOf({ database, log }: Pick<App, "database" | "log">): ReplayJobs {
  let jobs = ofDatabase.get(database);
  if (jobs === undefined) {
    jobs = createReplayJobs({ database, log });
    ofDatabase.set(database, jobs);
  }
  return jobs;
}
