import type { Match } from "../answers/match.ts";
import type { Sql } from "../store/database.ts";
import type { Library } from "./library.ts";

/** Longest question read; the matcher reads less anyway. */
const LONGEST_QUESTION = 4_000;
/** Candidates that a reply is decided by. */
const MOST_CANDIDATES = 8;
/** Whoever goes on writing is answered after this many moments all the same. */
const MOST_SETTLING = 4;
/** From this degree on a question stands by itself: it is answered at once, but for lines sent in the same breath. */
const SURE_DEGREE = 0.7;
const SURE_SETTLE_MS = 30;

export interface Question {
  /** Empty when only pictures were sent. */
  text: string;
  /** The entry the customer chose from "did you mean". */
  chosenId: string | null;
  /** The item that is answered; the reply's clientId derives from it, so that two nodes cannot both reply. */
  itemId: string;
  /** Kind of the customer who asks. */
  askerKind: string | null;
  /** When its first and its last line were written. */
  beganAt: number;
  lastAt: number;
  /** What the library finds in it: once, for everything that is decided by it. Null when there are no words. */
  match: Match | null;
  /** The entries and the model it was read with: what is published meanwhile comes with the next question. */
  entries: Library["entries"];
  modelId: string | null;
}

/** What the customer said since anybody last replied, as the library reads it: several lines in a row are one question. */
export async function readQuestion(sql: Sql, library: Library, conversationId: string): Promise<Question | null> {
  const found = await sql.query<{
    id: string;
    text: string | null;
    answer_id: string | null;
    asker_kind: string | null;
    created_at: Date;
  }>({
    name: "open_question",
    text: `SELECT id, data->>'text' AS text, data->>'answerId' AS answer_id, created_at,
        (SELECT k.kind FROM customers k JOIN conversations c ON c.customer_id = k.id WHERE c.id = $1) AS asker_kind FROM items
      WHERE conversation_id = $1 AND kind = 'message' AND author_kind = 'customer' AND seq > coalesce((
        SELECT max(seq) FROM items WHERE conversation_id = $1 AND ((kind = 'message' AND author_kind <> 'customer') OR kind IN ('left_queue', 'queued', 'assigned'))), 0)
      ORDER BY seq`,
    values: [conversationId],
  });
  const last = found.rows.at(-1);
  if (last === undefined) return null;
  const text = found.rows
    .flatMap((row) => (row.text === null ? [] : [row.text]))
    .join("\n")
    .slice(-LONGEST_QUESTION);
  const askerKind = last.asker_kind;
  return {
    text,
    chosenId: last.answer_id,
    itemId: last.id,
    askerKind,
    beganAt: found.rows[0]!.created_at.getTime(),
    lastAt: last.created_at.getTime(),
    match: text === "" ? null : library.match(text, MOST_CANDIDATES, { askerKind }),
    entries: library.entries,
    modelId: library.status.id,
  };
}

/**
 * How long to wait for another line of the same question. What the library surely knows is answered at once; what it would
 * have to guess at, or a greeting, may be the beginning of something: then until no line has come for a moment. A chosen
 * entry and a picture alone are whole as they are.
 */
export function settlesInMs({ match, chosenId, beganAt, lastAt }: Question, now: number, settleMs: number): number {
  if (settleMs === 0 || chosenId !== null || match === null) return 0;
  const ms = isSureOf(match) ? Math.min(SURE_SETTLE_MS, settleMs) : settleMs;
  const until = Math.min(lastAt + ms, beganAt + MOST_SETTLING * settleMs);
  return Math.max(0, until - now);
}

function isSureOf({ candidates: [first] }: Match): boolean {
  return first !== undefined && first.degree >= SURE_DEGREE && (first.kind === "answer" || first.kind === "person");
}

/** From this degree on the matched entry's language is taken for the customer's. */
const SURE_OF_LANGUAGE = 0.3;

/** The language a question is in: its best entry's, or Chinese by its script; null when neither tells. */
export function languageOf({ text, match, entries }: Question): string | null {
  const first = match?.candidates[0];
  if (first !== undefined && first.degree >= SURE_OF_LANGUAGE) return entries.get(first.answerId)?.language ?? null;
  return /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? "zh" : null;
}
