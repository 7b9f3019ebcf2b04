import type { Sql } from "./database.ts";

/** What an agent is about to reply to, and what this conversation knows of the two. */
export interface AssistTurn {
  /** The customer's newest words: what they wrote in a row. Null when they wrote none. */
  question: string | null;
  /** Their newest message in words. */
  itemId: string | null;
  language: string;
  customerName: string | null;
  /** Their kind (customer, courier …): entries for another kind are not for them. */
  askerKind: string;
  /** How the library greets in the conversation's language, while no agent has written: then a hello is in place. */
  greeting: string | null;
  /** What agents wrote after those words, and anywhere in this conversation. */
  sentAfter: { answerId: string | null; text: string | null }[];
  sentTexts: Set<string>;
}

interface TurnRow {
  greeting: string | null;
  language: string;
  customer_name: string | null;
  asker_kind: string;
  lines: { id: string; text: string }[] | null;
  sent: { answerId: string | null; text: string | null; isAfter: boolean }[] | null;
}

/** Longest question handed to the matcher, which reads less anyway. */
const LONGEST = 4_000;

/** The current turn of a conversation, in one read; null when there is no such conversation. */
export async function assistTurn(sql: Sql, conversationId: string): Promise<AssistTurn | null> {
  const found = await sql.query<TurnRow>({
    name: "assist_turn",
    text: `WITH newest AS (
        SELECT max(seq) AS seq FROM items
        WHERE conversation_id = $1 AND kind = 'message' AND author_kind = 'customer' AND data->>'text' IS NOT NULL
      ), before AS (
        SELECT coalesce(max(i.seq), 0) AS seq FROM items i, newest
        WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind <> 'customer' AND i.seq < newest.seq
      )
      SELECT c.language, cu.name AS customer_name, cu.kind AS asker_kind,
        CASE WHEN NOT EXISTS (SELECT 1 FROM items i WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind = 'agent')
          THEN (SELECT a.body FROM answers a WHERE a.site_id = c.site_id AND a.kind = 'greeting' AND a.is_enabled
            AND split_part(a.language, '-', 1) = split_part(c.language, '-', 1) ORDER BY a.id LIMIT 1) END AS greeting,
        (SELECT json_agg(json_build_object('id', l.id, 'text', l.text) ORDER BY l.seq) FROM (
          SELECT i.id, i.seq, i.data->>'text' AS text FROM items i, before
          WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind = 'customer'
            AND i.data->>'text' IS NOT NULL AND i.seq > before.seq ORDER BY i.seq DESC LIMIT 20) l) AS lines,
        (SELECT json_agg(json_build_object('answerId', s.answer_id, 'text', s.text, 'isAfter', s.is_after)) FROM (
          SELECT i.data->>'answerId' AS answer_id, i.data->>'text' AS text, i.seq > newest.seq AS is_after FROM items i, newest
          WHERE i.conversation_id = $1 AND i.kind = 'message' AND i.author_kind = 'agent' ORDER BY i.seq DESC LIMIT 50) s) AS sent
      FROM conversations c JOIN customers cu ON cu.id = c.customer_id WHERE c.id = $1`,
    values: [conversationId],
  });
  const row = found.rows[0];
  if (row === undefined) return null;
  const lines = row.lines ?? [];
  const sent = row.sent ?? [];
  const words = lines.map(({ text }) => text).join("\n");
  return {
    question: words.trim() === "" ? null : words.slice(-LONGEST),
    itemId: lines.at(-1)?.id ?? null,
    language: row.language,
    customerName: row.customer_name,
    askerKind: row.asker_kind,
    greeting: row.greeting,
    sentAfter: sent.filter(({ isAfter }) => isAfter),
    sentTexts: new Set(sent.flatMap(({ text }) => (text === null ? [] : [text.trim()]))),
  };
}

/** A message of an agent in words, with the language of its conversation; null when there is none such. */
export async function agentReply(
  sql: Sql,
  conversationId: string,
  itemId: string,
): Promise<{ text: string; language: string } | null> {
  const found = await sql.query<{ text: string | null; language: string }>({
    name: "agent_reply",
    text: `SELECT i.data->>'text' AS text, c.language FROM items i JOIN conversations c ON c.id = i.conversation_id
      WHERE i.conversation_id = $1 AND i.id = $2 AND i.kind = 'message' AND i.author_kind = 'agent'`,
    values: [conversationId, itemId],
  });
  const row = found.rows[0];
  return row === undefined || row.text === null || row.text.trim() === ""
    ? null
    : { text: row.text, language: row.language };
}
