import type { Sql } from "./database.ts";

/** What a conversation brings to the line: everything of a hand-off that its rows say. */
export interface HandOffStanding {
  /** Lowest degree of its questions. */
  degree: number | null;
  turnSeq: number;
  /** The place it lost by being away, or gave up. */
  former: { enteredAt: number; creditMs: number; endedAt: number } | null;
  language: string | null;
  /** Category of the newest question's best entry. */
  skill: string | null;
  isVip: boolean;
}

interface Row {
  lowest_degree: number | null;
  turn_seq: number;
  language: string;
  category: string | null;
  is_vip: boolean;
  entered_at: Date | null;
  credit_ms: number | null;
  ended_at: Date | null;
}

export async function handOffStanding(sql: Sql, conversationId: string): Promise<HandOffStanding> {
  const found = await sql.query<Row>({
    name: "hand_off_standing",
    text: `SELECT c.lowest_degree, c.turn_seq, c.language, q.category, cu.is_vip, e.entered_at, e.credit_ms, e.ended_at
      FROM conversations c JOIN customers cu ON cu.id = c.customer_id
      LEFT JOIN LATERAL (SELECT category FROM asked_questions WHERE conversation_id = c.id AND category IS NOT NULL ORDER BY asked_at DESC LIMIT 1) q ON true
      LEFT JOIN LATERAL (SELECT entered_at, credit_ms, ended_at FROM queue_entries WHERE conversation_id = c.id AND state IN ('abandoned', 'cancelled')
        ORDER BY ended_at DESC LIMIT 1) e ON true
      WHERE c.id = $1`,
    values: [conversationId],
  });
  const row = found.rows[0];
  const former =
    row?.entered_at && row.ended_at
      ? { enteredAt: row.entered_at.getTime(), creditMs: row.credit_ms ?? 0, endedAt: row.ended_at.getTime() }
      : null;
  return {
    degree: row?.lowest_degree ?? null,
    turnSeq: row?.turn_seq ?? 0,
    former,
    language: row?.language ?? null,
    skill: row?.category ?? null,
    isVip: row?.is_vip ?? false,
  };
}

/**
 * Who served this customer last in this team, if that ended within the team's `lastAgentMs`; null = nobody, or too long
 * ago. Somebody who only held a chat whose customer never came does not count.
 * @param defaultMs the length of a team that has none stored
 */
export async function lastAgent(
  sql: Sql,
  customerId: string,
  teamId: string,
  defaultMs: number,
): Promise<string | null> {
  const found = await sql.query<{ agent_id: string }>({
    name: "last_agent",
    text: `SELECT a.agent_id FROM conversations c JOIN assignments a ON a.conversation_id = c.id JOIN teams t ON t.id = a.team_id
      WHERE c.customer_id = $1 AND a.team_id = $2 AND a.connected_at IS NOT NULL
        AND a.ended_at > now() - coalesce((t.rules->>'lastAgentMs')::float8, $3) * interval '1 millisecond'
      ORDER BY a.ended_at DESC LIMIT 1`,
    values: [customerId, teamId, defaultMs],
  });
  return found.rows[0]?.agent_id ?? null;
}
