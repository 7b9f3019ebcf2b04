/** Questions to the state; none changes it. */
import { entryOf, loadOf } from "./holdings.ts";
import type { Candidate } from "./outcome.ts";
import type { EntryRow, RoutingState } from "./state.ts";

/** Earliest instant at which `tick` has something to do (epoch ms), or null. */
export function nextDeadline(state: RoutingState): number | null {
  return state.index.deadlines.first()?.a ?? null;
}

/** How many of the entry's line stand before it. */
export function entryPlace(state: RoutingState, entry: EntryRow): number {
  return state.index.teams.get(entry.teamId)?.waiting.rank(entry.key, entry.enteredAt, entry.id) ?? 0;
}

/** The place in line of a conversation (1-based), or null when it is in none. An offered entry still has its place. */
export function positionOf(
  state: RoutingState,
  conversationId: string,
): { position: number; ahead: number; waiting: number } | null {
  const entry = entryOf(state, conversationId);
  if (entry === null) return null;
  const ahead = entryPlace(state, entry);
  return { position: ahead + 1, ahead, waiting: state.index.teams.get(entry.teamId)?.waiting.size ?? 0 };
}

/** The line of a team in order, at most `limit`. */
export function waitingList(state: RoutingState, teamId: string, limit: number): EntryRow[] {
  const list: EntryRow[] = [];
  for (const { id } of state.index.teams.get(teamId)?.waiting ?? []) {
    if (list.length >= limit) break;
    const entry = state.entries.get(id);
    if (entry !== undefined) list.push(entry);
  }
  return list;
}

/**
 * Who is asked next, in order, at most `limit`: members with room in the order of the team's strategy.
 * Where lots are drawn, or nobody is asked, the order by load ÷ limit.
 */
export function serviceQueue(state: RoutingState, teamId: string, limit: number): Candidate[] {
  const list: Candidate[] = [];
  for (const { id } of state.index.teams.get(teamId)?.ready ?? []) {
    if (list.length >= limit) break;
    list.push(candidate(state, id, teamId));
  }
  return list;
}

/** @param teamId whose service queue it is about; null = nobody was compared */
export function candidate(state: RoutingState, agentId: string, teamId: string | null = null): Candidate {
  const agent = state.agents.get(agentId);
  const numbers = { load: loadOf(state, agentId), capacity: agent?.capacity ?? 0, idleSince: agent?.idleSince ?? 0 };
  const strategy = state.teams.get(teamId ?? "")?.strategy;
  if (teamId === null || (strategy !== "round_robin" && strategy !== "fewest_served")) return { agentId, ...numbers };
  return { agentId, ...numbers, rank: state.index.agents.get(agentId)?.placed?.teams.get(teamId)?.a ?? 0 };
}

/** How many of those offerable in the entry's team stand before it, whatever they need. */
export function offerableAhead(state: RoutingState, entry: EntryRow): number {
  const team = state.index.teams.get(entry.teamId);
  if (team === undefined) return 0;
  let ahead = team.offerable.rank(entry.key, entry.enteredAt, entry.id);
  for (const lines of [team.lines, team.held])
    for (const { offerable } of lines.values()) ahead += offerable.rank(entry.key, entry.enteredAt, entry.id);
  return ahead;
}

export interface Seats {
  /** Free and all seats of agents who are available and present, in chats. */
  free: number;
  total: number;
  /** Agents who are available and present. */
  available: number;
  /** Entries in line, offered ones included. */
  waiting: number;
  /** Somebody is available and present, or within the grace. */
  isAnybodyReachable: boolean;
}

/** Seats of a team, or of the whole shop with null (each agent once). */
export function seats(state: RoutingState, teamId: string | null): Seats {
  const team = teamId === null ? undefined : state.index.teams.get(teamId);
  const counts = teamId === null ? state.index.everybody : team;
  return {
    free: (counts?.free ?? 0) / 100,
    total: (counts?.total ?? 0) / 100,
    available: (counts?.standings.ready ?? 0) + (counts?.standings.full ?? 0),
    waiting: teamId === null ? state.entries.size : (team?.waiting.size ?? 0),
    isAnybodyReachable: (counts?.reachable ?? 0) > 0,
  };
}
