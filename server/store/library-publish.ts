import type { Sql } from "./database.ts";
import { contentSql, lockLibrary } from "./library-content.ts";
import { libraryVersion } from "./library.ts";

export interface Published {
  result: "published" | "stale" | "incomplete" | "empty";
  /** The library's version after it. */
  version: number;
  changeCount: number;
  editedBy: { name: string | null; at: number } | null;
}

/**
 * SQL: what is wrong with each draft `d` that shall be published, as an array of { field, reason }; empty when nothing.
 * $1 site, $2 ids of the chosen drafts or NULL for all.
 */
export const issuesSql = `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('field', i.field, 'reason', i.reason)), '[]') FROM (
    SELECT 'title' AS field, 'empty' AS reason WHERE d.content->>'title' = ''
    UNION ALL SELECT 'body', 'empty' WHERE d.content->>'body' = ''
    UNION ALL SELECT 'questions', 'empty' WHERE jsonb_array_length(d.content->'questions') = 0
    UNION ALL SELECT 'teamId', 'missing' WHERE d.content->>'teamId' IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = (d.content->>'teamId')::uuid)
    UNION ALL SELECT 'pictureIds', 'missing' WHERE EXISTS (
      SELECT 1 FROM jsonb_array_elements_text(d.content->'pictureIds') p WHERE NOT EXISTS (SELECT 1 FROM media m WHERE m.id = p::uuid))
    UNION ALL SELECT 'followUpIds', 'taken_out' WHERE EXISTS (
      SELECT 1 FROM jsonb_array_elements_text(d.content->'followUpIds') f
      WHERE NOT EXISTS (SELECT 1 FROM answer_drafts o WHERE o.answer_id = f::uuid AND o.content IS NOT NULL AND ($2::uuid[] IS NULL OR o.answer_id = ANY ($2)))
        AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.id = f::uuid AND NOT EXISTS (
          SELECT 1 FROM answer_drafts o WHERE o.answer_id = a.id AND o.content IS NULL AND ($2::uuid[] IS NULL OR o.answer_id = ANY ($2)))))
  ) i WHERE d.content IS NOT NULL)`;

/** SQL: names the state of the drafts of table `of`; equal prints mean equal drafts. */
export const printSql = (of: string): string =>
  `md5(coalesce(string_agg(${of}.answer_id || ':' || ${of}.revision, ',' ORDER BY ${of}.answer_id), ''))`;

/**
 * Publishes drafts (ids null: all) as one version: every one of them, or nothing. `print` null: whatever they are now.
 * In the caller's transaction; customers get it from its commit on.
 */
export async function publishDrafts(
  sql: Sql,
  siteId: string,
  options: { ids: readonly string[] | null; print: string | null; note: string; byName: string },
): Promise<Published> {
  await lockLibrary(sql, siteId);
  const before = await libraryVersion(sql, siteId);
  const chosen = await sql.query<{ print: string; count: string; name: string | null; at: Date | null }>(
    `SELECT ${printSql("d")} AS print, count(*), (array_agg(d.updated_by_name ORDER BY d.updated_at DESC))[1] AS name, max(d.updated_at) AS at
      FROM answer_drafts d WHERE d.site_id = $1 AND ($2::uuid[] IS NULL OR d.answer_id = ANY ($2))`,
    [siteId, options.ids],
  );
  const state = chosen.rows[0];
  const refused = (result: Published["result"], editedBy: Published["editedBy"] = null): Published => ({
    result,
    version: before,
    changeCount: 0,
    editedBy,
  });
  if (state === undefined || (state.count === "0" && options.print === null)) return refused("empty");
  if (options.print !== null && options.print !== state.print)
    return refused("stale", { name: state.name, at: state.at?.getTime() ?? 0 });
  if (state.count === "0") return refused("empty");
  const incomplete = await sql.query(
    `SELECT 1 FROM answer_drafts d WHERE d.site_id = $1 AND ($2::uuid[] IS NULL OR d.answer_id = ANY ($2))
      AND d.content IS NOT NULL AND jsonb_array_length(${issuesSql}) > 0 LIMIT 1`,
    [siteId, options.ids],
  );
  if (incomplete.rows.length > 0) return refused("incomplete");
  const changes = `SELECT d.answer_id, ${contentSql("a")} AS was, a.id IS NOT NULL AS had, d.content AS after, d.updated_by_name AS name
    FROM answer_drafts d LEFT JOIN answers a ON a.id = d.answer_id
    WHERE d.site_id = $1 AND ($5::uuid[] IS NULL OR d.answer_id = ANY ($5))`;
  const changeCount = await writeVersion(sql, siteId, { ...options, number: before + 1, to: null }, changes, [
    options.ids,
  ]);
  await sql.query("DELETE FROM answer_drafts WHERE site_id = $1 AND ($2::uuid[] IS NULL OR answer_id = ANY ($2))", [
    siteId,
    options.ids,
  ]);
  if (changeCount === 0) return refused("empty");
  return { result: "published", version: before + 1, changeCount, editedBy: null };
}

