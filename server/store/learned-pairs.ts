import { v7 as uuidv7 } from "uuid";
import type { Sql } from "./database.ts";

/** What the matcher learns from a question: it is, or is not, answered by this entry. */
export interface LearnedPair {
  siteId: string;
  text: string;
  answerId: string;
  isRight: boolean;
  source: "helpful" | "agent";
  /** Null when the library was not asked: the customer said it to a person. */
  askedQuestionId: string | null;
  byName: string | null;
}

/** Keeps a pair; a second word of the same source on the same question replaces the first. */
export async function learnPair(sql: Sql, pair: LearnedPair): Promise<void> {
  if (pair.askedQuestionId === null)
    await sql.query({
      name: "forget_pair",
      text: "DELETE FROM learned_pairs WHERE site_id = $1 AND asked_question_id IS NULL AND source = $2 AND text = $3",
      values: [pair.siteId, pair.source, pair.text],
    });
  await sql.query({
    name: "learn_pair",
    text: `INSERT INTO learned_pairs (id, site_id, text, answer_id, is_right, source, asked_question_id, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (asked_question_id, source) DO UPDATE SET text = excluded.text, answer_id = excluded.answer_id, is_right = excluded.is_right,
        by_name = excluded.by_name, created_at = now(), revoked_at = NULL`,
    values: [
      uuidv7(),
      pair.siteId,
      pair.text,
      pair.answerId,
      pair.isRight,
      pair.source,
      pair.askedQuestionId,
      pair.byName,
    ],
  });
}

/** The words of one of a customer's messages; null for anything else. */
export async function wordsOfCustomer(sql: Sql, conversationId: string, itemId: string): Promise<string | null> {
  const found = await sql.query<{ text: string | null }>({
    name: "words_of_customer",
    text: "SELECT data->>'text' AS text FROM items WHERE conversation_id = $1 AND id = $2 AND kind = 'message' AND author_kind = 'customer'",
    values: [conversationId, itemId],
  });
  const text = found.rows[0]?.text ?? null;
  return text === null || text.trim() === "" ? null : text;
}
