import type { ShopRouting, TeamRouting } from "../../contract/routing-commands.ts";
import { hoursFrom } from "../../rules/business-hours.ts";
import { DEFAULT_COLUMNS, DEFAULT_RULES, rulesOf } from "../../rules/routing-defaults.ts";
import type { StoredTeamRouting } from "../../store/routing-settings.ts";
import { DEFAULT_INTERVALS, DEFAULT_WEIGHTS, type Site } from "../../store/site.ts";

/** A team's rules in force, and whether it is open by the engine's clock (epoch ms). */
export function teamRoutingView(team: StoredTeamRouting, at: number): TeamRouting {
  const { stored, columns, ...rest } = team;
  const hours = hoursFrom(team.timetable, at);
  return {
    ...rest,
    rules: rulesOf(stored, columns),
    isOpen: hours?.isOpen ?? true,
    nextTurnAt: hours?.turnsAt[0] ?? null,
  } as TeamRouting;
}

export const shopRoutingView = ({ intervals, weights }: Pick<Site, "intervals" | "weights">): ShopRouting => ({
  intervals,
  weights,
});

export const routingDefaults = {
  shop: { intervals: DEFAULT_INTERVALS, weights: DEFAULT_WEIGHTS },
  rules: rulesOf(DEFAULT_RULES, DEFAULT_COLUMNS),
};
