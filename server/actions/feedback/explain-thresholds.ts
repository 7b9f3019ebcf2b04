import type { InputOf, OutputOf } from "../../contract/command.ts";
import { RefusedError } from "../../contract/errors.ts";
import type { feedbackCommands } from "../../contract/feedback-commands.ts";
import { testedReplies } from "../../store/asked-replies.ts";
import { learnedBasesOf } from "../../store/learned-bases.ts";
import { DEFAULT_HAND_OFF, siteById } from "../../store/site.ts";
import type { App, StaffPrincipal } from "../app.ts";

type Commands = typeof feedbackCommands;

const SHOWN = 8;

/** What a team's base was learned from, and what its newest replies were tested against. */
export async function explainThresholds(
  app: App,
  _me: StaffPrincipal,
  { teamId }: InputOf<Commands["thresholds:explain"]>,
): Promise<OutputOf<Commands["thresholds:explain"]>> {
  if (!app.dispatcher.state.teams.has(teamId)) throw new RefusedError("not_found");
  const sql = app.database.main;
  const [site, { bases }, replies] = await Promise.all([
    siteById(sql, app.siteId),
    learnedBasesOf(sql, app.siteId),
    testedReplies(sql, teamId, SHOWN),
  ]);
  return {
    site: site?.handOff ?? DEFAULT_HAND_OFF,
    bases: bases
      .filter((base) => base.teamId === teamId)
      .map(({ category, single, count }) => ({ category: category === "" ? null : category, single, count })),
    replies,
  };
}
