import { createHash } from "node:crypto";
import type { Logger } from "../logging.ts";
import { lowestDegree } from "../rules/hand-off-history.ts";
import { noteChosen, recordAsked } from "../store/asked-questions.ts";
import { lockConversation, writerOn } from "../store/conversation-writer.ts";
import { inTransaction, isDatabaseAway, type Database, type Sql } from "../store/database.ts";
import { moveBox, withdrawAutomatic } from "../store/requests.ts";
import { languageOf, readQuestion, settlesInMs } from "./asked-question.ts";
import { composeReply, type ReplyOptions } from "./asked-reply.ts";
import type { Publication, Publish } from "./publication.ts";
import { tellBox } from "./tell-box.ts";
import { tellItem } from "./tell-items.ts";

export interface Answerer {
  /** The library owes this conversation an answer. */
  poke(conversationId: string): void;
  /** Answers everything that has been owed for longer than this, here or by a node that died. */
  sweep(olderThanMs: number): Promise<number>;
  /** Resolves when nothing is being answered; what may go on is waited for no more. */
  flush(): Promise<void>;
  /** Resolves when nothing is being answered at this moment. */
  settled(): Promise<void>;
}

export interface AnswererOptions extends ReplyOptions {
  database: Database;
  /** How long no further line must have come before a question is answered that the library is not sure of; 0: every line by itself. */
  settleMs?: number;
  /** A question was put on record that the library has no answer to. */
  onUnanswered?(): void;
  publish: Publish;
  log: Logger;
}

/** Answers customers' questions while the library serves them; owed answers are a column, so none is lost with a process. */
export function createAnswerer(options: AnswererOptions): Answerer {
  const { database, log } = options;
  const running = new Map<string, Promise<void>>();
  /** Questions that may go on. */
  const settling = new Map<string, NodeJS.Timeout>();
  let isFlushing = false;

  async function run(conversationId: string): Promise<void> {
    try {
      const waitMs = await answerOnce(options, conversationId, isFlushing ? 0 : (options.settleMs ?? 0));
      if (waitMs > 0) pokeIn(conversationId, waitMs);
    } catch (error) {
      if (isDatabaseAway(error)) log.warn("the database is away; an owed answer waits");
      else log.error({ err: error, conversationId }, "a question could not be answered");
    }
  }

  function pokeIn(conversationId: string, ms: number): void {
    clearTimeout(settling.get(conversationId));
    settling.set(
      conversationId,
      setTimeout(() => poke(conversationId), ms),
    );
  }

  function poke(conversationId: string): void {
    clearTimeout(settling.get(conversationId));
    settling.delete(conversationId);
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
      for (const { id } of found.rows) if (!running.has(id) && !settling.has(id)) poke(id);
      return found.rows.length;
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values());
    },
    async flush() {
      isFlushing = true;
      // What was under way when this began may have been put off.
      while (running.size + settling.size > 0) {
        for (const id of [...settling.keys()]) poke(id);
        await Promise.all(running.values());
      }
      isFlushing = false;
    },
  };
}

/** A UUID that any node derives alike from the question's id. */
function replyIdFor(itemId: string): string {
  const hex = createHash("sha256").update(`reply to ${itemId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Replies to what is owed, or says how long to wait for more of it. */
async function answerOnce(options: AnswererOptions, conversationId: string, settleMs: number): Promise<number> {
  const { database, publish } = options;
  const done = await inTransaction(database.main, async (sql) => {
    const row = await lockConversation(sql, conversationId);
    if (row === null || row.state !== "library" || row.answer_due_at === null) return null;
    const question = await readQuestion(sql, options.library, conversationId);
    const waitMs = question === null ? 0 : settlesInMs(question, row.locked_at.getTime(), settleMs);
    if (waitMs > 0) return { writer: null, waitMs, isUnanswered: false, taken: [] };
    const writer = writerOn(row);
    let isUnanswered = false;
    writer.change(row.id, { answer_due_at: null, turn: "customer", turn_since: row.locked_at });
    if (question !== null) {
      // Before the team is chosen: somebody who writes Chinese is served in Chinese, whatever their browser asks for.
      const language = languageOf(question) ?? row.language;
      if (language !== row.language) {
        writer.change(row.id, { language });
        await writer.flush(sql);
      }
      const { item, decision, asked } = await composeReply(options, sql, row, question);
      if (decision !== null) {
        writer.change(row.id, {
          hand_off: decision.nextHistory,
          lowest_degree: lowestDegree(decision.nextHistory),
          mean_degree: decision.mean,
        });
      }
      const reply = writer.add(row.id, { ...item, clientId: replyIdFor(question.itemId) });
      if (question.chosenId !== null) await noteChosen(sql, row.id, question.chosenId);
      isUnanswered = asked?.say === "honest";
      if (asked !== null)
        await recordAsked(sql, { ...asked, language, replyItemId: reply?.id ?? null, askedAt: row.locked_at });
    }
    await writer.flush(sql);
    const taken = row.handed_off_at === null ? [] : await takeBack(sql, row.site_id, row.id);
    return { writer, waitMs: 0, isUnanswered, taken };
  });
  for (const { item, row } of done?.writer?.written ?? []) publish(tellItem(item, row, null));
  if (done !== null && done.taken.length > 0) publish(done.taken);
  if (done?.isUnanswered === true) options.onUnanswered?.();
  return done?.waitMs ?? 0;
}

/** Who writes again after having been away goes on here: what was kept of them for the message box is withdrawn (C1). */
async function takeBack(sql: Sql, siteId: string, conversationId: string): Promise<Publication[]> {
  const withdrawn = await withdrawAutomatic(sql, conversationId);
  return withdrawn.length === 0 ? [] : tellBox(sql, await moveBox(sql, siteId), withdrawn);
}
