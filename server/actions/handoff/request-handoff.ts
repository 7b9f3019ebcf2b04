import type { CustomerCommands } from "../../contract/customer-commands.ts";
import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError, refusalOf } from "../../contract/errors.ts";
import { DEFAULT_RULES } from "../../rules/routing-defaults.ts";
import { chapterOf } from "../../store/chapters.ts";
import { openConversation } from "../../store/customers.ts";
import { commandKey, type App, type CustomerPrincipal } from "../app.ts";
import { chooseTeam, closedTeams } from "../../store/choose-team.ts";
import { handOffStanding, lastAgent } from "../../store/hand-off-standing.ts";

/** Into the line, at a place that the worst match so far and a place lost by being away decide. */
export async function requestHandoff(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["handoff:request"]>,
): Promise<OutputOf<CustomerCommands["handoff:request"]>> {
  const sql = app.database.main;
  let chapter = input.conversationId === null ? null : await chapterOf(sql, me.customerId, input.conversationId);
  if (input.conversationId !== null && chapter === null) throw new RefusedError("not_found");
  if (chapter === null || chapter.state === "closed")
    chapter = await chapterOf(sql, me.customerId, await openConversation(sql, me));
  if (chapter === null) throw new RefusedError("not_found");
  try {
    return await enterLine(app, me, input, chapter.id);
  } catch (error) {
    // It closed while we looked: the customer wants a person all the same.
    if (refusalOf(error)?.code !== "closed") throw error;
    return enterLine(app, me, input, await openConversation(sql, me));
  }
}

async function enterLine(
  app: App,
  me: CustomerPrincipal,
  input: InputOf<CustomerCommands["handoff:request"]>,
  id: string,
): Promise<OutputOf<CustomerCommands["handoff:request"]>> {
  const sql = app.database.main;
  const { state } = app.dispatcher;
  const [standing, teamId] = await Promise.all([handOffStanding(sql, id), chooseTeam(sql, id, closedTeams(state))]);
  if (teamId === null) throw new RefusedError("nobody_available");
  const team = state.teams.get(teamId);
  const isLastAgentFirst = team?.strategy === "last_agent";
  await app.dispatcher
    .dispatch(
      {
        type: "handoff:requested",
        conversationId: id,
        customerId: me.customerId,
        teamId,
        customerPresentOn: app.customerPresence(me.customerId),
        preferAgentId: isLastAgentFirst ? await lastAgent(sql, me.customerId, teamId, DEFAULT_RULES.lastAgentMs) : null,
        ...standing,
      },
      { command: commandKey(me, "handoff:request", input) },
    )
    .catch((error: unknown) => {
      // When it opens is what a customer wants to know next.
      if (refusalOf(error)?.code !== "team_closed") throw error;
      throw new RefusedError("team_closed", {
        opensAt: app.dispatcher.state.teams.get(teamId)?.hours?.turnsAt[0] ?? null,
      });
    });
  const now = await chapterOf(sql, me.customerId, id);
  if (now === null) throw new RefusedError("not_found");
  return { conversation: now, place: app.placeOf(id) };
}
