import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { PROMISE_LINE_MS } from "../../routing/handle-promise.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { newItemId } from "../../store/item-id.ts";
import { toHead } from "../../store/item-rows.ts";
import { bodyHashOf } from "../../store/message-log.ts";
import { isSupervisor, type App, type StaffPrincipal } from "../app.ts";
import type { CallContext } from "../handlers.ts";
import { agentNameOf, headNow } from "./head-now.ts";

/** A message of the agent who serves the conversation; nobody else may write to the customer. */
export async function sendAgentMessage(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["message:send"]>,
  call: CallContext,
): Promise<OutputOf<AgentCommands["message:send"]>> {
  if ((input.text === null) === (input.mediaId === null)) throw new RefusedError("invalid");
  const appended = await app.messageLog.append({
    conversationId: input.conversationId,
    itemId: newItemId(),
    kind: "message",
    isPublic: true,
    authorKind: "agent",
    authorId: me.staffId,
    authorName: me.name,
    clientId: input.clientId,
    bodyHash: bodyHashOf([input.conversationId, input.text, input.mediaId, input.answerId]),
    data: { text: input.text, picture: null, reply: null, requestId: null, answerId: input.answerId, auto: null },
    mediaId: input.mediaId,
    guard: "assignee",
    isStaffWide: isSupervisor(me),
  });
  // Told again on a repeat too: the first telling may be what was lost, and readers know an item by its number.
  const head = await headNow(app, appended);
  const agentName = head.assignee_id === me.staffId ? me.name : await agentNameOf(app, head);
  call.after(() => app.publish(tellItem(appended.item, head, agentName, call.socketId)));
  if (!appended.isRepeat) {
    if (appended.isTurnChanged) app.turnMoved(appended);
    else keepPromise(app, me, input.conversationId, appended.item.createdAt);
  }
  return { item: appended.item, conversation: toHead(head) };
}

/**
 * R48: an answer keeps the promise, also where the agent has spoken last already: then no turn changes, and the engine
 * hears nothing of it. A telling that is lost costs a reminder too many.
 */
function keepPromise(app: App, me: StaffPrincipal, conversationId: string, at: number): void {
  const held = app.dispatcher.isReady ? app.dispatcher.state.conversations.get(conversationId) : undefined;
  if (held === undefined || held.promisedAt === null || at - (held.promiseMadeAt ?? 0) < PROMISE_LINE_MS) return;
  void app.dispatcher
    .dispatch({ type: "promise:made", conversationId, agentId: me.staffId, until: null })
    .catch((error: unknown) => app.log.debug({ err: error, conversationId }, "a kept promise was not told"));
}

/** A note: staff read it, the customer never does. Anybody who may read the conversation may add one, also after it closed. */
export async function addNote(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["note:add"]>,
  call: CallContext,
): Promise<OutputOf<AgentCommands["note:add"]>> {
  const appended = await app.messageLog.append({
    conversationId: input.conversationId,
    itemId: newItemId(),
    kind: "note",
    isPublic: false,
    authorKind: "agent",
    authorId: me.staffId,
    authorName: me.name,
    clientId: input.clientId,
    bodyHash: bodyHashOf([input.conversationId, input.text]),
    data: { text: input.text },
    mediaId: null,
    guard: "reader",
    isStaffWide: isSupervisor(me),
  });
  const head = await headNow(app, appended);
  call.after(() => app.publish(tellItem(appended.item, head, null, call.socketId)));
  return { item: appended.item, conversation: toHead(head) };
}
