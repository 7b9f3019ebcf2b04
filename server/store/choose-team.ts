import type { Sql } from "./database.ts";

/**
 * The team a hand-off goes to: the team of the newest answered topic when it serves the customer's language or names
 * none, else a team that serves the language, else the default team, else any. Null only when there is no team at all.
 */
export async function chooseTeam(sql: Sql, conversationId: string): Promise<string | null> {
  const found = await sql.query<{ id: string }>({
    name: "choose_team",
    text: `WITH c AS (SELECT c.id, c.site_id, c.language FROM conversations c WHERE c.id = $1),
      topic AS (
        SELECT a.team_id FROM items i JOIN answers a ON a.id = (i.data->'reply'->>'answerId')::uuid
        WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind = 'library' AND i.data->'reply'->>'answerId' IS NOT NULL AND a.team_id IS NOT NULL
        ORDER BY i.seq DESC LIMIT 1)
      SELECT t.id FROM teams t, c WHERE t.site_id = c.site_id
      ORDER BY coalesce(t.id = (SELECT team_id FROM topic) AND (cardinality(t.languages) = 0 OR split_part(c.language, '-', 1) = ANY (t.languages)), false) DESC,
        (split_part(c.language, '-', 1) = ANY (t.languages)) DESC, t.is_default DESC, t.created_at, t.id LIMIT 1`,
    values: [conversationId],
  });
  return found.rows[0]?.id ?? null;
}
