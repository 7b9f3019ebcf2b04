import type { Sql } from "../store/database.ts";
import type { Library } from "./library.ts";

/** Longest question read; the matcher reads less anyway. */
const LONGEST_QUESTION = 4_000;
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
}

/** What the customer said since anybody last replied: several lines in a row are one question. */
export async function readQuestion(sql: Sql, conversationId: string): Promise<Question | null> {
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
  return {
    text,
    chosenId: last.answer_id,
    itemId: last.id,
    askerKind: last.asker_kind,
    beganAt: found.rows[0]!.created_at.getTime(),
    lastAt: last.created_at.getTime(),
  };
}

/**
 * How long to wait for another line of the same question. What the library surely knows is answered at once; what it would
 * have to guess at, or a greeting, may be the beginning of something: then until no line has come for a moment. A chosen
 * entry and a picture alone are whole as they are.
 */
export function settlesInMs(library: Library, question: Question, now: number, settleMs: number): number {
  if (settleMs === 0 || question.chosenId !== null || question.text === "") return 0;
  const ms = isSureOf(library, question) ? Math.min(SURE_SETTLE_MS, settleMs) : settleMs;
  const until = Math.min(question.lastAt + ms, question.beganAt + MOST_SETTLING * settleMs);
  return Math.max(0, until - now);
}

function isSureOf(library: Library, { text, askerKind }: Question): boolean {
  const [first] = library.match(text, 1, { askerKind }).candidates;
  if (first === undefined || first.degree < SURE_DEGREE) return false;
  const kind = library.answer(first.answerId)?.kind;
  return kind === "answer" || kind === "person";
}

/** From this degree on the matched entry's language is taken for the customer's. */
const SURE_OF_LANGUAGE = 0.3;

/** The language a question is in: its best entry's, or Chinese by its script; null when neither tells. */
export function languageOf(library: Library, { text, askerKind }: Question): string | null {
  const [first] = text === "" ? [] : library.match(text, 1, { askerKind }).candidates;
  if (first !== undefined && first.degree >= SURE_OF_LANGUAGE) return library.answer(first.answerId)?.language ?? null;
  return /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? "zh" : null;
}
