import type { AnswerContent } from "../contract/library-views.ts";
import type { Sql } from "./database.ts";
import { contentSql } from "./library-content.ts";

/** Every entry with its team's name, by language, category and title: as published, or as the drafts would have it. */
export async function exportedEntries(
  sql: Sql,
  siteId: string,
  isDrafted: boolean,
): Promise<{ id: string; content: AnswerContent; teamName: string | null }[]> {
  const drafts = isDrafted ? "d.site_id = $1" : "false";
  const found = await sql.query<{ id: string; content: AnswerContent; teamName: string | null }>(
    `WITH entries AS (
      SELECT a.id, ${contentSql("a")} AS content FROM answers a WHERE a.site_id = $1
        AND NOT EXISTS (SELECT 1 FROM answer_drafts d WHERE d.answer_id = a.id AND ${drafts})
      UNION ALL SELECT d.answer_id, d.content FROM answer_drafts d WHERE ${drafts} AND d.content IS NOT NULL)
    SELECT e.id, e.content, t.name AS "teamName" FROM entries e LEFT JOIN teams t ON t.id = (e.content->>'teamId')::uuid
      ORDER BY e.content->>'kind' <> 'answer', e.content->>'language', e.content->>'category' NULLS LAST, e.content->>'title', e.id`,
    [siteId],
  );
  return found.rows;
}
