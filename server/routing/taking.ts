/** R1, R6, R8, R57, R79: whether a team takes more work, and where it goes if not. */
import { fits, needsIn, needsKey, type Wants } from "./needs.ts";
import type { Needs, RoutingState, TeamIndex, TeamRow } from "./state.ts";

export type NotTaken = "team_closed" | "nobody_available" | "queue_full";

/** How often a hand-off is passed on at most. */
const MOST_MOVES = 3;

/** R57: closed, and it matters: a team may let people queue all the same. */
function isShut({ hours, offHours }: TeamRow): boolean {
  return hours !== null && !hours.isOpen && offHours !== "queue";
}

function isAnybodyReady(state: RoutingState, team: TeamIndex, needs: Needs | null): boolean {
  if (needs === null || team.ready.size === 0) return team.ready.size > 0;
  const line = team.lines.get(needsKey(needs));
  if (line !== undefined) return line.ready.size > 0;
  for (const { id } of team.ready) {
    const agent = state.agents.get(id);
    if (agent !== undefined && fits(agent, needs)) return true;
  }
  return false;
}

/** Why the team takes no more; null = it does. A full line takes whom somebody can be asked for at once. */
export function whyNotTaken(state: RoutingState, team: TeamRow, wants: Wants): NotTaken | null {
  if (isShut(team)) return "team_closed";
  const index = state.index.teams.get(team.id);
  if (index === undefined || index.reachable === 0) return "nobody_available";
  if (team.maxWaiting === null || index.waiting.size < team.maxWaiting) return null;
  const isServed = team.strategy !== "manual" && isAnybodyReady(state, index, needsIn(state, team, wants));
  return isServed ? null : "queue_full";
}

/** R79: where the team sends on what it does not take; null = nowhere, the message box is left. */
function nextAfter(state: RoutingState, team: TeamRow, code: NotTaken): TeamRow | null {
  const { overflow, offHours } = team;
  if (overflow === null || overflow.toTeamId === null) return null;
  const isSentOn = {
    team_closed: overflow.whenClosed || offHours === "overflow",
    nobody_available: overflow.whenNobody,
    queue_full: overflow.whenFull,
  };
  return isSentOn[code] ? (state.teams.get(overflow.toTeamId) ?? null) : null;
}

/**
 * The team that takes a hand-off to `asked`: itself, or the first of the chain that does, and why the
 * first did not. If none does, the code of the first.
 */
export function takerOf(
  state: RoutingState,
  asked: TeamRow,
  wants: Wants,
): { team: TeamRow; not: NotTaken | null } | NotTaken {
  const not = whyNotTaken(state, asked, wants);
  if (not === null) return { team: asked, not };
  const seen = new Set([asked.id]);
  let code: NotTaken = not;
  let team: TeamRow = asked;
  while (seen.size <= MOST_MOVES) {
    const next = nextAfter(state, team, code);
    if (next === null || seen.has(next.id)) break;
    const refused = whyNotTaken(state, next, wants);
    if (refused === null) return { team: next, not };
    seen.add(next.id);
    team = next;
    code = refused;
  }
  return not;
}
