import type { AnswerContent, DraftState, EntryIssue, LibraryChangeView } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";
import { contentSql, fieldsThatDiffer } from "./library-content.ts";
import { draftStateSql, isBehindSql } from "./library-drafts.ts";
import { issuesSql, printSql } from "./library-publish.ts";

interface ChangeRow {
  answer_id: string;
  what: DraftState;
  before: AnswerContent | null;
  after: AnswerContent | null;
  revision: number | null;
  updated_at: Date | null;
  updated_by_name: string | null;
  is_behind: boolean | null;
  issues: EntryIssue[];
}

export interface DiffPage {
  changes: LibraryChangeView[];
  /** Id to go on after; null at the end. */
  next: string | null;
  counts: { new: number; changed: number; removed: number };
  withIssues: number;
  print: string;
}

const countsSql = (what: string) =>
  ["new", "changed", "removed"].map((each) => `count(*) FILTER (WHERE ${what} = '${each}')::int AS ${each}`).join(", ");

/** What publishing the drafts (ids null: all) would change, by id. */
export async function diffDrafts(
  sql: Sql,
  siteId: string,
  ids: readonly string[] | null,
  after: string | null,
  limit: number,
): Promise<DiffPage> {
  const chosen = "d.site_id = $1 AND ($2::uuid[] IS NULL OR d.answer_id = ANY ($2))";
  const found = await sql.query<ChangeRow>(
    `SELECT d.answer_id, ${draftStateSql} AS what, CASE WHEN a.id IS NULL THEN NULL ELSE ${contentSql("a")} END AS before, d.content AS after,
      d.revision, d.updated_at, d.updated_by_name, ${isBehindSql} AS is_behind, ${issuesSql} AS issues
      FROM answer_drafts d LEFT JOIN answers a ON a.id = d.answer_id
      WHERE ${chosen} AND ($3::uuid IS NULL OR d.answer_id > $3) ORDER BY d.answer_id LIMIT $4`,
    [siteId, ids, after, limit + 1],
  );
  const totals = await sql.query<{ new: number; changed: number; removed: number; with_issues: number; print: string }>(
    `SELECT ${countsSql(`(${draftStateSql})`)}, count(*) FILTER (WHERE jsonb_array_length(${issuesSql}) > 0)::int AS with_issues, ${printSql("d")} AS print
      FROM answer_drafts d LEFT JOIN answers a ON a.id = d.answer_id WHERE ${chosen}`,
    [siteId, ids],
  );
  const { with_issues, print, ...counts } = totals.rows[0] ?? {
    with_issues: 0,
    print: "",
    new: 0,
    changed: 0,
    removed: 0,
  };
  return { ...page(found.rows, limit), counts, withIssues: with_issues, print };
}

/** What a version changed, by id. */
export async function diffVersion(
  sql: Sql,
  siteId: string,
  number: number,
  after: string | null,
  limit: number,
): Promise<DiffPage> {
  const what = "CASE WHEN c.before IS NULL THEN 'new' WHEN c.after IS NULL THEN 'removed' ELSE 'changed' END";
  const found = await sql.query<ChangeRow>(
    `SELECT c.answer_id, ${what} AS what, c.before, c.after, NULL AS revision, '[]'::jsonb AS issues FROM library_changes c
      WHERE c.site_id = $1 AND c.number = $2 AND ($3::uuid IS NULL OR c.answer_id > $3) ORDER BY c.answer_id LIMIT $4`,
    [siteId, number, after, limit + 1],
  );
  const totals = await sql.query<DiffPage["counts"]>(
    `SELECT ${countsSql(`(${what})`)} FROM library_changes c WHERE c.site_id = $1 AND c.number = $2`,
    [siteId, number],
  );
  const counts = totals.rows[0] ?? { new: 0, changed: 0, removed: 0 };
  return { ...page(found.rows, limit), counts, withIssues: 0, print: "" };
}

function page(rows: readonly ChangeRow[], limit: number): Pick<DiffPage, "changes" | "next"> {
  const shown = rows.slice(0, limit);
  return {
    changes: shown.map(toChange),
    next: rows.length > limit ? (shown.at(-1)?.answer_id ?? null) : null,
  };
}

function toChange(row: ChangeRow): LibraryChangeView {
  const content = row.after ?? row.before;
  return {
    answerId: row.answer_id as LibraryChangeView["answerId"],
    title: content?.title ?? "",
    language: content?.language ?? "",
    what: row.what,
    fields: fieldsThatDiffer(row.before, row.after),
    before: row.before,
    after: row.after,
    draft:
      row.revision === null || row.updated_at === null
        ? null
        : {
            revision: row.revision,
            updatedAt: row.updated_at.getTime(),
            updatedByName: row.updated_by_name,
            isBehind: row.is_behind === true,
          },
    issues: row.issues,
  };
}
