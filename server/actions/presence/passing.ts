import type { AgentCommands } from "../../contract/index.ts";
import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { toCustomer, toFollowers, toStaff } from "../../runtime/publication.ts";
import { tellBox } from "../../runtime/tell-box.ts";
import { chapterOf } from "../../store/chapters.ts";
import { mayRead } from "../../store/conversation-views.ts";
import { advanceCursor, publicSeqAt, seqAtPublic } from "../../store/cursors.ts";
import { setProfile } from "../../store/customers.ts";
import { markAnswersRead, moveBox } from "../../store/requests.ts";
import { isSupervisor, type App, type CustomerPrincipal, type StaffPrincipal } from "../app.ts";

/** What passes by: typing, and how far each side has read. Nothing here is numbered; the newest wins. */

export async function customerTypes(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["typing:set"]>,
): Promise<Record<string, never>> {
  // The engine knows who owns a served conversation; elsewhere nobody is there to see it.
  if (app.dispatcher.state.conversations.get(input.conversationId)?.customerId === me.customerId) {
    const preview = input.isTyping ? input.preview : null;
    app.publish([
      toFollowers(input.conversationId, "typing:changed", {
        conversationId: input.conversationId,
        by: "customer",
        staffId: null,
        name: null,
        isTyping: input.isTyping,
        preview,
      }),
    ]);
    return {};
  }
  if ((await chapterOf(app.database.main, me.customerId, input.conversationId)) === null)
    throw new RefusedError("not_found");
  return {};
}

export async function agentTypes(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["typing:set"]>,
): Promise<Record<string, never>> {
  const conversation = app.dispatcher.state.conversations.get(input.conversationId);
  if (conversation?.assigneeId !== me.staffId) throw new RefusedError("not_found");
  app.publish([
    toCustomer(conversation.customerId, "typing:changed", {
      conversationId: input.conversationId,
      name: me.name,
      isTyping: input.isTyping,
    }),
    toFollowers(input.conversationId, "typing:changed", {
      conversationId: input.conversationId,
      by: "agent",
      staffId: me.staffId as never,
      name: me.name,
      isTyping: input.isTyping,
      preview: null,
    }),
  ]);
  return {};
}

export async function customerReads(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["cursor:advance"]>,
): Promise<Record<string, never>> {
  const sql = app.database.main;
  if ((await chapterOf(sql, me.customerId, input.conversationId)) === null) throw new RefusedError("not_found");
  const cursor = await advanceCursor(sql, input.conversationId, "customer", input);
  if (cursor === null) return {};
  const [deliveredSeq, readSeq] = await Promise.all([
    seqAtPublic(sql, input.conversationId, cursor.deliveredSeq),
    seqAtPublic(sql, input.conversationId, cursor.readSeq),
  ]);
  app.publish([
    toFollowers(input.conversationId, "cursor:moved", {
      conversationId: input.conversationId,
      by: "customer",
      cursor: { deliveredSeq, readSeq },
    }),
    toCustomer(me.customerId, "cursor:moved", { conversationId: input.conversationId, by: "customer", cursor }),
  ]);
  const read = await markAnswersRead(sql, input.conversationId, readSeq);
  if (read.length > 0) {
    const boxSeq = await moveBox(sql, me.siteId);
    app.publish(await tellBox(sql, boxSeq, read));
  }
  return {};
}

/** An agent's cursor; the customer sees the furthest of our side. */
export async function agentReads(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["cursor:advance"]>,
): Promise<Record<string, never>> {
  const sql = app.database.main;
  if (!(await mayRead(sql, input.conversationId, me.staffId, isSupervisor(me)))) throw new RefusedError("not_found");
  const cursor = await advanceCursor(sql, input.conversationId, me.staffId, input);
  if (cursor === null) return {};
  const conversation = app.dispatcher.state.conversations.get(input.conversationId);
  // Only the agent who serves tells the customer "read": a supervisor's look is not an agent's.
  if (conversation?.assigneeId === me.staffId) {
    const [deliveredSeq, readSeq] = await Promise.all([
      publicSeqAt(sql, input.conversationId, cursor.deliveredSeq),
      publicSeqAt(sql, input.conversationId, cursor.readSeq),
    ]);
    app.publish([
      toCustomer(conversation.customerId, "cursor:moved", {
        conversationId: input.conversationId,
        by: "staff",
        cursor: { deliveredSeq, readSeq },
      }),
    ]);
  }
  // To this person's own tabs: how far a colleague has read is not how far they have.
  app.publish([toStaff(me.staffId, "cursor:moved", { conversationId: input.conversationId, by: "staff", cursor })]);
  return {};
}

export async function setCustomerProfile(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["profile:set"]>,
): Promise<Record<string, never>> {
  await setProfile(app.database.main, me.customerId, input);
  return {};
}
