import { createHash } from "node:crypto";
import type { ItemOf } from "../contract/items.ts";
import type { Logger } from "../logging.ts";
import { seats } from "../routing/queries.ts";
import type { RoutingState } from "../routing/state.ts";
import { lowestDegree, handOffHistoryOf } from "../rules/hand-off-history.ts";
import { decideReply, DEFAULT_REPLY_SETTINGS, type ReplyDecision } from "../rules/hand-off.ts";
import { chooseTeam } from "../store/choose-team.ts";
import { lockConversation, type ConversationRow, type NewItem, writerOn } from "../store/conversation-writer.ts";
import { inTransaction, isDatabaseAway, type Database, type Sql } from "../store/database.ts";
import { countAnswer } from "../store/library.ts";
import type { Library } from "./library.ts";
import type { Publish } from "./publication.ts";
import { tellItem } from "./tell-items.ts";
import { thresholdsNow } from "./thresholds.ts";

/** Longest question read; the matcher reads less anyway. */
const LONGEST_QUESTION = 4_000;
const SHOWN_CANDIDATES = 5;

export interface Answerer {
  /** The library owes this conversation an answer. */
  poke(conversationId: string): void;
  /** Answers everything that has been owed for longer than this, here or by a node that died. */
  sweep(olderThanMs: number): Promise<number>;
  /** Resolves when nothing is being answered. */
  flush(): Promise<void>;
}

export interface AnswererOptions {
  database: Database;
  library: Library;
  state(): RoutingState;
  publish: Publish;
  log: Logger;
}

interface Question {
  /** Empty when only pictures were sent. */
  text: string;
  /** The entry the customer chose from "did you mean". */
  chosenId: string | null;
  /** The item that is answered; the reply's clientId derives from it, so that two nodes cannot both reply. */
  itemId: string;
}

