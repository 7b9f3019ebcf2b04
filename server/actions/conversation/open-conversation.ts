import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import {
  conversationViews,
  customerViewOf,
  earlierConversations,
  itemsAfter,
  itemsBefore,
  listConversations,
  mayRead,
} from "../../store/conversation-views.ts";
import { cursorOf, seqAtPublic } from "../../store/cursors.ts";
import { requestsOfConversation } from "../../store/requests.ts";
import { isSupervisor, type App, type StaffPrincipal } from "../app.ts";
import { headAsNewAs } from "../head-as-new-as.ts";

/** Refuses a conversation this member of staff may not read, as if it were not there. */
export async function requireReader(app: App, me: StaffPrincipal, conversationId: string): Promise<void> {
  if (!(await mayRead(app.database.main, conversationId, me.staffId, isSupervisor(me))))
    throw new RefusedError("not_found");
}

/** A conversation as a screen needs it. The items come last: what was written meanwhile is then in them or comes as an event. */
export async function openConversationForStaff(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:open"]>,
): Promise<OutputOf<AgentCommands["conversation:open"]>> {
  const { conversationId } = input;
  await requireReader(app, me, conversationId);
  const sql = app.database.main;
  const [views, customer, earlier, requests, ownCursor, stored] = await Promise.all([
    conversationViews(sql, [conversationId], me.staffId),
    customerViewOf(sql, conversationId),
    earlierConversations(sql, conversationId, me.staffId),
    requestsOfConversation(sql, conversationId),
    cursorOf(sql, conversationId, me.staffId),
    cursorOf(sql, conversationId, "customer"),
  ]);
  const view = views.get(conversationId);
  if (view === undefined || customer === null) throw new RefusedError("not_found");
  const [deliveredSeq, readSeq] = await Promise.all([
    seqAtPublic(sql, conversationId, stored.deliveredSeq),
    seqAtPublic(sql, conversationId, stored.readSeq),
  ]);
  const { items, hasEarlier } = await itemsBefore(sql, conversationId, null);
  const conversation = await headAsNewAs(view, items.at(-1)?.seq ?? 0, async () => {
    const again = (await conversationViews(sql, [conversationId], me.staffId)).get(conversationId);
    if (again === undefined) throw new RefusedError("not_found");
    return again;
  });
  const isMine = conversation.assigneeId === me.staffId && conversation.state === "served";
  return {
    conversation,
    customer,
    items,
    hasEarlier,
    customerCursor: { deliveredSeq, readSeq },
    ownCursor,
    earlier,
    requests,
    may: { send: isMine, note: true, transfer: isMine, close: isMine, steer: isSupervisor(me) },
  };
}

export async function openEarlierItems(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:earlier"]>,
): Promise<OutputOf<AgentCommands["conversation:earlier"]>> {
  await requireReader(app, me, input.conversationId);
  return itemsBefore(app.database.main, input.conversationId, input.beforeSeq);
}

export async function resumeConversation(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["stream:resume"]>,
): Promise<OutputOf<AgentCommands["stream:resume"]>> {
  await requireReader(app, me, input.conversationId);
  const { items, isDone } = await itemsAfter(app.database.main, input.conversationId, input.afterSeq);
  const conversation = (await conversationViews(app.database.main, [input.conversationId], me.staffId)).get(
    input.conversationId,
  );
  if (conversation === undefined) throw new RefusedError("not_found");
  return { conversation, items, isDone };
}

export async function listForStaff(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:list"]>,
): Promise<OutputOf<AgentCommands["conversation:list"]>> {
  return listConversations(app.database.main, { ...input, readerId: me.staffId, isStaffWide: isSupervisor(me) });
}
