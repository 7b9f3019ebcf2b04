import { v7 as uuidv7 } from "uuid";
import { RefusedError } from "../contract/errors.ts";
import type { AnswerContent, DraftState, DraftView, LibraryWarning } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";
import { contentSql, lockLibrary, tidyContent } from "./library-content.ts";

interface DraftRow {
  content: AnswerContent | null;
  revision: number;
  updated_at: Date;
  updated_by_name: string | null;
  is_behind: boolean;
  state: DraftState;
}

/** SQL: whether the entry was published since the draft `d` was begun. */
export const isBehindSql = `EXISTS (SELECT 1 FROM library_changes c
  WHERE c.answer_id = d.answer_id AND c.site_id = d.site_id AND c.number > d.based_on_version)`;
/** SQL: what a draft `d` of a published entry `a` (null: never published) does. */
export const draftStateSql = `CASE WHEN d.answer_id IS NULL THEN NULL WHEN d.content IS NULL THEN 'removed' WHEN a.id IS NULL THEN 'new' ELSE 'changed' END`;

/** The draft of an entry; null when there is none. */
export async function draftOf(sql: Sql, siteId: string, id: string): Promise<DraftView | null> {
  const found = await sql.query<DraftRow>({
    name: "draft_of",
    text: `SELECT d.content, d.revision, d.updated_at, d.updated_by_name, ${isBehindSql} AS is_behind, ${draftStateSql} AS state
      FROM answer_drafts d LEFT JOIN answers a ON a.id = d.answer_id WHERE d.answer_id = $1 AND d.site_id = $2`,
    values: [id, siteId],
  });
  const row = found.rows[0];
  if (row === undefined) return null;
  return {
    state: row.state,
    content: row.content,
    revision: row.revision,
    updatedAt: row.updated_at.getTime(),
    updatedByName: row.updated_by_name,
    isBehind: row.is_behind,
  };
}

/** What is published, or null. */
export async function publishedContent(sql: Sql, siteId: string, id: string): Promise<AnswerContent | null> {
  const found = await sql.query<{ content: AnswerContent }>(
    `SELECT ${contentSql("a")} AS content FROM answers a WHERE a.id = $1 AND a.site_id = $2`,
    [id, siteId],
  );
  return found.rows[0]?.content ?? null;
}

export interface SavedDraft {
  isStale: boolean;
  id: string;
  draft: DraftView | null;
}

/**
 * Keeps an entry as a draft. Refuses `not_found` for an entry, team or picture that is not there. A system entry keeps
 * its kind, whatever the content says. `isStale`: somebody saved since `expectedRevision`, and nothing is done.
 */
export async function saveDraft(
  sql: Sql,
  siteId: string,
  id: string | null,
  content: AnswerContent,
  expectedRevision: number | null,
  byName: string,
): Promise<SavedDraft> {
  await lockLibrary(sql, siteId);
  const answerId = id ?? uuidv7();
  const [published, before] =
    id === null ? [null, null] : [await publishedContent(sql, siteId, id), await draftOf(sql, siteId, id)];
  if (id !== null && published === null && before === null) throw new RefusedError("not_found");
  if (expectedRevision !== null && (before?.revision ?? 0) !== expectedRevision)
    return { isStale: true, id: answerId, draft: before };
  const kind = published?.kind ?? content.kind;
  await assertNamed(sql, siteId, content, [published, before?.content ?? null]);
  await putDrafts(sql, siteId, [{ answerId, content: { ...content, kind } }], byName);
  return { isStale: false, id: answerId, draft: await draftOf(sql, siteId, answerId) };
}

