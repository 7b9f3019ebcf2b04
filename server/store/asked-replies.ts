import type { TestedReply } from "../contract/feedback-commands.ts";
import type { Sql } from "./database.ts";

interface ReplyRow {
  id: string;
  conversation_id: string;
  asked_at: Date;
  text: string;
  category: string | null;
  degree: number;
  mean: number | null;
  base_single: number | null;
  single_threshold: number | null;
  mean_threshold: number | null;
  threshold_reason: string | null;
  free_seats: number | null;
  total_seats: number | null;
  waiting: number | null;
  prompt_cause: string | null;
}

/** The newest replies of a team, newest first, with what they were tested against. Looks at the last day only. */
export async function testedReplies(sql: Sql, teamId: string, limit: number): Promise<TestedReply[]> {
  const found = await sql.query<ReplyRow>({
    name: "tested_replies",
    text: `SELECT q.id, q.conversation_id, q.asked_at, left(q.text, 200) AS text, q.category, q.degree, q.mean, q.base_single, q.single_threshold,
        q.mean_threshold, q.threshold_reason, q.free_seats, q.total_seats, q.waiting, q.prompt_cause
      FROM asked_questions q WHERE q.site_id = (SELECT site_id FROM teams WHERE id = $1) AND q.asked_at > now() - interval '1 day'
        AND q.team_id = $1 AND q.degree IS NOT NULL ORDER BY q.asked_at DESC, q.id DESC LIMIT $2`,
    values: [teamId, limit],
  });
  return found.rows.map((row) => ({
    id: row.id,
    conversationId: row.conversation_id as TestedReply["conversationId"],
    askedAt: row.asked_at.getTime(),
    text: row.text,
    category: row.category,
    degree: row.degree,
    mean: row.mean,
    baseSingle: row.base_single,
    thresholds:
      row.single_threshold === null || row.mean_threshold === null
        ? null
        : {
            single: row.single_threshold,
            mean: row.mean_threshold,
            reason: reasonOf(row.threshold_reason),
            freeSeats: row.free_seats ?? 0,
            totalSeats: row.total_seats ?? 0,
            waiting: row.waiting ?? 0,
          },
    promptCause: row.prompt_cause === "single" || row.prompt_cause === "mean" ? row.prompt_cause : null,
  }));
}

function reasonOf(stored: string | null): "idle" | "normal" | "busy" | "nobody" {
  return stored === "idle" || stored === "busy" || stored === "nobody" ? stored : "normal";
}
