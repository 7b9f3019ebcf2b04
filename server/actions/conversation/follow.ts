import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import type { App, StaffPrincipal } from "../app.ts";
import type { CallContext } from "../handlers.ts";
import { openConversationForStaff, requireReader } from "./open-conversation.ts";

/**
 * Opens and follows: the socket joins before the items are read, so nothing falls between snapshot and events. What other
 * nodes have decided is applied before it joins: who lost a conversation there and reads on would else be taken out of
 * its room again when that decision arrives here.
 */
export async function followConversation(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:open"]>,
  call: CallContext,
): Promise<OutputOf<AgentCommands["conversation:open"]>> {
  await requireReader(app, me, input.conversationId);
  if (app.dispatcher.isReady) await app.dispatcher.catchUp();
  await call.join(`conversation:${input.conversationId}`);
  const opened = await openConversationForStaff(app, me, input);
  app.noteFollowed(input.conversationId, opened.conversation.headSeq);
  return opened;
}

/** Stops following, unless it is one's own conversation: unread counts go on. */
export async function unfollowConversation(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:leave"]>,
  call: CallContext,
): Promise<Record<string, never>> {
  if (app.dispatcher.state.conversations.get(input.conversationId)?.assigneeId !== me.staffId)
    await call.leave(`conversation:${input.conversationId}`);
  return {};
}
