import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError, refusalOf } from "../../contract/errors.ts";
import { tellBox } from "../../runtime/tell-box.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { once } from "../../store/command-log.ts";
import { chapterOf } from "../../store/chapters.ts";
import { type ConversationWriter, lockConversation, writerOn } from "../../store/conversation-writer.ts";
import { openConversation, setProfile } from "../../store/customers.ts";
import { inTransaction } from "../../store/database.ts";
import { createRequest, moveBox } from "../../store/requests.ts";
import { commandKey, type App, type CustomerPrincipal } from "../app.ts";
import { chooseTeam } from "../../store/choose-team.ts";
import { ownedBy } from "../handoff/leave-queue.ts";

interface Stored {
  requestId: string;
  number: number;
  conversationId: string;
}

/** Leaves a message for later. It is stored before it is acknowledged; who was in line leaves it. */
export async function leaveRequest(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["request:leave"]>,
): Promise<OutputOf<CustomerCommands["request:leave"]>> {
  let conversationId: string = input.conversationId ?? (await openConversation(app.database.main, me));
  const chapter = await chapterOf(app.database.main, me.customerId, conversationId);
  if (chapter === null) throw new RefusedError("not_found");
  if (chapter.state === "closed") conversationId = await openConversation(app.database.main, me);
  const teamId = await chooseTeam(app.database.main, conversationId);
  let writer: ConversationWriter | null = null;
  let boxSeq = 0;
  const stored: Stored = await inTransaction(app.database.main, (sql) =>
    once(sql, commandKey(me, "request:leave", input), async () => {
      const row = await lockConversation(sql, conversationId, me.customerId);
      if (row === null) throw new RefusedError("not_found");
      await setProfile(sql, me.customerId, { name: input.name, contact: input.contact, language: null });
      const request = await createRequest(sql, {
        siteId: me.siteId,
        customerId: me.customerId,
        conversationId: row.id,
        teamId,
        text: input.text,
        contact: input.contact,
        isAutomatic: false,
      });
      writer = writerOn(row);
      writer.add(row.id, {
        kind: "request",
        author: { kind: "customer", id: me.customerId, name: null },
        data: {
          requestId: request.id as never,
          number: request.number,
          text: input.text,
          contact: input.contact,
          isAutomatic: false,
        },
      });
      await writer.flush(sql);
      boxSeq = await moveBox(sql, me.siteId);
      return { requestId: request.id, number: request.number, conversationId: row.id };
    }),
  );
  const written = (writer as ConversationWriter | null)?.written ?? [];
  for (const { item, row } of written) app.publish(tellItem(item, row, null));
  if (written.length > 0) {
    app.publish(await tellBox(app.database.main, boxSeq, [stored.requestId]));
  }
  await leaveLine(app, me, stored.conversationId);
  const conversation = await chapterOf(app.database.main, me.customerId, stored.conversationId);
  if (conversation === null) throw new RefusedError("not_found");
  return { requestId: stored.requestId as never, number: stored.number, conversation };
}

/** The message is kept, so the place in line is given up; not being in line is fine. */
async function leaveLine(app: App, me: CustomerPrincipal, conversationId: string): Promise<void> {
  await app.dispatcher
    .dispatch({ type: "queue:left", conversationId, how: "diverted" }, { guard: ownedBy(me, conversationId) })
    .catch((error: unknown) => {
      if (refusalOf(error) === null) throw error;
    });
}
