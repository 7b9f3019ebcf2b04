/** Keeps what the teams know about their members: service queue, standings, seats. */
import { OrderedIndex } from "./ordered-index.ts";
import { isReachable } from "./standing.ts";
import type { AgentIndex, RoutingState, SeatCounts, TeamIndex } from "./state.ts";

export function noSeats(): SeatCounts {
  const standings = { disabled: 0, offline: 0, busy: 0, absent: 0, full: 0, ready: 0 };
  return { standings, free: 0, total: 0, reachable: 0 };
}

/** The team's index, made when first asked for: rows may be put in any order. */
export function teamIndexOf(state: RoutingState, teamId: string): TeamIndex {
  let team = state.index.teams.get(teamId);
  if (team === undefined) {
    team = { ...noSeats(), waiting: new OrderedIndex(), offerable: new OrderedIndex(), ready: new OrderedIndex() };
    state.index.teams.set(teamId, team);
  }
  return team;
}

export function agentIndexOf(state: RoutingState, agentId: string): AgentIndex {
  let agent = state.index.agents.get(agentId);
  if (agent === undefined) {
    agent = { assignments: new Set(), offers: new Set(), teamIds: new Set(), placed: null };
    state.index.agents.set(agentId, agent);
  }
  return agent;
}

function count(seats: SeatCounts, placed: NonNullable<AgentIndex["placed"]>, by: 1 | -1): void {
  seats.standings[placed.standing] += by;
  seats.free += by * placed.free;
  seats.total += by * placed.total;
  if (placed.isReachable) seats.reachable += by;
}

/** Takes the agent out of every count; `placeAgent` puts them back as they are by then. */
export function liftAgent(state: RoutingState, agentId: string): void {
  const agent = agentIndexOf(state, agentId);
  const placed = agent.placed;
  if (placed === null) return;
  for (const teamId of agent.teamIds) {
    const team = teamIndexOf(state, teamId);
    if (!state.index.wasReachable.has(teamId)) state.index.wasReachable.set(teamId, team.reachable > 0);
    count(team, placed, -1);
    if (placed.standing === "ready") team.ready.delete(placed.ratio, placed.idleSince, agentId);
  }
  count(state.index.everybody, placed, -1);
  agent.placed = null;
}

export function placeAgent(state: RoutingState, agentId: string): void {
  const row = state.agents.get(agentId);
  const agent = agentIndexOf(state, agentId);
  if (row === undefined) {
    if (agent.assignments.size + agent.offers.size + agent.teamIds.size === 0) state.index.agents.delete(agentId);
    return;
  }
  const load = agent.assignments.size + agent.offers.size;
  const standing = state.index.standingOf(row, load);
  const hasSeats = standing === "ready" || standing === "full";
  const placed = {
    standing,
    ratio: row.capacity > 0 ? load / row.capacity : Number.MAX_VALUE,
    idleSince: row.idleSince,
    free: hasSeats ? Math.max(0, row.capacity - load) : 0,
    total: hasSeats ? row.capacity : 0,
    isReachable: isReachable(row),
  };
  agent.placed = placed;
  for (const teamId of agent.teamIds) {
    const team = teamIndexOf(state, teamId);
    if (!state.index.wasReachable.has(teamId)) state.index.wasReachable.set(teamId, team.reachable > 0);
    count(team, placed, 1);
    if (standing !== "ready") continue;
    team.ready.insert(placed.ratio, placed.idleSince, agentId);
    state.index.dirty.add(teamId);
  }
  count(state.index.everybody, placed, 1);
}

export function refreshAgent(state: RoutingState, agentId: string): void {
  liftAgent(state, agentId);
  placeAgent(state, agentId);
}
