import { createHash } from "node:crypto";
import type { LibraryEntry } from "../answers/entry.ts";
import type { Picture, QuickReply } from "../contract/items.ts";
import type { Sql } from "./database.ts";

/** A published entry: what the matcher reads and what a reply says. */
export interface PublishedAnswer extends LibraryEntry {
  title: string;
  body: string;
  teamId: string | null;
  /** Kind of customer it is for; null = everybody. */
  askerKind: string | null;
  pictures: readonly Picture[];
  quickReplies: readonly QuickReply[];
  /** Entries offered after it; some may not be published any more. */
  followUpIds: readonly string[];
}

interface PublishedRow {
  id: string;
  kind: PublishedAnswer["kind"];
  title: string;
  body: string;
  category: string | null;
  language: string;
  team_id: string | null;
  questions: string[];
  asker_kind: string | null;
  quick_replies: QuickReply[];
  follow_up_ids: string[];
  pictures: Picture[] | null;
}

const toPublished = (row: PublishedRow): PublishedAnswer => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  body: row.body,
  category: row.category,
  language: row.language,
  teamId: row.team_id,
  questions: row.questions,
  askerKind: row.asker_kind,
  pictures: row.pictures ?? [],
  quickReplies: row.quick_replies,
  followUpIds: row.follow_up_ids,
});

const picturesSql = (ids: string) => `CASE WHEN cardinality(${ids}) > 0 THEN (
  SELECT jsonb_agg(jsonb_build_object('mediaId', m.id, 'width', m.width, 'height', m.height) ORDER BY array_position(${ids}, m.id))
  FROM media m WHERE m.id = ANY (${ids})) END`;

/** Every enabled entry of a site, in a fixed order, with the library's version. */
export async function publishedAnswers(
  sql: Sql,
  siteId: string,
): Promise<{ answers: PublishedAnswer[]; version: number }> {
  // The number first: entries that are newer than it are read again, entries that are older would not be.
  const version = await libraryVersion(sql, siteId);
  const found = await sql.query<PublishedRow>(
    `SELECT a.id, a.kind, a.title, a.body, a.category, a.language, a.team_id::text, a.questions, a.asker_kind, a.quick_replies,
      coalesce(a.follow_up_ids, '{}')::text[] AS follow_up_ids, ${picturesSql("a.picture_ids")} AS pictures
      FROM answers a WHERE a.site_id = $1 AND a.is_enabled ORDER BY a.id`,
    [siteId],
  );
  return { answers: found.rows.map(toPublished), version };
}

/** The library as it would be with these drafts (null: all) published: enabled entries with a question, in a fixed order. */
export async function draftedAnswers(
  sql: Sql,
  siteId: string,
  ids: readonly string[] | null = null,
): Promise<PublishedAnswer[]> {
  const found = await sql.query<PublishedRow>(
    `WITH chosen AS (SELECT * FROM answer_drafts WHERE site_id = $1 AND ($2::uuid[] IS NULL OR answer_id = ANY ($2))),
      drafted AS (SELECT d.answer_id AS id, d.content AS c, ARRAY(SELECT jsonb_array_elements_text(d.content->'pictureIds')::uuid) AS picture_ids
        FROM chosen d WHERE d.content IS NOT NULL AND (d.content->>'isEnabled')::boolean)
    SELECT a.id, a.kind, a.title, a.body, a.category, a.language, a.team_id::text, a.questions, a.asker_kind, a.quick_replies,
        coalesce(a.follow_up_ids, '{}')::text[] AS follow_up_ids, ${picturesSql("a.picture_ids")} AS pictures
      FROM answers a WHERE a.site_id = $1 AND a.is_enabled AND NOT EXISTS (SELECT 1 FROM chosen d WHERE d.answer_id = a.id)
    UNION ALL
    SELECT d.id, d.c->>'kind', d.c->>'title', d.c->>'body', d.c->>'category', d.c->>'language', d.c->>'teamId',
        ARRAY(SELECT jsonb_array_elements_text(d.c->'questions')), d.c->>'askerKind', d.c->'quickReplies',
        ARRAY(SELECT jsonb_array_elements_text(d.c->'followUpIds')), ${picturesSql("d.picture_ids")}
      FROM drafted d
    ORDER BY id`,
    [siteId, ids],
  );
  return found.rows.map(toPublished);
}

export async function libraryVersion(sql: Sql, siteId: string): Promise<number> {
  const found = await sql.query<{ library_version: number }>({
    name: "library_version",
    text: "SELECT library_version FROM sites WHERE id = $1",
    values: [siteId],
  });
  return found.rows[0]?.library_version ?? 0;
}

/** Fingerprint of what training reads: equal libraries share a stored model. */
export function libraryHashOf(entries: readonly LibraryEntry[]): string {
  const read = entries.map(({ id, kind, language, category, questions }) => [
    id,
    kind,
    language,
    category ?? null,
    questions,
  ]);
  return createHash("sha256").update(JSON.stringify(read)).digest("hex");
}

/**
 * One more question for an entry, or one more opinion of it. That it led to a person is counted by the database, when the
 * record of the question says so.
 */
export async function countAnswer(
  sql: Sql,
  answerId: string,
  what: "asked" | "helpful" | "not_helpful",
  by = 1,
): Promise<void> {
  await sql.query({
    name: `count_answer_${what}`,
    text: `INSERT INTO answer_health AS h (answer_id, site_id, ${what}, last_asked_at)
      SELECT id, site_id, greatest(0, $2::int), ${what === "asked" ? "now()" : "NULL"} FROM answers WHERE id = $1
      ON CONFLICT (answer_id) DO UPDATE SET ${what} = greatest(0, h.${what} + $2::int), last_asked_at = coalesce(excluded.last_asked_at, h.last_asked_at)`,
    values: [answerId, by],
  });
}
