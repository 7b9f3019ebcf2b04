import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { commandKey, isSupervisor, type App, type StaffPrincipal } from "../app.ts";

/** What agents say of their own time: here again, leaving, owing an answer by. All of it by the engine. */

/** Oneself, or whom a supervisor names. */
function whose(me: StaffPrincipal, agentId: string | null): string {
  if (agentId !== null && agentId !== me.staffId && !isSupervisor(me)) throw new RefusedError("forbidden");
  return agentId ?? me.staffId;
}

/** "I am here": asked again from now on; supervisors may say so for others. */
export async function returnToWork(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["agent:return"]>,
): Promise<Record<string, never>> {
  await app.dispatcher.dispatch(
    { type: "agent:returned", agentId: whose(me, input.agentId ?? null) },
    { command: commandKey(me, "agent:return", input) },
  );
  return {};
}

/** Leaves in so many ms, or stays after all; supervisors may say so for others. */
export async function setLeaving(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["leaving:set"]>,
): Promise<OutputOf<AgentCommands["leaving:set"]>> {
  const agentId = whose(me, input.agentId);
  const isOwn = agentId === me.staffId;
  const { notices } = await app.dispatcher.dispatch(
    { type: "leaving:set", agentId, inMs: input.inMs, byId: isOwn ? null : me.staffId },
    { command: commandKey(me, "leaving:set", input) },
  );
  const said = notices.find((notice) => notice.type === "agent:leaving");
  // Said before, and answered from memory: how it stands now.
  if (said === undefined) return { leavingAt: app.dispatcher.state.agents.get(agentId)?.leavingAt ?? null };
  return { leavingAt: said.leavingAt };
}

/** The longest promise: beyond it nobody waits in a chat. */
const MOST_PROMISED_MS = 30 * 86_400_000;

/** "I owe an answer by": the quiet clock stands still until then. */
export async function makePromise(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["promise:make"]>,
): Promise<Record<string, never>> {
  const { conversationId, until } = input;
  await app.dispatcher.dispatch(
    { type: "promise:made", conversationId, agentId: me.staffId, until },
    {
      command: commandKey(me, "promise:make", input),
      guard: (state) => {
        if (state.conversations.get(conversationId)?.assigneeId !== me.staffId) return "not_found";
        return until !== null && until > state.meta.at + MOST_PROMISED_MS ? "invalid" : null;
      },
    },
  );
  return {};
}
