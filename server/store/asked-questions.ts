import { v7 as uuidv7 } from "uuid";
import { columnOf } from "./columns.ts";
import type { Sql } from "./database.ts";
import type { Statement } from "./pipeline.ts";

/** One question that the library replied to, with everything the reply was decided by (B2–B4). */
export interface AskedQuestion {
  siteId: string;
  teamId: string | null;
  conversationId: string;
  /** The customer's last message of the question, and the library's reply to it. */
  itemId: string;
  replyItemId: string | null;
  askedAt: Date;
  text: string;
  language: string | null;
  /** Of the best candidate. */
  category: string | null;
  say: string;
  degree: number;
  mean: number | null;
  /** The best candidate, given or not. */
  answerId: string | null;
  candidates: readonly { answerId: string; degree: number }[];
  promptCause: string | null;
  modelId: string | null;
  thresholds: {
    single: number;
    mean: number;
    reason: string;
    baseSingle: number;
    baseMean: number;
    freeSeats: number;
    totalSeats: number;
    waiting: number;
  };
}

export async function recordAsked(sql: Sql, asked: AskedQuestion): Promise<void> {
  const { thresholds } = asked;
  await sql.query({
    name: "record_asked",
    text: `INSERT INTO asked_questions (id, site_id, team_id, conversation_id, item_id, reply_item_id, asked_at, text, language, category, say, degree, mean,
        answer_id, candidates, prompt_cause, model_id, single_threshold, mean_threshold, threshold_reason, base_single, base_mean, free_seats, total_seats, waiting)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) ON CONFLICT (item_id) DO NOTHING`,
    values: [
      uuidv7(),
      asked.siteId,
      asked.teamId,
      asked.conversationId,
      asked.itemId,
      asked.replyItemId,
      asked.askedAt,
      asked.text,
      asked.language,
      asked.category,
      asked.say,
      asked.degree,
      asked.mean,
      asked.answerId,
      JSON.stringify(asked.candidates),
      asked.promptCause,
      asked.modelId,
      thresholds.single,
      thresholds.mean,
      thresholds.reason,
      thresholds.baseSingle,
      thresholds.baseMean,
      thresholds.freeSeats,
      thresholds.totalSeats,
      thresholds.waiting,
    ],
  });
}

/** A recorded question as those who learn of it need it. */
export interface KnownQuestion {
  id: string;
  siteId: string;
  text: string;
  say: string;
  answerId: string | null;
  rightAnswerId: string | null;
}

interface KnownRow {
  id: string;
  site_id: string;
  text: string;
  say: string;
  answer_id: string | null;
  right_answer_id: string | null;
}

const KNOWN = "id, site_id, text, say, answer_id, right_answer_id";
const toKnown = (row: KnownRow): KnownQuestion => ({
  id: row.id,
  siteId: row.site_id,
  text: row.text,
  say: row.say,
  answerId: row.answer_id,
  rightAnswerId: row.right_answer_id,
});

/** The question behind one of a conversation's items: the customer's message, or the library's reply; null when there is none. */
export async function questionBehind(sql: Sql, conversationId: string, itemId: string): Promise<KnownQuestion | null> {
  const found = await sql.query<KnownRow>({
    name: "question_behind",
    text: `SELECT ${KNOWN} FROM asked_questions WHERE conversation_id = $1 AND (item_id = $2 OR reply_item_id = $2)`,
    values: [conversationId, itemId],
  });
  return found.rows[0] === undefined ? null : toKnown(found.rows[0]);
}

/** The newest question of a conversation; with an entry, the newest for which the customer chose it. */
export async function newestQuestion(
  sql: Sql,
  conversationId: string,
  chosenId: string | null = null,
): Promise<KnownQuestion | null> {
  const found = await sql.query<KnownRow>({
    name: "newest_question",
    text: `SELECT ${KNOWN} FROM asked_questions WHERE conversation_id = $1 AND ($2::uuid IS NULL OR right_answer_id = $2)
      ORDER BY asked_at DESC, id DESC LIMIT 1`,
    values: [conversationId, chosenId],
  });
  return found.rows[0] === undefined ? null : toKnown(found.rows[0]);
}

/** "Did you mean": the customer chose one of what the newest question was answered with. */
export async function noteChosen(sql: Sql, conversationId: string, answerId: string): Promise<void> {
  await sql.query({
    name: "note_chosen",
    text: `UPDATE asked_questions SET right_answer_id = $2::uuid, feedback_at = clock_timestamp()
      WHERE id = (SELECT id FROM asked_questions WHERE conversation_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1)
        AND say = 'suggest' AND right_by_name IS NULL AND candidates @> jsonb_build_array(jsonb_build_object('answerId', $2::uuid::text))`,
    values: [conversationId, answerId],
  });
}

/** The customer's word on the reply; the newest counts. */
export async function noteHelpful(sql: Sql, id: string, isHelpful: boolean): Promise<void> {
  await sql.query({
    name: "note_helpful",
    text: "UPDATE asked_questions SET is_helpful = $2, feedback_at = clock_timestamp() WHERE id = $1",
    values: [id, isHelpful],
  });
}