/** Answers customers' questions while the library serves them; owed answers are a column, so none is lost with a process. */
export function createAnswerer(options: AnswererOptions): Answerer {
  const { database, log } = options;
  const running = new Map<string, Promise<void>>();

  async function run(conversationId: string): Promise<void> {
    try {
      await answerOnce(options, conversationId);
    } catch (error) {
      if (isDatabaseAway(error)) log.warn("the database is away; an owed answer waits");
      else log.error({ err: error, conversationId }, "a question could not be answered");
    }
  }

  function poke(conversationId: string): void {
    // One at a time per conversation; a question that comes meanwhile is found by the run after.
    const before = running.get(conversationId) ?? Promise.resolve();
    const next = before
      .then(() => run(conversationId))
      .finally(() => {
        if (running.get(conversationId) === next) running.delete(conversationId);
      });
    running.set(conversationId, next);
  }

  return {
    poke,
    async sweep(olderThanMs) {
      const found = await database.main.query<{ id: string }>({
        name: "owed_answers",
        text: `SELECT id FROM conversations WHERE state = 'library' AND answer_due_at < now() - $1 * interval '1 millisecond' ORDER BY answer_due_at LIMIT 200`,
        values: [olderThanMs],
      });
      for (const { id } of found.rows) if (!running.has(id)) poke(id);
      return found.rows.length;
    },
    async flush() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** What the customer said since anybody last replied: several lines in a row are one question. */
async function readQuestion(sql: Sql, conversationId: string): Promise<Question | null> {
  const found = await sql.query<{ id: string; text: string | null; answer_id: string | null }>({
    name: "open_question",
    text: `SELECT id, data->>'text' AS text, data->>'answerId' AS answer_id FROM items
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
  return { text, chosenId: last.answer_id, itemId: last.id };
}

/** A UUID that any node derives alike from the question's id. */
function replyIdFor(itemId: string): string {
  const hex = createHash("sha256").update(`reply to ${itemId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function answerOnce(options: AnswererOptions, conversationId: string): Promise<void> {
  const { database, publish } = options;
  const writer = await inTransaction(database.main, async (sql) => {
    const row = await lockConversation(sql, conversationId);
    if (row === null || row.state !== "library" || row.answer_due_at === null) return null;
    const question = await readQuestion(sql, conversationId);
    const now = writerOn(row);
    now.change(row.id, { answer_due_at: null, turn: "customer", turn_since: row.locked_at });
    if (question !== null) {
      // Before the team is chosen: somebody who writes Chinese is served in Chinese, whatever their browser asks for.
      now.change(row.id, { language: languageOf(options.library, question.text) ?? row.language });
      await now.flush(sql);
      const { item, decision } = await composeReply(options, sql, row, question);
      if (decision !== null) {
        now.change(row.id, {
          hand_off: decision.nextHistory,
          lowest_degree: lowestDegree(decision.nextHistory),
          mean_degree: decision.mean,
        });
      }
      now.add(row.id, { ...item, clientId: replyIdFor(question.itemId) });
    }
    await now.flush(sql);
    return now;
  });
  for (const { item, row } of writer?.written ?? []) publish(tellItem(item, row, null));
}

/** From this degree on the matched entry's language is taken for the customer's. */
const SURE_OF_LANGUAGE = 0.3;

/** The language a question is in: its best entry's, or Chinese by its script; null when neither tells. */
function languageOf(library: Library, text: string): string | null {
  const [first] = text === "" ? [] : library.match(text, 1).candidates;
  if (first !== undefined && first.degree >= SURE_OF_LANGUAGE) return library.answer(first.answerId)?.language ?? null;
  return /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? "zh" : null;
}

async function composeReply(
  options: AnswererOptions,
  sql: Sql,
  row: ConversationRow,
  question: Question,
): Promise<{ item: NewItem<"message">; decision: ReplyDecision | null }> {
  const { library } = options;
  const state = options.state();
  const chosen = question.chosenId === null ? undefined : library.answer(question.chosenId);
  const teamId = await chooseTeam(sql, row.id);
  const thresholds = thresholdsNow(state, teamId);
  const places = seats(state, teamId);
  const match = question.text === "" || chosen !== undefined ? null : library.match(question.text, 8);
  const matched = match?.candidates ?? [];
  const medium = match === null ? "picture" : match.hasWords ? "text" : "wordless";
  const decision =
    chosen === undefined
      ? decideReply({
          candidates: matched,
          medium,
          thresholds,
          history: handOffHistoryOf(row.hand_off),
          settings: DEFAULT_REPLY_SETTINGS,
        })
      : null;
  const say = decision?.say ?? "answer";
  const firstId = chosen?.id ?? decision?.candidateIds[0] ?? null;
  const first = firstId === null ? undefined : library.answer(firstId);
  const isSaid = say === "answer" || say === "person" || say === "greeting" || say === "thanks";
  if (say === "answer" && first !== undefined) await countAnswer(sql, first.id, "asked");
  const prompt = say === "picture" ? ({ cause: "picture" } as const) : (decision?.prompt ?? null);
  const data: ItemOf<"message">["data"] = {
    text: isSaid ? (first?.body ?? null) : null,
    picture: null,
    requestId: null,
    answerId: null,
    auto: null,
    reply: {
      say,
      answerId: isSaid && first !== undefined ? (first.id as never) : null,
      title: isSaid ? (first?.title ?? null) : null,
      suggestions:
        say !== "suggest"
          ? []
          : (decision?.candidateIds ?? []).flatMap((id) => {
              const answer = library.answer(id);
              return answer === undefined ? [] : [{ answerId: answer.id as never, title: answer.title }];
            }),
      prompt: prompt === null ? null : { cause: prompt.cause, isAnybodyReachable: places.isAnybodyReachable },
      match: {
        degree: decision?.degree ?? null,
        mean: decision?.mean ?? null,
        candidates: matched.slice(0, SHOWN_CANDIDATES).flatMap((candidate) => {
          const answer = library.answer(candidate.answerId);
          return answer === undefined
            ? []
            : [{ answerId: answer.id as never, title: answer.title, degree: candidate.degree }];
        }),
        thresholds: {
          single: thresholds.single,
          mean: thresholds.mean,
          reason: thresholds.reason,
          freeSeats: places.free,
          totalSeats: places.total,
          waiting: places.waiting,
        },
        modelId: library.status.id,
      },
    },
  };
  return { item: { kind: "message", author: { kind: "library", id: null, name: null }, data }, decision };
}
