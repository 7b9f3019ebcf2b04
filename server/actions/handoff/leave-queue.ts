import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf } from "../../contract/command.ts";
import type { ErrorCode } from "../../contract/errors.ts";
import type { RoutingState } from "../../routing/state.ts";
import { commandKey, type App, type CustomerPrincipal } from "../app.ts";

/** Refuses what is not this customer's, in the words of "not there". */
export const ownedBy =
  (me: CustomerPrincipal, conversationId: string) =>
  (state: RoutingState): ErrorCode | null =>
    state.conversations.get(conversationId)?.customerId === me.customerId ? null : "not_found";

/** Out of the line and back with the library, in the same conversation (C1). */
export async function leaveQueue(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["queue:leave"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "queue:left", conversationId: input.conversationId, how: "cancelled" },
    { command: commandKey(me, "queue:leave", input), guard: ownedBy(me, input.conversationId) },
  );
  return {};
}

/** The customer's page shows who is with them: the agent's count may rise (C4). */
export async function acknowledgeConnection(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["connection:acknowledge"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "connection:acknowledged", conversationId: input.conversationId },
    { command: commandKey(me, "connection:acknowledge", input), guard: ownedBy(me, input.conversationId) },
  );
  return {};
}
