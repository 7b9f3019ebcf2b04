import type { AgentCommands } from "../../contract/index.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import { decisionEntries } from "../../runtime/decision-entries.ts";
import { mayRead } from "../../store/conversation-views.ts";
import { reasonsOf } from "../../store/routing-reasons.ts";
import { isSupervisor, type App, type StaffPrincipal } from "../app.ts";

/** Why a conversation went as it went: every stored reason, oldest first. */
export async function listDecisions(
  app: App,
  me: StaffPrincipal,
  input: InputOf<AgentCommands["decision:list"]>,
): Promise<OutputOf<AgentCommands["decision:list"]>> {
  const sql = app.database.main;
  if (!(await mayRead(sql, input.conversationId, me.staffId, isSupervisor(me)))) throw new RefusedError("not_found");
  return { decisions: await decisionEntries(sql, await reasonsOf(sql, input.conversationId)) };
}