/** Writes drafts; one that is like what is published is no draft any more. The caller holds the library's lock. */
export async function putDrafts(
  sql: Sql,
  siteId: string,
  drafts: readonly { answerId: string; content: AnswerContent }[],
  byName: string,
): Promise<void> {
  const rows = drafts.map(({ answerId, content }) => ({ answerId, content: tidyContent(content) }));
  await sql.query({
    name: "put_drafts",
    text: `WITH x AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS x("answerId" uuid, content jsonb)), gone AS (
        DELETE FROM answer_drafts d USING x JOIN answers a ON a.id = x."answerId" AND ${contentSql("a")} = x.content
        WHERE d.answer_id = x."answerId" AND d.site_id = $1
      ), pictures AS (
        UPDATE media SET is_library = true WHERE NOT is_library AND id IN (
          SELECT p::uuid FROM x, jsonb_array_elements_text(x.content->'pictureIds') p)
      )
      INSERT INTO answer_drafts AS d (site_id, answer_id, content, based_on_version, updated_by_name)
      SELECT $1, x."answerId", x.content, s.library_version, $3 FROM x JOIN sites s ON s.id = $1
        WHERE NOT EXISTS (SELECT 1 FROM answers a WHERE a.id = x."answerId" AND ${contentSql("a")} = x.content)
      ON CONFLICT (answer_id) DO UPDATE SET content = excluded.content, revision = d.revision + 1, updated_at = now(),
        updated_by_name = excluded.updated_by_name
        WHERE d.content IS DISTINCT FROM excluded.content`,
    values: [siteId, JSON.stringify(rows), byName],
  });
}

/** What the entry named before may have gone since: that is told when it shall be published, not while it is edited. */
async function assertNamed(
  sql: Sql,
  siteId: string,
  content: AnswerContent,
  before: readonly (AnswerContent | null)[],
): Promise<void> {
  const fresh = <T>(ids: readonly T[], named: (content: AnswerContent) => readonly T[]): T[] => [
    ...new Set(ids.filter((id) => !before.some((each) => each !== null && named(each).includes(id)))),
  ];
  const pictureIds = fresh(content.pictureIds, (each) => each.pictureIds);
  const followUpIds = fresh(content.followUpIds, (each) => each.followUpIds);
  const [teamId = null] = fresh([content.teamId], (each) => [each.teamId]);
  const found = await sql.query<{ is_team: boolean; pictures: string; entries: string }>({
    name: "draft_names",
    text: `SELECT ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM teams WHERE id = $2 AND site_id = $1)) AS is_team,
      (SELECT count(*) FROM media WHERE id = ANY ($3::uuid[]) AND site_id = $1 AND (is_library OR (owner_kind = 'staff' AND conversation_id IS NULL))) AS pictures,
      (SELECT count(*) FROM unnest($4::uuid[]) AS f(id) WHERE EXISTS (SELECT 1 FROM answers a WHERE a.id = f.id AND a.site_id = $1)
        OR EXISTS (SELECT 1 FROM answer_drafts d WHERE d.answer_id = f.id AND d.site_id = $1)) AS entries`,
    values: [siteId, teamId, pictureIds, followUpIds],
  });
  const row = found.rows[0];
  if (
    row === undefined ||
    !row.is_team ||
    Number(row.pictures) < pictureIds.length ||
    Number(row.entries) < followUpIds.length
  )
    throw new RefusedError("not_found");
}

/** Drops drafts (null: all of the site's); answers with how many. */
export async function discardDrafts(sql: Sql, siteId: string, ids: readonly string[] | null): Promise<number> {
  await lockLibrary(sql, siteId);
  const gone = await sql.query(
    "DELETE FROM answer_drafts WHERE site_id = $1 AND ($2::uuid[] IS NULL OR answer_id = ANY ($2))",
    [siteId, ids],
  );
  return gone.rowCount ?? 0;
}

/** Drafts of removal for published entries; entries that were never published are gone at once. Refuses `not_found` when there is none of them. */
export async function removeEntries(sql: Sql, siteId: string, ids: readonly string[], byName: string): Promise<number> {
  await lockLibrary(sql, siteId);
  const gone = await sql.query<{ answer_id: string }>(
    `DELETE FROM answer_drafts d WHERE d.site_id = $1 AND d.answer_id = ANY ($2::uuid[])
      AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.id = d.answer_id) RETURNING answer_id`,
    [siteId, ids],
  );
  const removed = await sql.query(
    `INSERT INTO answer_drafts AS d (site_id, answer_id, content, based_on_version, updated_by_name)
      SELECT a.site_id, a.id, NULL, s.library_version, $3 FROM answers a JOIN sites s ON s.id = a.site_id
      WHERE a.site_id = $1 AND a.id = ANY ($2::uuid[])
      ON CONFLICT (answer_id) DO UPDATE SET content = NULL, revision = d.revision + 1, updated_at = now(),
        updated_by_name = excluded.updated_by_name`,
    [siteId, ids, byName],
  );
  const count = (gone.rowCount ?? 0) + (removed.rowCount ?? 0);
  if (count === 0) throw new RefusedError("not_found");
  return count;
}

