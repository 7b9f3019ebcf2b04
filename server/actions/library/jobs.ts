import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { AgentCommands } from "../../contract/index.ts";
import { importPreviewSchema, trialResultSchema, type LibraryJobView } from "../../contract/library-job-views.ts";
import { jobById, jobsOf, moveJob, type StoredJob } from "../../store/library-jobs.ts";
import type { App, StaffPrincipal } from "../app.ts";

const toView = ({ staffId: _staff, result: _result, payload: _payload, ...job }: StoredJob): LibraryJobView => job;

/** Anybody who edits the library may look at a job; whoever began it is told of its progress. */
export async function getJob(
  app: App,
  _me: StaffPrincipal,
  input: InputOf<AgentCommands["library:job"]>,
): Promise<OutputOf<AgentCommands["library:job"]>> {
  const job = await jobById(app.database.main, app.siteId, input.id);
  if (job === null) throw new RefusedError("not_found");
  const trial = job.kind === "trial" ? trialResultSchema.nullable().safeParse(job.result) : null;
  const preview = job.kind === "import" ? importPreviewSchema.nullable().safeParse(job.result) : null;
  return {
    ...toView(job),
    trial: trial?.success === true ? trial.data : null,
    preview: preview?.success === true ? preview.data : null,
  };
}

export async function listJobs(app: App, me: StaffPrincipal): Promise<OutputOf<AgentCommands["library:jobs"]>> {
  return { jobs: (await jobsOf(app.database.main, app.siteId, me.staffId)).map(toView) };
}

/** Ends a job, on whichever node it runs; an import that was read is thrown away. */
export async function cancelJob(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["library:cancel-job"]>,
): Promise<OutputOf<AgentCommands["library:cancel-job"]>> {
  const job = await jobById(app.database.main, app.siteId, input.id);
  if (job === null || job.staffId !== me.staffId) throw new RefusedError("not_found");
  if (await app.jobs.cancel(job.id)) await app.jobs.ended(job.id);
  else await moveJob(app.database.main, job.id, ["done"], "cancelled");
  const after = await jobById(app.database.main, app.siteId, input.id);
  if (after === null) throw new RefusedError("not_found");
  return toView(after);
}
