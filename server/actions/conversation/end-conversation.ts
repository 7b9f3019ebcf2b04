import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError, refusalOf } from "../../contract/errors.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { once } from "../../store/command-log.ts";
import { type ConversationWriter, lockConversation, writerOn } from "../../store/conversation-writer.ts";
import { noteResolved } from "../../store/asked-questions.ts";
import { inTransaction } from "../../store/database.ts";
import { commandKey, type App, type CustomerPrincipal } from "../app.ts";
import { ownedBy } from "../handoff/leave-queue.ts";

/** The customer ends the conversation, whoever serves it: the engine when it holds it, the row itself while the library does. */
export async function endConversation(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["conversation:end"]>,
): Promise<Record<string, never>> {
  const key = commandKey(me, "conversation:end", input);
  try {
    await app.dispatcher.dispatch(
      { type: "conversation:closed", conversationId: input.conversationId, by: "customer", byId: null },
      { command: key, guard: ownedBy(me, input.conversationId) },
    );
    return {};
  } catch (error) {
    if (refusalOf(error)?.code !== "not_found") throw error;
  }
  let writer: ConversationWriter | null = null;
  await inTransaction(app.database.main, (sql) =>
    once(sql, key, async () => {
      const row = await lockConversation(sql, input.conversationId, me.customerId);
      if (row === null) throw new RefusedError("not_found");
      if (row.state === "closed") throw new RefusedError("closed");
      // Handed over between the two looks: the caller's retry finds the engine holding it.
      if (row.state !== "library") throw new RefusedError("slow_down", { retryAfterMs: 200 });
      const at = row.locked_at;
      writer = writerOn(row);
      writer.change(row.id, {
        state: "closed",
        closed_at: at,
        close_reason: "customer",
        turn: "nobody",
        answer_due_at: null,
      });
      writer.add(row.id, {
        kind: "closed",
        author: { kind: "customer", id: me.customerId, name: null },
        data: { reason: "customer", outcome: null },
      });
      await noteResolved(sql, row.id);
      await writer.flush(sql);
      return {};
    }),
  );
  for (const { item, row } of (writer as ConversationWriter | null)?.written ?? [])
    app.publish(tellItem(item, row, null));
  return {};
}
