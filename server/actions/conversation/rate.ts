import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { once } from "../../store/command-log.ts";
import { type ConversationWriter, lockConversation, type NewItem, writerOn } from "../../store/conversation-writer.ts";
import { inTransaction, type Sql } from "../../store/database.ts";
import { newestQuestion, noteHelpful, questionBehind } from "../../store/asked-questions.ts";
import { learnPair } from "../../store/learned-pairs.ts";
import { countAnswer } from "../../store/library.ts";
import type { ConversationRow } from "../../store/conversation-writer.ts";
import { commandKey, type App, type CustomerPrincipal } from "../app.ts";

/** Runs `write` on the customer's own locked conversation, once per clientId, and tells what it added. */
async function onOwn(
  app: App,
  me: CustomerPrincipal,
  command: string,
  input: { clientId: string; conversationId: string },
  write: (sql: Sql, row: ConversationRow, writer: ConversationWriter) => Promise<NewItem>,
): Promise<Record<string, never>> {
  let writer: ConversationWriter | null = null;
  await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, command, input), async () => {
      const row = await lockConversation(sql, input.conversationId, me.customerId);
      if (row === null) throw new RefusedError("not_found");
      writer = writerOn(row);
      writer.add(row.id, await write(sql, row, writer));
      await writer.flush(sql);
      return {};
    }),
  );
  for (const { item, row } of (writer as ConversationWriter | null)?.written ?? []) {
    const agentName = row.state === "served" && row.assignee_id !== null ? await app.staffName(row.assignee_id) : null;
    app.publish(tellItem(item, row, agentName));
  }
  return {};
}

/** The rating at the end: once, after the close. */
export async function rateConversation(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["conversation:rate"]>,
): Promise<Record<string, never>> {
  return onOwn(app, me, "conversation:rate", input, async (_sql, row, writer) => {
    if (row.state !== "closed") throw new RefusedError("not_found");
    if (row.rating !== null) throw new RefusedError("already_rated");
    writer.change(row.id, { rating: input.score });
    return {
      kind: "rating",
      author: { kind: "customer", id: me.customerId, name: null },
      data: { score: input.score, comment: input.comment },
    };
  });
}

/** Helpful or not, of one of the library's answers; a second opinion replaces the first. */
export async function rateAnswer(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["answer:rate"]>,
): Promise<Record<string, never>> {
  const rated = await onOwn(app, me, "answer:rate", input, async (sql, row) => {
    const found = await sql.query<{ answer_id: string | null; before: boolean | null }>(
      `SELECT i.data->'reply'->>'answerId' AS answer_id,
        (SELECT (f.data->>'isHelpful')::boolean FROM items f WHERE f.conversation_id = $1 AND f.kind = 'feedback' AND f.data->>'itemId' = $2 ORDER BY f.seq DESC LIMIT 1) AS before
       FROM items i WHERE i.conversation_id = $1 AND i.id = $2::uuid AND i.kind = 'message' AND i.author_kind = 'library'`,
      [row.id, input.itemId],
    );
    const rated = found.rows[0];
    if (rated === undefined) throw new RefusedError("not_found");
    if (rated.answer_id !== null && rated.before !== input.isHelpful) {
      if (rated.before !== null) await countAnswer(sql, rated.answer_id, rated.before ? "helpful" : "not_helpful", -1);
      await countAnswer(sql, rated.answer_id, input.isHelpful ? "helpful" : "not_helpful");
    }
    await learnFromRating(sql, row.id, input, rated.answer_id);
    return {
      kind: "feedback",
      author: { kind: "customer", id: me.customerId, name: null },
      data: { itemId: input.itemId, isHelpful: input.isHelpful, comment: input.comment ?? null },
    };
  });
  await app.library
    .learnedChanged()
    .catch((error: unknown) => app.log.error({ err: error }, "what was learned could not be loaded"));
  app.questionsMoved("unanswered");
  app.questionsMoved("learned");
  return rated;
}

/**
 * What was helpful teaches the matcher: the question belongs to the answer, or does not. An entry the customer chose from
 * suggestions is rated for the question it was suggested to; "none of these" says nothing of any one of them.
 */
async function learnFromRating(
  sql: Sql,
  conversationId: string,
  { itemId, isHelpful }: { itemId: string; isHelpful: boolean },
  answerId: string | null,
): Promise<void> {
  const asked =
    (await questionBehind(sql, conversationId, itemId)) ??
    (answerId === null ? null : await newestQuestion(sql, conversationId, answerId));
  if (asked === null) return;
  await noteHelpful(sql, asked.id, isHelpful);
  if (answerId === null) return;
  await learnPair(sql, {
    siteId: asked.siteId,
    text: asked.text,
    answerId,
    isRight: isHelpful,
    source: "helpful",
    askedQuestionId: asked.id,
    byName: null,
  });
}
