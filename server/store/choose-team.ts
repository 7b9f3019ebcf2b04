import type { TeamRow } from "../routing/state.ts";
import type { Sql } from "./database.ts";

/**
 * The team a hand-off goes to: the team of the newest answered topic when it serves the customer's language or names
 * none, else a team that serves the language (one that is open first, then one that names it), else the default team, else
 * any. What a topic's team does when it is closed is that team's rule. Null only when there is no team at all.
 * @param closedIds teams outside their hours
 */
export async function chooseTeam(
  sql: Sql,
  conversationId: string,
  closedIds: readonly string[] = [],
): Promise<string | null> {
  const found = await sql.query<{ id: string }>({
    name: "choose_team",
    text: `WITH c AS (SELECT c.id, c.site_id, split_part(c.language, '-', 1) AS language FROM conversations c WHERE c.id = $1),
      topic AS (
        SELECT a.team_id FROM items i JOIN answers a ON a.id = (i.data->'reply'->>'answerId')::uuid
        WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind = 'library' AND i.data->'reply'->>'answerId' IS NOT NULL AND a.team_id IS NOT NULL
        ORDER BY i.seq DESC LIMIT 1)
      SELECT t.id FROM teams t, c WHERE t.site_id = c.site_id
      ORDER BY coalesce(t.id = (SELECT team_id FROM topic) AND (cardinality(t.languages) = 0 OR c.language = ANY (t.languages)), false) DESC,
        (NOT (t.id = ANY ($2::uuid[])) AND (cardinality(t.languages) = 0 OR c.language = ANY (t.languages))) DESC,
        (cardinality(t.languages) = 0 OR c.language = ANY (t.languages)) DESC, (c.language = ANY (t.languages)) DESC,
        NOT (t.id = ANY ($2::uuid[])) DESC, t.is_default DESC, t.created_at, t.id LIMIT 1`,
    values: [conversationId, closedIds],
  });
  return found.rows[0]?.id ?? null;
}

/** The teams that are outside their hours at the moment. */
export const closedTeams = ({ teams }: { teams: ReadonlyMap<string, Pick<TeamRow, "id" | "hours">> }): string[] =>
  [...teams.values()].flatMap((team) => (team.hours?.isOpen === false ? [team.id] : []));

/** The team a customer is handed to while no topic says otherwise: by language, or the default one. */
export async function teamForCustomer(sql: Sql, customerId: string): Promise<string | null> {
  const found = await sql.query<{ id: string }>({
    name: "team_for_customer",
    text: `SELECT t.id FROM customers cu JOIN teams t ON t.site_id = cu.site_id
      WHERE cu.id = $1
      ORDER BY (split_part(cu.language, '-', 1) = ANY (t.languages)) DESC, t.is_default DESC, t.created_at, t.id LIMIT 1`,
    values: [customerId],
  });
  return found.rows[0]?.id ?? null;
}
