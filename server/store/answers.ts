import type { AnswerView } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";

interface AnswerRow {
  id: string;
  kind: AnswerView["kind"];
  title: string;
  body: string;
  category: string | null;
  language: string;
  team_id: string | null;
  questions: string[];
  is_enabled: boolean;
  updated_at: Date;
  updated_by_name: string | null;
  asked: number;
  helpful: number;
  not_helpful: number;
}

const toView = (row: AnswerRow): AnswerView =>
  ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    body: row.body,
    category: row.category,
    language: row.language,
    teamId: row.team_id,
    questions: row.questions,
    isEnabled: row.is_enabled,
    updatedAt: row.updated_at.getTime(),
    updatedByName: row.updated_by_name,
    asked: row.asked,
    helpful: row.helpful,
    notHelpful: row.not_helpful,
  }) as AnswerView;

const viewSql = `SELECT a.id, a.kind, a.title, a.body, a.category, a.language, a.team_id, a.questions, a.is_enabled, a.updated_at, a.updated_by_name,
  coalesce(h.asked, 0) AS asked, coalesce(h.helpful, 0) AS helpful, coalesce(h.not_helpful, 0) AS not_helpful
  FROM answers a LEFT JOIN answer_health h ON h.answer_id = a.id`;

/** Every entry of a site, the topics first, by language, category and title. */
export async function listAnswers(sql: Sql, siteId: string): Promise<AnswerView[]> {
  const found = await sql.query<AnswerRow>(
    `${viewSql} WHERE a.site_id = $1 ORDER BY kind <> 'answer', language, lower(category) NULLS LAST, lower(title), id`,
    [siteId],
  );
  return found.rows.map(toView);
}

export async function answerView(sql: Sql, siteId: string, id: string): Promise<AnswerView | null> {
  const found = await sql.query<AnswerRow>(`${viewSql} WHERE a.id = $1 AND a.site_id = $2`, [id, siteId]);
  return found.rows[0] === undefined ? null : toView(found.rows[0]);
}

/** Counts a published change, in the transaction that made it: other nodes see by it that theirs is old. */
export async function libraryChanged(sql: Sql, siteId: string): Promise<void> {
  await sql.query("UPDATE sites SET library_version = library_version + 1 WHERE id = $1", [siteId]);
}
