/**
 * What a team goes by until an admin has edited it, and how what is stored becomes what is in force. The one place where
 * the product's own choices for queue and assignment stand; each number is a rule of the routing engine's SPEC.md.
 */
import type { StoredRules, TeamColumns, TeamRulesSettings } from "../contract/routing-rules.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export const DEFAULT_COLUMNS: TeamColumns = { offerMs: 20 * SECOND, isAutoAccept: false, maxWaiting: null };

export const DEFAULT_RULES: StoredRules = {
  strategy: "balanced",
  preferMs: 15 * SECOND,
  lastAgentMs: 24 * 60 * MINUTE,
  chatWeight: null,
  memberCapacity: null,
  isLanguageMatched: false,
  isSkillMatched: false,
  skillLevel: 1,
  needsMs: 60 * SECOND,
  vipCreditMs: 0,
  offHours: "message",
  overflow: null,
  longWaitMs: 5 * MINUTE,
  quiet: null,
  wrapUpMs: null,
  ladder: {
    agentMs: 60 * SECOND,
    customerMs: 120 * SECOND,
    supervisorMs: 180 * SECOND,
    reofferMs: 240 * SECOND,
    unresponsiveMs: 300 * SECOND,
    maxHops: 3,
  },
  lapsesAllowed: 2,
};

/** The rules in force: what is stored (`{}` for a team never edited), the rest as the product has it. */
export function rulesOf(stored: Partial<StoredRules>, columns: TeamColumns): TeamRulesSettings {
  return { ...DEFAULT_RULES, ...stored, ladder: { ...DEFAULT_RULES.ladder, ...stored.ladder }, ...columns };
}

/** What is stored of a team's rules, and what goes into its columns. */
export function storedOf(rules: TeamRulesSettings): { stored: StoredRules; columns: TeamColumns } {
  const { offerMs, isAutoAccept, maxWaiting, ...stored } = rules;
  return { stored, columns: { offerMs, isAutoAccept, maxWaiting } };
}

/**
 * The first fault of a team's overflow among all teams, as the engine would meet it: to itself, to a team that is not
 * there, or in a circle. The way is followed as long as each team has one.
 */
export function overflowFault(
  teamId: string,
  toTeamId: string | null,
  nextOf: ReadonlyMap<string, string | null>,
): "self" | "unknown_team" | "circle" | null {
  if (toTeamId === null) return null;
  if (toTeamId === teamId) return "self";
  if (!nextOf.has(toTeamId)) return "unknown_team";
  const seen = new Set([teamId]);
  for (let next: string | null = toTeamId; next !== null; next = nextOf.get(next) ?? null) {
    if (seen.has(next)) return "circle";
    seen.add(next);
  }
  return null;
}
