import type { LibraryEntryView } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";
import { questionKey } from "./library-content.ts";
import { draftOf, publishedContent } from "./library-drafts.ts";
import { healthSql } from "./library-list.ts";
import { historyOf } from "./library-versions.ts";

type Health = LibraryEntryView["health"];

/** One entry with all that its editor shows; null when there is none. */
export async function libraryEntry(sql: Sql, siteId: string, id: string): Promise<LibraryEntryView | null> {
  const published = await publishedContent(sql, siteId, id);
  const draft = await draftOf(sql, siteId, id);
  if (published === null && draft === null) return null;
  const contents = [published, draft?.content ?? null].flatMap((content) => (content === null ? [] : [content]));
  return {
    id: id as LibraryEntryView["id"],
    published,
    draft,
    history: await historyOf(sql, siteId, id),
    health: await healthOf(sql, id),
    askedByQuestion: await askedByQuestion(
      sql,
      id,
      contents.flatMap(({ questions }) => questions),
    ),
    pictures: await picturesOf(sql, [...new Set(contents.flatMap(({ pictureIds }) => pictureIds))]),
    followUps: await titlesOf(sql, siteId, [...new Set(contents.flatMap(({ followUpIds }) => followUpIds))]),
  };
}

async function healthOf(sql: Sql, id: string): Promise<Health> {
  const found = await sql.query<Omit<Health, "days" | "lastAskedAt"> & { lastAskedAt: Date | null }>(
    `SELECT coalesce(h.asked, 0) AS asked, coalesce(h.helpful, 0) AS helpful, coalesce(h.not_helpful, 0) AS "notHelpful",
      coalesce(h.led_to_person, 0) AS "ledToPerson", h.last_asked_at AS "lastAskedAt", ${healthSql} AS health
      FROM (SELECT 1) one LEFT JOIN answer_health h ON h.answer_id = $1`,
    [id],
  );
  const days = await sql.query<Health["days"][number]>(
    `SELECT to_char(asked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS asked, count(*) FILTER (WHERE is_helpful)::int AS helpful,
      count(*) FILTER (WHERE NOT is_helpful)::int AS "notHelpful", count(handed_off_at)::int AS "ledToPerson"
      FROM asked_questions WHERE answer_id = $1 AND say = 'answer' AND asked_at > now() - interval '30 days' GROUP BY 1 ORDER BY 1`,
    [id],
  );
  const counts = found.rows[0];
  return {
    asked: counts?.asked ?? 0,
    helpful: counts?.helpful ?? 0,
    notHelpful: counts?.notHelpful ?? 0,
    ledToPerson: counts?.ledToPerson ?? 0,
    lastAskedAt: counts?.lastAskedAt?.getTime() ?? null,
    health: counts?.health ?? "unused",
    days: days.rows,
  };
}

/** How often each question was asked in these words in the last 90 days. */
async function askedByQuestion(
  sql: Sql,
  id: string,
  questions: readonly string[],
): Promise<LibraryEntryView["askedByQuestion"]> {
  const found = await sql.query<{ text: string; asked: number }>(
    `SELECT text, count(*)::int AS asked FROM asked_questions WHERE answer_id = $1 AND asked_at > now() - interval '90 days'
      GROUP BY text ORDER BY count(*) DESC LIMIT 5000`,
    [id],
  );
  const counts = new Map<string, number>();
  for (const { text, asked } of found.rows) counts.set(questionKey(text), (counts.get(questionKey(text)) ?? 0) + asked);
  return [...new Set(questions)].flatMap((question) => {
    const asked = counts.get(questionKey(question));
    return asked === undefined ? [] : [{ question, asked }];
  });
}

/** Sizes of pictures, in the order given; those that are gone are left out. */
async function picturesOf(sql: Sql, ids: readonly string[]): Promise<LibraryEntryView["pictures"]> {
  if (ids.length === 0) return [];
  const found = await sql.query<LibraryEntryView["pictures"][number]>(
    `SELECT m.id AS "mediaId", m.width, m.height FROM media m JOIN unnest($1::uuid[]) WITH ORDINALITY AS x(id, at) ON x.id = m.id ORDER BY x.at`,
    [ids],
  );
  return found.rows;
}

/** Titles of entries as the drafts have them. */
async function titlesOf(sql: Sql, siteId: string, ids: readonly string[]): Promise<LibraryEntryView["followUps"]> {
  if (ids.length === 0) return [];
  const found = await sql.query<LibraryEntryView["followUps"][number]>(
    `SELECT x.id AS "answerId", coalesce(d.content->>'title', a.title) AS title FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, at)
      LEFT JOIN answers a ON a.id = x.id AND a.site_id = $1 LEFT JOIN answer_drafts d ON d.answer_id = x.id AND d.site_id = $1
      WHERE a.id IS NOT NULL OR d.content IS NOT NULL ORDER BY x.at`,
    [siteId, ids],
  );
  return found.rows;
}
