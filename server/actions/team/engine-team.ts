import type { StoredRules, TeamColumns } from "../../contract/routing-rules.ts";
import type { TeamRow } from "../../routing/state.ts";
import type { TeamRules } from "../../routing/team-rules.ts";
import { rulesOf } from "../../rules/routing-defaults.ts";

/** A team as the engine holds it, but for its thresholds. */
export type EngineTeam = Omit<TeamRow, "thresholds">;

/** A stored team in the engine's words. How long somebody counts as the last agent is for whoever asks, not for the engine. */
export function engineTeam(
  team: { id: string; agentIds: readonly string[]; stored: Partial<StoredRules>; columns: TeamColumns },
  hours: TeamRules["hours"],
): EngineTeam {
  const { lastAgentMs: _, ...rules } = rulesOf(team.stored, team.columns);
  return { id: team.id, agentIds: team.agentIds, ...rules, hours };
}
