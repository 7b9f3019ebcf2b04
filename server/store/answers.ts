import { v7 as uuidv7 } from "uuid";
import { RefusedError } from "../contract/errors.ts";
import type { AnswerView } from "../contract/admin-commands.ts";
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

/** Every entry of a site, the topics first, by language, category and title. */
export async function listAnswers(sql: Sql, siteId: string): Promise<AnswerView[]> {
  const found = await sql.query<AnswerRow>(
    `SELECT * FROM answers WHERE site_id = $1 ORDER BY kind <> 'answer', language, lower(category) NULLS LAST, lower(title), id`,
    [siteId],
  );
  return found.rows.map(toView);
}

export async function answerView(sql: Sql, siteId: string, id: string): Promise<AnswerView | null> {
  const found = await sql.query<AnswerRow>("SELECT * FROM answers WHERE id = $1 AND site_id = $2", [id, siteId]);
  return found.rows[0] === undefined ? null : toView(found.rows[0]);
}

export interface AnswerInput {
  title: string;
  body: string;
  category: string | null;
  language: string;
  teamId: string | null;
  questions: readonly string[];
  isEnabled: boolean;
}

/** Adds (id null) or changes an entry. What the shop has edited is the shop's own, not the demo's. */
export async function saveAnswer(
  sql: Sql,
  siteId: string,
  id: string | null,
  answer: AnswerInput,
  byName: string,
): Promise<AnswerView> {
  if (answer.teamId !== null) {
    const team = await sql.query("SELECT 1 FROM teams WHERE id = $1 AND site_id = $2", [answer.teamId, siteId]);
    if (team.rows.length === 0) throw new RefusedError("not_found");
  }
  const values = [
    id ?? uuidv7(),
    siteId,
    answer.title,
    answer.body,
    answer.category,
    answer.language,
    answer.teamId,
    answer.questions,
    answer.isEnabled,
    byName,
  ];
  const saved = await sql.query<AnswerRow>(
    id === null
      ? `INSERT INTO answers (id, site_id, title, body, category, language, team_id, questions, is_enabled, updated_by_name)
          VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING *`
      : `UPDATE answers SET title = $3, body = $4, category = $5, language = $6, team_id = $7, questions = $8, is_enabled = $9, updated_by_name = $10,
          updated_at = now(), is_demo = false WHERE id = $1 AND site_id = $2 RETURNING *`,
    values,
  );
  const row = saved.rows[0];
  if (row === undefined) throw new RefusedError("not_found");
  await libraryChanged(sql, siteId);
  return toView(row);
}

export async function setAnswerEnabled(
  sql: Sql,
  siteId: string,
  id: string,
  isEnabled: boolean,
  byName: string,
): Promise<AnswerView> {
  const saved = await sql.query<AnswerRow>(
    "UPDATE answers SET is_enabled = $3, updated_by_name = $4, updated_at = now() WHERE id = $1 AND site_id = $2 RETURNING *",
    [id, siteId, isEnabled, byName],
  );
  const row = saved.rows[0];
  if (row === undefined) throw new RefusedError("not_found");
  await libraryChanged(sql, siteId);
  return toView(row);
}

/** Counts a published change, in the transaction that made it: other nodes see by it that theirs is old. */
export async function libraryChanged(sql: Sql, siteId: string): Promise<void> {
  await sql.query("UPDATE sites SET library_version = library_version + 1 WHERE id = $1", [siteId]);
}
