import type { UnansweredGroup } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";

/** A question nobody could answer, or that a customer found badly answered. */
export interface UnansweredRow {
  id: string;
  conversationId: string;
  itemId: string;
  askedAt: number;
  text: string;
  language: string | null;
  isHelpful: boolean | null;
  /** From going to a person until one came, the conversation ended, or now; null: did not go to a person. */
  waitedMs: number | null;
  handledAs: UnansweredGroup["handledAs"];
}

/** SQL: rows that belong on the list. Its words are those of the index `asked_questions_unanswered_idx`. */
const openSql = `q.handled_at IS NULL AND (q.say = 'honest' OR q.is_helpful = false)`;
const which = { open: openSql, handled: "q.handled_at IS NOT NULL" };

export interface UnansweredFilter {
  days: number;
  language: string | null;
  which: keyof typeof which;
}

/** The newest of them, newest first, and how many there are in all. */
export async function unansweredRows(
  sql: Sql,
  siteId: string,
  filter: UnansweredFilter,
  most: number,
): Promise<{ rows: UnansweredRow[]; total: number; languages: string[] }> {
  const chosen = `q.site_id = $1 AND ${which[filter.which]} AND q.asked_at > now() - $2 * interval '1 day'`;
  const found = await sql.query<Omit<UnansweredRow, "askedAt"> & { asked_at: Date }>(
    `SELECT q.id, q.conversation_id AS "conversationId", q.item_id AS "itemId", q.asked_at, q.text, q.language, q.is_helpful AS "isHelpful",
      CASE WHEN q.handed_off_at IS NOT NULL THEN greatest(0, floor(extract(epoch FROM coalesce(q.served_at, c.closed_at, now()) - q.handed_off_at) * 1000))::float8 END AS "waitedMs",
      q.handled_as AS "handledAs"
      FROM asked_questions q JOIN conversations c ON c.id = q.conversation_id
      WHERE ${chosen} AND ($3::text IS NULL OR q.language = $3) ORDER BY q.asked_at DESC, q.id LIMIT $4`,
    [siteId, filter.days, filter.language, most],
  );
  const totals = await sql.query<{ total: string; languages: string[] | null }>(
    `SELECT count(*) FILTER (WHERE $3::text IS NULL OR q.language = $3) AS total,
      array_agg(DISTINCT q.language) FILTER (WHERE q.language IS NOT NULL) AS languages FROM asked_questions q WHERE ${chosen}`,
    [siteId, filter.days, filter.language],
  );
  return {
    rows: found.rows.map(({ asked_at, ...row }) => ({ ...row, askedAt: asked_at.getTime() })),
    total: Number(totals.rows[0]?.total ?? 0),
    languages: totals.rows[0]?.languages ?? [],
  };
}

/** Changes whenever the list does. */
export async function unansweredPrint(sql: Sql, siteId: string, filter: UnansweredFilter): Promise<string> {
  const found = await sql.query<{ print: string }>(
    `SELECT count(*) || ' ' || coalesce(max(q.asked_at)::text, '') || ' ' || coalesce(sum(hashtext(q.id::text)), 0) || ' ' || coalesce(max(q.handled_at)::text, '')
        || ' ' || count(q.handed_off_at) || ' ' || count(q.served_at) || ' ' || count(*) FILTER (WHERE q.is_helpful = false) AS print
      FROM asked_questions q WHERE q.site_id = $1 AND ${which[filter.which]} AND q.asked_at > now() - $2 * interval '1 day'
        AND ($3::text IS NULL OR q.language = $3)`,
    [siteId, filter.days, filter.language],
  );
  return found.rows[0]?.print ?? "";
}

/** Different wordings with the ids of all who asked so, most asked first. */
export async function unansweredTexts(
  sql: Sql,
  siteId: string,
  days: number,
  most: number,
): Promise<{ text: string; ids: string[] }[]> {
  const found = await sql.query<{ text: string; ids: string[] }>(
    `SELECT min(q.text) AS text, array_agg(q.id::text ORDER BY q.asked_at DESC) AS ids FROM asked_questions q
      WHERE q.site_id = $1 AND ${openSql} AND q.asked_at > now() - $2 * interval '1 day'
      GROUP BY lower(q.text) ORDER BY count(*) DESC, max(q.asked_at) DESC LIMIT $3`,
    [siteId, days, most],
  );
  return found.rows;
}

/** Texts and languages of questions by their ids, newest first. */
export async function askedTexts(
  sql: Sql,
  siteId: string,
  ids: readonly string[],
): Promise<{ text: string; language: string | null }[]> {
  const found = await sql.query<{ text: string; language: string | null }>(
    "SELECT text, language FROM asked_questions WHERE site_id = $1 AND id = ANY ($2::uuid[]) ORDER BY asked_at DESC, id",
    [siteId, ids],
  );
  return found.rows;
}

/** Takes questions off the list (`as` null: puts them back); answers with how many that moved. */
export async function setHandled(
  sql: Sql,
  siteId: string,
  ids: readonly string[],
  as: UnansweredGroup["handledAs"],
): Promise<number> {
  const moved = await sql.query(
    `UPDATE asked_questions SET handled_at = CASE WHEN $3::text IS NULL THEN NULL ELSE now() END, handled_as = $3
      WHERE site_id = $1 AND id = ANY ($2::uuid[]) AND handled_as IS DISTINCT FROM $3`,
    [siteId, ids, as],
  );
  return moved.rowCount ?? 0;
}
