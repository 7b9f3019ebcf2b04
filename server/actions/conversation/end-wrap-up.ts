import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf } from "../../contract/command.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** The notes after a close are done: the seat is free, and what came of it is stored with the same decision. */
export async function endWrapUp(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["wrap-up:end"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "wrap-up:ended", agentId: me.staffId, conversationId: input.conversationId },
    { command: commandKey(me, "wrap-up:end", input), facts: { outcome: input.outcome } },
  );
  return {};
}
