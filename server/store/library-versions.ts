import type { LibraryVersionView } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";

interface VersionRow {
  number: number;
  published_at: Date;
  by_name: string;
  note: string;
  rolled_back_to: number | null;
  change_count: number;
}

const toVersion = (row: VersionRow): LibraryVersionView => ({
  number: row.number,
  publishedAt: row.published_at.getTime(),
  byName: row.by_name,
  note: row.note,
  rolledBackTo: row.rolled_back_to,
  changeCount: row.change_count,
});

/** Versions before a number (null: the newest), newest first. */
export async function listVersions(
  sql: Sql,
  siteId: string,
  before: number | null,
  limit: number,
): Promise<LibraryVersionView[]> {
  const found = await sql.query<VersionRow>(
    `SELECT * FROM library_versions WHERE site_id = $1 AND ($2::int IS NULL OR number < $2) ORDER BY number DESC LIMIT $3`,
    [siteId, before, limit],
  );
  return found.rows.map(toVersion);
}

export async function versionOf(sql: Sql, siteId: string, number: number): Promise<LibraryVersionView | null> {
  const found = await sql.query<VersionRow>("SELECT * FROM library_versions WHERE site_id = $1 AND number = $2", [
    siteId,
    number,
  ]);
  return found.rows[0] === undefined ? null : toVersion(found.rows[0]);
}

/** The newest versions that changed an entry, with what they did to it. */
export async function historyOf(
  sql: Sql,
  siteId: string,
  answerId: string,
): Promise<(LibraryVersionView & { change: "new" | "changed" | "removed" })[]> {
  const found = await sql.query<VersionRow & { change: "new" | "changed" | "removed" }>(
    `SELECT v.*, CASE WHEN c.before IS NULL THEN 'new' WHEN c.after IS NULL THEN 'removed' ELSE 'changed' END AS change
      FROM library_changes c JOIN library_versions v ON v.site_id = c.site_id AND v.number = c.number
      WHERE c.site_id = $1 AND c.answer_id = $2 ORDER BY c.number DESC LIMIT 20`,
    [siteId, answerId],
  );
  return found.rows.map((row) => ({ ...toVersion(row), change: row.change }));
}
