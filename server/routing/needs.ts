/** R9: what whoever serves an entry has to have: a language, a skill. */
import type { AgentRow, Needs, RoutingState, TeamRow } from "./state.ts";

/** What the customer brought: the language they write in (BCP 47), the category of the question. */
export interface Wants {
  language: string | null;
  skill: string | null;
}

/** Who speaks one kind of a language understands the others. */
function primary(language: string): string {
  const end = language.indexOf("-");
  return (end < 0 ? language : language.slice(0, end)).toLowerCase();
}

export function levelOf(agent: AgentRow, skill: string): number {
  return Object.hasOwn(agent.skills, skill) ? (agent.skills[skill] ?? 0) : 0;
}

/**
 * What this team insists on, or null. A language only where some member has languages set, a skill
 * only where some member has that skill: else it would tell nobody from anybody.
 */
export function needsIn(state: RoutingState, team: TeamRow, wants: Wants): Needs | null {
  const members = state.index.teams.get(team.id);
  const isSpoken = team.isLanguageMatched && (members?.speakers ?? 0) > 0;
  const language = isSpoken && wants.language !== null && wants.language !== "" ? primary(wants.language) : null;
  const isKnown = team.isSkillMatched && (members?.skilled.get(wants.skill ?? "") ?? 0) > 0;
  const skill = isKnown ? wants.skill : null;
  if (language === null && skill === null) return null;
  return { language, skill, level: skill === null ? 0 : team.skillLevel };
}

/** An agent without languages set serves any. */
export function fits(agent: AgentRow, needs: Needs | null): boolean {
  if (needs === null) return true;
  const { language, skill, level } = needs;
  if (language !== null && agent.languages.length > 0) {
    if (!agent.languages.some((spoken) => primary(spoken) === language)) return false;
  }
  return skill === null || levelOf(agent, skill) >= level;
}

/** The same for the same needs; empty for none. */
export function needsKey(needs: Needs | null): string {
  return needs === null ? "" : JSON.stringify([needs.language, needs.skill, needs.level]);
}
