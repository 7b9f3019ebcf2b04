import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf } from "../../contract/command.ts";
import { RefusedError, type ErrorCode } from "../../contract/errors.ts";
import type { RoutingState } from "../../routing/state.ts";
import { commandKey, type App, type StaffPrincipal } from "../app.ts";

/** Refuses everybody but the agent who serves the conversation, as if it were not there. */
const servedByMe =
  (me: StaffPrincipal, conversationId: string) =>
  (state: RoutingState): ErrorCode | null =>
    state.conversations.get(conversationId)?.assigneeId === me.staffId ? null : "not_found";

/** To an agent: an offer, the giver keeps chat and seat until it is accepted. To a team: into its line at the old place. */
export async function startTransfer(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["transfer:start"]>,
): Promise<Record<string, never>> {
  if ((input.toAgentId === null) === (input.toTeamId === null)) throw new RefusedError("invalid");
  const team = input.toTeamId === null ? null : await teamName(app, input.toTeamId);
  await app.dispatcher.dispatch(
    {
      type: "transfer:requested",
      conversationId: input.conversationId,
      byAgentId: me.staffId,
      toAgentId: input.toAgentId,
      toTeamId: input.toTeamId,
    },
    {
      command: commandKey(me, "transfer:start", input),
      guard: servedByMe(me, input.conversationId),
      facts: {
        transferNote: input.note,
        transferTo: input.toTeamId === null || team === null ? null : { teamId: input.toTeamId, name: team },
      },
    },
  );
  return {};
}

async function teamName(app: App, teamId: string): Promise<string> {
  const found = await app.database.main.query<{ name: string }>("SELECT name FROM teams WHERE id = $1", [teamId]);
  if (found.rows[0] === undefined) throw new RefusedError("not_found");
  return found.rows[0].name;
}

export async function withdrawTransfer(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["transfer:withdraw"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "transfer:withdrawn", conversationId: input.conversationId, byAgentId: me.staffId },
    { command: commandKey(me, "transfer:withdraw", input), guard: servedByMe(me, input.conversationId) },
  );
  return {};
}

/** Ends the conversation with an outcome; the seat is free with the same decision. */
export async function closeConversation(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["conversation:close"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "conversation:closed", conversationId: input.conversationId, by: "agent", byId: me.staffId },
    {
      command: commandKey(me, "conversation:close", input),
      guard: servedByMe(me, input.conversationId),
      facts: { outcome: input.outcome },
    },
  );
  return {};
}