/** One change to many entries, as drafts; entries on their way out are left. Answers with how many are meant. */
export async function editMany(
  sql: Sql,
  siteId: string,
  ids: readonly string[],
  change: Partial<Pick<AnswerContent, "category" | "isEnabled">>,
  byName: string,
): Promise<number> {
  await lockLibrary(sql, siteId);
  const found = await sql.query<{ id: string; content: AnswerContent }>(
    `SELECT x.id, CASE WHEN d.answer_id IS NULL THEN ${contentSql("a")} ELSE d.content END AS content
      FROM unnest($2::uuid[]) AS x(id) LEFT JOIN answers a ON a.id = x.id AND a.site_id = $1
      LEFT JOIN answer_drafts d ON d.answer_id = x.id AND d.site_id = $1
      WHERE (d.answer_id IS NOT NULL AND d.content IS NOT NULL) OR (d.answer_id IS NULL AND a.id IS NOT NULL)`,
    [siteId, [...new Set(ids)]],
  );
  const drafts = found.rows.map(({ id, content }) => ({ answerId: id, content: { ...content, ...change } }));
  if (drafts.length > 0) await putDrafts(sql, siteId, drafts, byName);
  return drafts.length;
}

/** System kinds of which a language would lose its last enabled entry when these drafts (null: all) are published. */
export async function draftWarnings(
  sql: Sql,
  siteId: string,
  ids: readonly string[] | null,
): Promise<LibraryWarning[]> {
  const found = await sql.query<LibraryWarning>({
    name: "draft_warnings",
    text: `WITH chosen AS (SELECT * FROM answer_drafts WHERE site_id = $1 AND ($2::uuid[] IS NULL OR answer_id = ANY ($2))),
      before AS (SELECT DISTINCT kind, language FROM answers WHERE site_id = $1 AND kind <> 'answer' AND is_enabled),
      after AS (
        SELECT kind, language FROM answers a WHERE a.site_id = $1 AND kind <> 'answer' AND is_enabled AND NOT EXISTS (SELECT 1 FROM chosen d WHERE d.answer_id = a.id)
        UNION SELECT content->>'kind', content->>'language' FROM chosen WHERE content->>'kind' <> 'answer' AND (content->>'isEnabled')::boolean)
      SELECT * FROM before EXCEPT SELECT * FROM after ORDER BY language, kind`,
    values: [siteId, ids],
  });
  return found.rows;
}

/** Which drafts are meant: these, all but these, or (null) all. */
export type DraftChoice = readonly string[] | { readonly except: readonly string[] } | null;

/** The ids of the chosen drafts as they are now; null for all of them. */
export async function chosenDrafts(sql: Sql, siteId: string, choice: DraftChoice): Promise<readonly string[] | null> {
  if (choice === null || !("except" in choice)) return choice;
  const found = await sql.query<{ id: string }>(
    "SELECT answer_id AS id FROM answer_drafts WHERE site_id = $1 AND answer_id <> ALL ($2::uuid[]) ORDER BY answer_id",
    [siteId, choice.except],
  );
  return found.rows.map(({ id }) => id);
}

/** Changes with every draft saved, discarded or published: by it one sees that what was read of them is old. */
export async function draftsPrint(sql: Sql, siteId: string): Promise<string> {
  const found = await sql.query<{ print: string }>({
    name: "drafts_print",
    text: `SELECT s.library_version || ' ' || count(d.answer_id) || ' ' || coalesce(sum(d.revision), 0) || ' ' || coalesce(max(d.updated_at)::text, '')
        || ' ' || coalesce(sum(hashtext(d.answer_id::text)), 0) AS print
      FROM sites s LEFT JOIN answer_drafts d ON d.site_id = s.id WHERE s.id = $1 GROUP BY s.library_version`,
    values: [siteId],
  });
  return found.rows[0]?.print ?? "";
}
