import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf } from "../../contract/command.ts";
import type { RoutingState } from "../../routing/state.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** Whether new work may come to somebody at all; whether they have room is the engine's to say. */
function isThere(state: RoutingState, agentId: string): boolean {
  const standing = state.index.agents.get(agentId)?.placed?.shop.standing;
  return standing === "ready" || standing === "full";
}

/** Takes a waiting conversation where agents choose. Of two who take it at once, the engine gives it to the first. */
export async function takeEntry(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["entry:take"]>,
): Promise<Record<string, never>> {
  const { conversationId } = input;
  await app.dispatcher.dispatch(
    { type: "entry:taken", conversationId, agentId: me.staffId },
    {
      command: commandKey(me, "entry:take", input),
      // Another team's line is not theirs to see.
      guard: (state) => {
        const conversation = state.conversations.get(conversationId);
        const team = conversation === undefined ? undefined : state.teams.get(conversation.teamId);
        if (team?.agentIds.includes(me.staffId) !== true) return "not_found";
        return isThere(state, me.staffId) ? null : "not_available";
      },
    },
  );
  return {};
}
