import type { InputOf, OutputOf } from "../../../contract/command.ts";
import { RefusedError } from "../../../contract/errors.ts";
import type { AgentCommands } from "../../../contract/index.ts";
import { importPreviewSchema } from "../../../contract/library-job-views.ts";
import type { JobRun } from "../../../runtime/library-jobs.ts";
import { once } from "../../../store/command-log.ts";
import { inTransaction, type Sql } from "../../../store/database.ts";
import { draftCount, lockLibrary } from "../../../store/library-content.ts";
import { putDrafts } from "../../../store/library-drafts.ts";
import { editedSince } from "../../../store/library-import.ts";
import { jobById, moveJob, type StoredJob } from "../../../store/library-jobs.ts";
import { publishDrafts } from "../../../store/library-publish.ts";
import { libraryVersion } from "../../../store/library.ts";
import { commandKey, type App, type StaffPrincipal } from "../../app.ts";
import { afterPublishing } from "../publish-library.ts";
import type { ImportPayload } from "./import-file.ts";

type Applied = OutputOf<AgentCommands["library:import-apply"]>;
const BATCH = 250;

/** Writes an import that was read without errors: every row, or none. */
export async function applyImport(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:import-apply"]>,
): Promise<Applied> {
  const job = await jobById(app.database.main, app.siteId, input.id);
  if (job === null || job.kind !== "import" || job.staffId !== me.staffId) throw new RefusedError("not_found");
  if (job.state === "done" && job.payload === null && errorsOf(job) > 0) return outcome(app, "has_errors");
  // Outside the transaction, so that progress and a cancelling can be seen; a second click finds it taken.
  const isMine = job.state === "done" && (await moveJob(app.database.main, job.id, ["done"], "writing"));
  if (!isMine) return repeated(app, me, input);
  let done: Applied | null = null;
  try {
    done = await app.jobs.follow(job, (run) => write(app, me, input, job, run));
  } finally {
    const state = done?.result === "written" ? "applied" : done?.result === "cancelled" ? "cancelled" : "done";
    await moveJob(app.database.main, job.id, ["writing"], state);
  }
  if (input.isPublished && done.result === "written") await afterPublishing(app);
  else await app.tellLibrary();
  return done;
}

/** The answer given before to this very command; else the import is not there any more. */
async function repeated(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:import-apply"]>,
): Promise<Applied> {
  return inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "library:import-apply", input), () => Promise.reject(new RefusedError("not_found"))),
  );
}

async function write(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:import-apply"]>,
  job: StoredJob,
  run: JobRun,
): Promise<Applied> {
  const { version, rows } = job.payload as ImportPayload;
  try {
    return await inTransaction(app.database.main, (sql) =>
      once(sql, commandKey(me, "library:import-apply", input), async () => {
        await lockLibrary(sql, app.siteId);
        if (await editedSince(sql, app.siteId, version, rows)) return standing(app, sql, "stale");
        for (let at = 0; at < rows.length; at += BATCH) {
          run.signal.throwIfAborted();
          await putDrafts(sql, app.siteId, rows.slice(at, at + BATCH), me.name);
          run.progress((at / rows.length) * (input.isPublished ? 0.6 : 1));
        }
        if (input.isPublished && rows.length > 0) {
          const ids = rows.map(({ answerId }) => answerId);
          const options = { ids, print: null, note: input.note.trim(), byName: me.name };
          const { result } = await publishDrafts(sql, app.siteId, options);
          // A team or picture named in it went away since: as if it had been edited.
          if (result === "incomplete") throw new Incomplete();
        }
        run.signal.throwIfAborted();
        const count = (what: string) => rows.filter((row) => row.what === what).length;
        return { ...(await standing(app, sql, "written")), adds: count("new"), changes: count("changed") };
      }),
    );
  } catch (error) {
    if (error instanceof Incomplete) return outcome(app, "stale");
    if (run.signal.aborted) return outcome(app, "cancelled");
    throw error;
  }
}

/** Takes the whole transaction back. */
class Incomplete extends Error {}

const errorsOf = (job: StoredJob): number => importPreviewSchema.safeParse(job.result).data?.errorCount ?? 0;

const outcome = (app: App, result: Applied["result"]): Promise<Applied> => standing(app, app.database.main, result);

async function standing(app: App, sql: Sql, result: Applied["result"]): Promise<Applied> {
  return {
    result,
    adds: 0,
    changes: 0,
    draftCount: await draftCount(sql, app.siteId),
    version: await libraryVersion(sql, app.siteId),
  };
}
