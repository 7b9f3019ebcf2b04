import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { declineHandOff, handOffHistoryOf } from "../../rules/hand-off-history.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { noteDeclined } from "../../store/asked-questions.ts";
import { once } from "../../store/command-log.ts";
import { type ConversationWriter, lockConversation, writerOn } from "../../store/conversation-writer.ts";
import { inTransaction } from "../../store/database.ts";
import { commandKey, type App, type CustomerPrincipal } from "../app.ts";

/** "Keep asking": the mean starts anew and nothing prompts for two questions, unless the degree falls further (B3). */
export async function declineHandoff(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["handoff:decline"]>,
): Promise<Record<string, never>> {
  const written = await inTransaction(app.database.main, async (sql) => {
    let writer: ConversationWriter | null = null;
    await once(sql, commandKey(me, "handoff:decline", input), async () => {
      const row = await lockConversation(sql, input.conversationId, me.customerId);
      if (row === null) throw new RefusedError("not_found");
      if (row.state === "closed") throw new RefusedError("closed");
      writer = writerOn(row);
      writer.change(row.id, { hand_off: declineHandOff(handOffHistoryOf(row.hand_off)), mean_degree: null });
      writer.add(row.id, {
        kind: "person_declined",
        author: { kind: "customer", id: me.customerId, name: null },
        data: {},
      });
      await noteDeclined(sql, row.id);
      await writer.flush(sql);
      return {};
    });
    return (writer as ConversationWriter | null)?.written ?? [];
  });
  for (const { item, row } of written) app.publish(tellItem(item, row, null));
  return {};
}