/** Undoes every version after `to`, as a new one. Answers with the number of changes; none: there is nothing to undo. In the caller's transaction. */
export async function rollBack(
  sql: Sql,
  siteId: string,
  options: { to: number; number: number; byName: string },
): Promise<number> {
  // The oldest change after that version knows what the entry was then. A team that is gone since is not brought back.
  const changes = `SELECT first.answer_id, ${contentSql("a")} AS was, a.id IS NOT NULL AS had,
      CASE WHEN first.before->>'teamId' IS NOT NULL AND NOT EXISTS (SELECT 1 FROM teams t WHERE t.id = (first.before->>'teamId')::uuid)
        THEN jsonb_set(first.before, '{teamId}', 'null') ELSE first.before END AS after, $3::text AS name
    FROM (SELECT DISTINCT ON (c.answer_id) c.answer_id, c.before FROM library_changes c
      WHERE c.site_id = $1 AND c.number > $5 ORDER BY c.answer_id, c.number) first
    LEFT JOIN answers a ON a.id = first.answer_id`;
  return writeVersion(sql, siteId, { ...options, note: "" }, changes, [options.to]);
}

/**
 * One version: its row, its changes, the entries themselves and the site's number. `changes` selects answer_id, was, had,
 * after, name; $1 site, $2 number, $3 who, $4 note, $5 … its own. Answers with the number of changes; none: nothing is written.
 */
async function writeVersion(
  sql: Sql,
  siteId: string,
  version: { number: number; byName: string; note: string; to: number | null },
  changes: string,
  more: readonly unknown[],
): Promise<number> {
  const written = await sql.query<{ changes: string }>(
    `WITH changes AS MATERIALIZED (
      SELECT c.answer_id, CASE WHEN c.had THEN c.was END AS before, c.after, c.name FROM (${changes}) c
      WHERE (CASE WHEN c.had THEN c.was END) IS DISTINCT FROM c.after
    ), noted AS (
      INSERT INTO library_changes (site_id, number, answer_id, before, after) SELECT $1, $2, answer_id, before, after FROM changes
    ), numbered AS (
      INSERT INTO library_versions (site_id, number, by_name, note, rolled_back_to, change_count)
      SELECT $1, $2, $3, $4, $${5 + more.length}::int, count(*) FROM changes HAVING count(*) > 0
    ), gone AS (
      DELETE FROM answers a USING changes c WHERE a.id = c.answer_id AND c.after IS NULL
    ), put AS (
      INSERT INTO answers AS a (id, site_id, kind, title, body, category, language, team_id, asker_kind, questions, picture_ids, quick_replies,
        follow_up_ids, is_enabled, is_demo, updated_by_name)
      SELECT c.answer_id, $1, c.after->>'kind', c.after->>'title', c.after->>'body', c.after->>'category', c.after->>'language',
        (c.after->>'teamId')::uuid, c.after->>'askerKind', ARRAY(SELECT jsonb_array_elements_text(c.after->'questions')),
        ARRAY(SELECT jsonb_array_elements_text(c.after->'pictureIds')::uuid), c.after->'quickReplies',
        ARRAY(SELECT jsonb_array_elements_text(c.after->'followUpIds')::uuid), (c.after->>'isEnabled')::boolean, false, c.name
      FROM changes c WHERE c.after IS NOT NULL ORDER BY c.answer_id
      ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, body = excluded.body, category = excluded.category,
        language = excluded.language, team_id = excluded.team_id, asker_kind = excluded.asker_kind, questions = excluded.questions,
        picture_ids = excluded.picture_ids, quick_replies = excluded.quick_replies, follow_up_ids = excluded.follow_up_ids,
        is_enabled = excluded.is_enabled, is_demo = false, updated_at = now(), updated_by_name = excluded.updated_by_name
    ), counted AS (
      UPDATE sites SET library_version = $2 WHERE id = $1 AND EXISTS (SELECT 1 FROM changes)
    )
    SELECT count(*) AS changes FROM changes`,
    [siteId, version.number, version.byName, version.note, ...more, version.to],
  );
  return Number(written.rows[0]?.changes ?? 0);
}
