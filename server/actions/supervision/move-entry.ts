import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf } from "../../contract/command.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** Into another team's line, at the place it has; told to the customer and recorded with who did it. */
export async function moveEntry(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["entry:move"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "entry:moved", conversationId: input.conversationId, teamId: input.teamId, byId: me.staffId },
    { command: commandKey(me, "entry:move", input) },
  );
  return {};
}
