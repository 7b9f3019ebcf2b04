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
  const words = found.rows
    .map((row) => row.text)
    .toReversed()
    .join("\n");
  if (words.trim() === "") return null;
  return words.length > LONGEST ? `…${words.slice(-LONGEST)}` : words;
}
