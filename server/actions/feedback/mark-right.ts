import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { feedbackCommands } from "../../contract/feedback-commands.ts";
import { noteRight, questionBehind } from "../../store/asked-questions.ts";
import { once } from "../../store/command-log.ts";
import { lockConversation } from "../../store/conversation-writer.ts";
import { inTransaction } from "../../store/database.ts";
import { learnPair, wordsOfCustomer } from "../../store/learned-pairs.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";
import { requireReader } from "../conversation/open-conversation.ts";

type Commands = typeof feedbackCommands;

/**
 * An agent says which entry answers a question. The matcher learns the pair, the thresholds whether the library's first
 * candidate was right. What a customer said to a person, without the library, teaches the pair only.
 */
export async function markRight(
  app: App,
  me: StaffPrincipal,
  input: InputOf<Commands["answer:mark-right"]>,
): Promise<OutputOf<Commands["answer:mark-right"]>> {
  const { conversationId, itemId, answerId } = input;
  await requireReader(app, me, conversationId);
  if (app.library.answer(answerId)?.kind !== "answer") throw new RefusedError("not_found");
  const done = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "answer:mark-right", input), async () => {
      const row = await lockConversation(sql, conversationId);
      if (row === null) throw new RefusedError("not_found");
      const asked = await questionBehind(sql, conversationId, itemId);
      const text = asked?.text ?? (await wordsOfCustomer(sql, conversationId, itemId));
      if (text === null) throw new RefusedError("not_found");
      if (asked !== null) await noteRight(sql, asked.id, answerId, me.name);
      await learnPair(sql, {
        siteId: row.site_id,
        text,
        answerId,
        isRight: true,
        source: "agent",
        askedQuestionId: asked?.id ?? null,
        byName: me.name,
      });
      return { isLearned: true };
    }),
  );
  await app.library
    .learnedChanged()
    .catch((error: unknown) => app.log.error({ err: error }, "what was learned could not be loaded"));
  app.questionsMoved("learned");
  return done;
}
