import type { LibraryJobView } from "../contract/library-job-views.ts";
import type { Sql } from "./database.ts";

export interface JobAbout {
  /** Of an import. */
  fileName?: string;
  /** Of a trial. */
  days?: number;
}

export interface NewJob {
  id: string;
  siteId: string;
  kind: LibraryJobView["kind"];
  staffId: string;
  byName: string;
  about: JobAbout;
}

export interface StoredJob extends LibraryJobView {
  staffId: string;
  result: unknown;
  payload: unknown;
}

/** A job whose runner has not written for this long has lost it. */
const LOST_AFTER = "interval '20 seconds'";
/** Jobs are kept for a day: long enough for a preview to be looked at tomorrow morning. */
const KEPT_FOR = "interval '1 day'";

const columns = (heavy: boolean) => `id, kind, share, by_name, staff_id, about, created_at,
  CASE WHEN state IN ('running', 'writing') AND beat_at < now() - ${LOST_AFTER} THEN 'lost' ELSE state END AS state,
  ${heavy ? "result, payload" : "NULL AS result, NULL AS payload"}`;

interface JobRow {
  id: string;
  kind: LibraryJobView["kind"];
  state: LibraryJobView["state"];
  share: number;
  by_name: string;
  staff_id: string;
  about: JobAbout;
  created_at: Date;
  result: unknown;
  payload: unknown;
}

const toJob = (row: JobRow): StoredJob => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  share: row.share,
  byName: row.by_name,
  staffId: row.staff_id,
  createdAt: row.created_at.getTime(),
  fileName: row.about.fileName ?? null,
  days: row.about.days ?? null,
  result: row.result,
  payload: row.payload,
});

/** Notes a job that begins, and forgets those that have had their day. */
export async function storeJob(sql: Sql, job: NewJob): Promise<void> {
  await sql.query(`DELETE FROM library_jobs WHERE site_id = $1 AND created_at < now() - ${KEPT_FOR}`, [job.siteId]);
  await sql.query(
    "INSERT INTO library_jobs (id, site_id, kind, staff_id, by_name, about) VALUES ($1, $2, $3, $4, $5, $6)",
    [job.id, job.siteId, job.kind, job.staffId, job.byName, JSON.stringify(job.about)],
  );
}

export async function jobById(sql: Sql, siteId: string, id: string): Promise<StoredJob | null> {
  const found = await sql.query<JobRow>(
    `SELECT ${columns(true)} FROM library_jobs WHERE id = $1 AND site_id = $2 AND created_at > now() - ${KEPT_FOR}`,
    [id, siteId],
  );
  return found.rows[0] === undefined ? null : toJob(found.rows[0]);
}

/** Somebody's jobs of the last day, newest first, without what they found. */
export async function jobsOf(sql: Sql, siteId: string, staffId: string): Promise<StoredJob[]> {
  const found = await sql.query<JobRow>(
    `SELECT ${columns(false)} FROM library_jobs WHERE site_id = $1 AND staff_id = $2 AND created_at > now() - ${KEPT_FOR}
      ORDER BY created_at DESC LIMIT 20`,
    [siteId, staffId],
  );
  return found.rows.map(toJob);
}

/** Its runner is alive and this far; answers whether somebody wants it to end. */
export async function beatJob(sql: Sql, id: string, share: number): Promise<{ isCancelAsked: boolean }> {
  const found = await sql.query<{ is_cancel_asked: boolean }>(
    `UPDATE library_jobs SET share = $2, beat_at = now() WHERE id = $1 AND state IN ('running', 'writing')
      RETURNING cancel_asked_at IS NOT NULL AS is_cancel_asked`,
    [id, share],
  );
  return { isCancelAsked: found.rows[0]?.is_cancel_asked ?? true };
}

/** Moves a job from one of these states to another; false when it was in none of them. */
export async function moveJob(
  sql: Sql,
  id: string,
  from: readonly LibraryJobView["state"][],
  to: LibraryJobView["state"],
  found: { result?: unknown; payload?: unknown } = {},
): Promise<boolean> {
  const isOver = to === "failed" || to === "cancelled" || to === "lost" || to === "applied";
  const moved = await sql.query(
    `UPDATE library_jobs SET state = $2, beat_at = now(), cancel_asked_at = NULL, share = CASE WHEN $2 IN ('done', 'applied') THEN 1 WHEN $2 = 'writing' THEN 0 ELSE share END,
      result = coalesce($4, result), payload = CASE WHEN $5 THEN NULL ELSE coalesce($6, payload) END
      WHERE id = $1 AND state = ANY ($3::text[])`,
    [
      id,
      to,
      from,
      found.result === undefined ? null : JSON.stringify(found.result),
      isOver,
      found.payload === undefined ? null : JSON.stringify(found.payload),
    ],
  );
  return (moved.rowCount ?? 0) > 0;
}

/** Asks a running job's node to end it, whichever node that is. */
export async function askToCancel(sql: Sql, siteId: string, id: string): Promise<boolean> {
  const asked = await sql.query(
    "UPDATE library_jobs SET cancel_asked_at = now() WHERE id = $1 AND site_id = $2 AND state IN ('running', 'writing')",
    [id, siteId],
  );
  return (asked.rowCount ?? 0) > 0;
}
