import type { Sql } from "../store/database.ts";

const LONGEST = 4_000;

/** What a customer said that nobody has answered yet, joined by lines; their last question when everything was. Null when they said nothing in words. */
export async function unansweredWords(sql: Sql, conversationId: string): Promise<string | null> {
  const found = await sql.query<{ text: string }>({
    name: "unanswered_words",
    text: `SELECT data->>'text' AS text FROM items
      WHERE conversation_id = $1 AND kind = 'message' AND author_kind = 'customer' AND data->>'text' IS NOT NULL
        AND seq > coalesce((SELECT max(seq) FROM items WHERE conversation_id = $1 AND kind = 'message' AND author_kind = 'agent'), 0)
      ORDER BY seq DESC LIMIT 20`,
    values: [conversationId],
  });
  return joined(found.rows);
}

/** The customer's newest words: what they wrote in a row, up to the last message of anybody else before it. Null when they wrote none. */
export async function newestWords(sql: Sql, conversationId: string): Promise<string | null> {
  const found = await sql.query<{ text: string }>({
    name: "newest_words",
    text: `WITH newest AS (
        SELECT max(seq) AS seq FROM items WHERE conversation_id = $1 AND kind = 'message' AND author_kind = 'customer' AND data->>'text' IS NOT NULL
      ), before AS (
        SELECT coalesce(max(i.seq), 0) AS seq FROM items i, newest WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind <> 'customer' AND i.seq < newest.seq
      )
      SELECT i.data->>'text' AS text FROM items i, before
      WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind = 'customer' AND i.data->>'text' IS NOT NULL AND i.seq > before.seq
      ORDER BY i.seq DESC LIMIT 20`,
    values: [conversationId],
  });
  return found.rows.length === 0 ? null : joined(found.rows);
}

function joined(rows: readonly { text: string }[]): string | null {
  const words = rows
    .map((row) => row.text)
    .toReversed()
    .join("\n");
  if (words.trim() === "") return null;
  return words.length > LONGEST ? `…${words.slice(-LONGEST)}` : words;
}
