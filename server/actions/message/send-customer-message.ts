import type { InputOf, OutputOf } from "../../contract/command.ts";
import type { CustomerCommands } from "../../contract/customer-commands.ts";
import { toCustomerItem } from "../../contract/customer-items.ts";
import { refusalOf, RefusedError } from "../../contract/errors.ts";
import { tellItem } from "../../runtime/tell-items.ts";
import { openConversation } from "../../store/customers.ts";
import { newItemId } from "../../store/item-id.ts";
import { toCustomerHead } from "../../store/item-rows.ts";
import { bodyHashOf, type Appended, type Send } from "../../store/message-log.ts";
import type { App, CustomerPrincipal } from "../app.ts";
import type { CallContext } from "../handlers.ts";
import { agentNameOf, headNow } from "./head-now.ts";

type Input = InputOf<CustomerCommands["message:send"]>;

/** Rounds of "it closed meanwhile, open another": each needs a close in between, so two are plenty. */
const MAX_ROUNDS = 3;

/** A customer's message: stored, then told. To a closed chapter it goes into the open one, made when there is none. */
export async function sendCustomerMessage(
  app: App,
  me: CustomerPrincipal,
  input: Input,
  call: CallContext,
): Promise<OutputOf<CustomerCommands["message:send"]>> {
  if ((input.text === null) === (input.mediaId === null)) throw new RefusedError("invalid");
  const appended = await appendSomewhere(app, me, input);
  const { item } = appended;
  const head = await headNow(app, appended);
  const agentName = await agentNameOf(app, head);
  app.noteCustomerFollows(me.customerId, head.id);
  // Told again on a repeat too: the first telling may be what was lost, and readers know an item by its number.
  call.after(() => app.publish(tellItem(item, head, agentName, call.socketId)));
  if (!appended.isRepeat) {
    if (appended.isAnswerDue && head.state === "library") app.pokeAnswerer(head.id);
    if (appended.isTurnChanged) app.turnMoved(appended);
  }
  const publicItem = toCustomerItem(item);
  if (publicItem === null) throw new Error("a customer message is always public");
  return { item: publicItem, conversation: toCustomerHead(head, agentName) };
}

async function appendSomewhere(app: App, me: CustomerPrincipal, input: Input): Promise<Appended> {
  let conversationId: string = input.conversationId ?? (await openConversation(app.database.main, me));
  for (let round = 1; ; round += 1) {
    try {
      return await app.messageLog.append(toSend(me, input, conversationId));
    } catch (error) {
      if (refusalOf(error)?.code !== "closed" || round >= MAX_ROUNDS) throw error;
      conversationId = await openConversation(app.database.main, me);
    }
  }
}

function toSend(me: CustomerPrincipal, input: Input, conversationId: string): Send {
  return {
    conversationId,
    itemId: newItemId(),
    kind: "message",
    isPublic: true,
    authorKind: "customer",
    authorId: me.customerId,
    authorName: null,
    clientId: input.clientId,
    // Where it was meant for is not part of the body: a retry after a close names another chapter.
    bodyHash: bodyHashOf([input.text, input.mediaId, input.answerId]),
    data: { text: input.text, picture: null, reply: null, requestId: null, answerId: input.answerId, auto: null },
    mediaId: input.mediaId,
    guard: "customer",
    isStaffWide: false,
  };
}
