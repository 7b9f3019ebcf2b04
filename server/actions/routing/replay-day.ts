import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { replayCommands } from "../../contract/replay-commands.ts";
import { once } from "../../store/command-log.ts";
import { inTransaction } from "../../store/database.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { replayJobsOf } from "./replay-jobs-of.ts";

type Commands = typeof replayCommands;

/** The days that can be replayed in somebody's time zone. */
export async function listReplayDays(
  app: App,
  _me: StaffPrincipal,
  { timeZone }: InputOf<Commands["routing:replay-days"]>,
): Promise<OutputOf<Commands["routing:replay-days"]>> {
  return { days: await replayJobsOf(app).days(timeZone) };
}

/** Begins a replay; repeated it answers with the one begun. */
export async function startReplay(
  app: App,
  me: StaffPrincipal,
  input: InputOf<Commands["routing:replay"]>,
): Promise<OutputOf<Commands["routing:replay"]>> {
  const { clientId: _clientId, ...order } = input;
  return inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "routing:replay", input), async () => {
      const jobId = replayJobsOf(app).start(me.staffId, order);
      if (jobId === null) throw new RefusedError("slow_down", { retryAfterMs: 5_000 });
      return { jobId };
    }),
  );
}

export async function getReplay(
  app: App,
  me: StaffPrincipal,
  { id }: InputOf<Commands["routing:replay-job"]>,
): Promise<OutputOf<Commands["routing:replay-job"]>> {
  const job = replayJobsOf(app).get(me.staffId, id);
  if (job === null) throw new RefusedError("not_found");
  return job;
}

/** Ends one's own replay; what has ended stays as it is. */
export async function cancelReplay(
  app: App,
  me: StaffPrincipal,
  { id }: InputOf<Commands["routing:replay-cancel"]>,
): Promise<OutputOf<Commands["routing:replay-cancel"]>> {
  const job = await replayJobsOf(app).cancel(me.staffId, id);
  if (job === null) throw new RefusedError("not_found");
  return job;
}