/** An agent's word on which entry answers the question; the newest counts. */
export async function noteRight(sql: Sql, id: string, answerId: string, byName: string): Promise<void> {
  await sql.query({
    name: "note_right",
    text: "UPDATE asked_questions SET right_answer_id = $2, right_by_name = $3, feedback_at = clock_timestamp() WHERE id = $1",
    values: [id, answerId, byName],
  });
}

/** "Keep asking": said to the prompt of the newest question. */
export async function noteDeclined(sql: Sql, conversationId: string): Promise<void> {
  await sql.query({
    name: "note_declined",
    text: `UPDATE asked_questions SET is_prompt_declined = true, feedback_at = clock_timestamp()
      WHERE id = (SELECT id FROM asked_questions WHERE conversation_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1) AND prompt_cause IS NOT NULL`,
    values: [conversationId],
  });
}

/**
 * Says that these conversations went to a person: of the newest question of each, and of the ones before that none of
 * them was resolved by the library alone. A return to the line says nothing new.
 */
export const handedOffStatement = (conversationIds: readonly string[], at: Date): Statement => ({
  name: "note_handed_off",
  text: HANDED_OFF,
  values: [columnOf("uuid", conversationIds), at],
});

// Locked in id order, as every writer of several of them does: this runs under the engine's head row, which must not wait.
const HANDED_OFF = `WITH locked AS (
    SELECT id, conversation_id, asked_at FROM asked_questions
    WHERE conversation_id = ANY ($1::uuid[]) AND is_resolved_by_library IS NULL ORDER BY id FOR UPDATE
  ), newest AS (
    SELECT DISTINCT ON (conversation_id) id FROM locked ORDER BY conversation_id, asked_at DESC, id DESC
  )
  UPDATE asked_questions q SET is_resolved_by_library = false,
    handed_off_at = CASE WHEN n.id IS NULL THEN q.handed_off_at ELSE $2 END,
    feedback_at = CASE WHEN n.id IS NULL THEN q.feedback_at ELSE clock_timestamp() END
  FROM locked l LEFT JOIN newest n ON n.id = l.id
  WHERE q.id = l.id AND q.id = ANY (ARRAY(SELECT id FROM locked))`;

/** Says that a person has come to these conversations. */
export const servedStatement = (conversationIds: readonly string[], at: Date): Statement => ({
  name: "note_served",
  text: `UPDATE asked_questions SET served_at = $2 WHERE id = ANY (ARRAY(SELECT id FROM asked_questions
    WHERE conversation_id = ANY ($1::uuid[]) AND handed_off_at IS NOT NULL AND served_at IS NULL ORDER BY id FOR UPDATE))`,
  values: [columnOf("uuid", conversationIds), at],
});

/** The customer ended the conversation while the library had it. */
export async function noteResolved(sql: Sql, conversationId: string): Promise<void> {
  await sql.query({
    name: "note_resolved",
    text: `UPDATE asked_questions SET is_resolved_by_library = true, feedback_at = clock_timestamp()
      WHERE conversation_id = $1 AND is_resolved_by_library IS NULL`,
    values: [conversationId],
  });
}

/** Whoever has said nothing for this long is not coming back to the question. Returns how many questions that settled. */
export async function noteLeft(sql: Sql, quietMs: number): Promise<number> {
  const done = await sql.query({
    name: "note_left",
    text: `UPDATE asked_questions SET is_resolved_by_library = true, feedback_at = clock_timestamp()
      WHERE id IN (SELECT q.id FROM asked_questions q JOIN conversations c ON c.id = q.conversation_id
        WHERE q.is_resolved_by_library IS NULL AND q.asked_at < now() - $1 * interval '1 millisecond' AND q.asked_at > now() - interval '2 days'
          AND c.state = 'library' AND c.last_at < now() - $1 * interval '1 millisecond' ORDER BY q.id LIMIT 500 FOR UPDATE OF q SKIP LOCKED)`,
    values: [quietMs],
  });
  return done.rowCount ?? 0;
}

/** What is recorded of a question, as far as the thresholds learn from it. */
export interface HeardQuestion {
  degree: number;
  category: string | null;
  answerId: string | null;
  isPersonOffered: boolean;
  isPromptDeclined: boolean;
  isHelpful: boolean | null;
  rightAnswerId: string | null;
  isHandedOff: boolean;
  isResolvedByLibrary: boolean | null;
}

/** The newest questions of a team of which something was heard, in the order in which it was heard. */
export async function heardQuestions(sql: Sql, teamId: string, most: number): Promise<HeardQuestion[]> {
  const found = await sql.query<HeardQuestion>({
    name: "heard_questions",
    text: `SELECT degree, category, answer_id AS "answerId", coalesce(prompt_cause IN ('single', 'mean'), false) AS "isPersonOffered",
        is_prompt_declined AS "isPromptDeclined", is_helpful AS "isHelpful", right_answer_id AS "rightAnswerId",
        handed_off_at IS NOT NULL AS "isHandedOff", is_resolved_by_library AS "isResolvedByLibrary"
      FROM (SELECT * FROM asked_questions WHERE team_id = $1 AND feedback_at IS NOT NULL AND degree IS NOT NULL ORDER BY feedback_at DESC, id DESC LIMIT $2) newest
      ORDER BY feedback_at, id`,
    values: [teamId, most],
  });
  return found.rows;
}
