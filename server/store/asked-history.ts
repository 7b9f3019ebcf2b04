import type { Sql } from "./database.ts";

/** A question of the past, with what was said of it since. */
export interface AskedBefore {
  id: string;
  text: string;
  teamId: string | null;
  /** Kind of the customer who asked. */
  askerKind: string | null;
  say: string;
  answerId: string | null;
  isHelpful: boolean | null;
  rightAnswerId: string | null;
}

/** The newest questions of the last n days, newest first, and how many there were in all. */
export async function askedBefore(
  sql: Sql,
  siteId: string,
  days: number,
  most: number,
): Promise<{ asked: AskedBefore[]; found: number }> {
  const rows = await sql.query<AskedBefore>(
    `SELECT q.id, q.text, q.team_id AS "teamId", k.kind AS "askerKind", q.say, q.answer_id AS "answerId", q.is_helpful AS "isHelpful", q.right_answer_id AS "rightAnswerId"
      FROM asked_questions q JOIN conversations c ON c.id = q.conversation_id JOIN customers k ON k.id = c.customer_id
      WHERE q.site_id = $1 AND q.asked_at > now() - $2 * interval '1 day' AND q.say IN ('answer', 'suggest', 'honest')
      ORDER BY q.asked_at DESC LIMIT $3`,
    [siteId, days, most],
  );
  const count = await sql.query<{ count: string }>(
    "SELECT count(*) FROM asked_questions WHERE site_id = $1 AND asked_at > now() - $2 * interval '1 day' AND say IN ('answer', 'suggest', 'honest')",
    [siteId, days],
  );
  return { asked: rows.rows, found: Number(count.rows[0]?.count ?? 0) };
}
