/** Keeps what the teams know about their members: service queues, standings, seats. */
import { freeIn, hundredths } from "./holdings.ts";
import { noteLine, placeAgain, teamIndexOf } from "./index-lines.ts";
import { fits } from "./needs.ts";
import { isReachable } from "./standing.ts";
import type { AgentIndex, AgentRow, Placement, RoutingState, SeatCounts, TeamIndex } from "./state.ts";

type Placed = NonNullable<AgentIndex["placed"]>;

export function agentIndexOf(state: RoutingState, agentId: string): AgentIndex {
  let agent = state.index.agents.get(agentId);
  if (agent === undefined) {
    agent = {
      assignments: new Set(),
      offers: new Set(),
      teamIds: new Set(),
      awaitedBy: new Set(),
      held: 0,
      load: 0,
      placed: null,
    };
    state.index.agents.set(agentId, agent);
  }
  return agent;
}

/** One measure at a time, reused: most of the time it says what is known already. */
const SCRATCH: Placement = { standing: "ready", a: 0, b: 0, free: 0, total: 0 };

/** R10, R12, R15: where the agent stands in a team (null: in the shop), into `SCRATCH`. */
function measure(state: RoutingState, agent: AgentRow, index: AgentIndex, teamId: string | null): Placement {
  const team = teamId === null ? undefined : state.teams.get(teamId);
  const free = freeIn(state, agent, index, teamId);
  const standing = state.index.standingOf(agent, free - hundredths(team?.chatWeight ?? state.settings.weights.chat));
  const hasSeats = standing === "ready" || standing === "full";
  const most = team?.memberCapacity ?? null;
  SCRATCH.standing = standing;
  SCRATCH.free = hasSeats ? Math.max(0, free) : 0;
  SCRATCH.total = hasSeats ? hundredths(most === null ? agent.capacity : Math.min(agent.capacity, most)) : 0;
  SCRATCH.b = agent.idleSince;
  if (team?.strategy === "fewest_served") SCRATCH.a = index.assignments.size + index.offers.size;
  else if (team?.strategy === "round_robin") {
    SCRATCH.a = agent.askedIn[team.id] ?? 0;
    SCRATCH.b = 0;
  } else SCRATCH.a = agent.capacity > 0 ? index.load / hundredths(agent.capacity) : Number.MAX_VALUE;
  return SCRATCH;
}

function countSeats(seats: SeatCounts, place: Placement, isThere: boolean, by: 1 | -1): void {
  seats.standings[place.standing] += by;
  seats.free += by * place.free;
  seats.total += by * place.total;
  if (isThere) seats.reachable += by;
}

/** How many members have languages set, and each skill. */
function countKnowledge(team: TeamIndex, placed: Placed, by: 1 | -1): void {
  if (placed.languages.length > 0) team.speakers += by;
  for (const skill of Object.keys(placed.skills)) {
    const left = (team.skilled.get(skill) ?? 0) + by;
    if (left === 0) team.skilled.delete(skill);
    else team.skilled.set(skill, left);
  }
}

function leaveReady(team: TeamIndex, agentId: string, { a, b }: Placement): void {
  team.ready.delete(a, b, agentId);
  for (const line of team.lines.values()) if (line.ready.delete(a, b, agentId)) noteLine(team, line);
  const held = team.held.get(agentId);
  if (held?.ready.delete(a, b, agentId) === true) noteLine(team, held);
}

function joinReady(team: TeamIndex, agent: AgentRow, { a, b }: Placement): void {
  team.ready.insert(a, b, agent.id);
  for (const line of team.lines.values()) {
    if (!fits(agent, line.needs)) continue;
    line.ready.insert(a, b, agent.id);
    noteLine(team, line);
  }
  const held = team.held.get(agent.id);
  if (held === undefined) return;
  held.ready.insert(a, b, agent.id);
  noteLine(team, held);
}

function isSamePlace(x: Placement, y: Placement): boolean {
  return x.standing === y.standing && x.a === y.a && x.b === y.b && x.free === y.free && x.total === y.total;
}

function noteReachable(state: RoutingState, teamId: string, team: TeamIndex): void {
  if (!state.index.wasReachable.has(teamId)) state.index.wasReachable.set(teamId, team.reachable > 0);
}

/** Takes the agent out of everything the team counts. */
function leaveTeam(state: RoutingState, teamId: string, agentId: string, placed: Placed): void {
  const place = placed.teams.get(teamId);
  if (place === undefined) return;
  const team = teamIndexOf(state, teamId);
  noteReachable(state, teamId, team);
  countSeats(team, place, placed.isReachable, -1);
  countKnowledge(team, placed, -1);
  if (place.standing === "ready") leaveReady(team, agentId, place);
  placed.teams.delete(teamId);
}

/** The agent is a member by now: counts them as measured. */
function joinTeam(state: RoutingState, teamId: string, agent: AgentRow, placed: Placed, measured: Placement): void {
  const place = { ...measured };
  const team = teamIndexOf(state, teamId);
  noteReachable(state, teamId, team);
  placed.teams.set(teamId, place);
  countSeats(team, place, placed.isReachable, 1);
  countKnowledge(team, placed, 1);
  if (place.standing !== "ready") return;
  joinReady(team, agent, place);
  state.index.dirty.add(teamId);
}

/** Moves within the team, if anything is different. */
function moveInTeam(
  state: RoutingState,
  teamId: string,
  agent: AgentRow,
  change: { place: Placement; wasReachable: boolean; isReachable: boolean },
  measured: Placement,
): void {
  const { place, wasReachable, isReachable: isThere } = change;
  if (wasReachable === isThere && isSamePlace(place, measured)) return;
  const team = teamIndexOf(state, teamId);
  if (wasReachable !== isThere) noteReachable(state, teamId, team);
  countSeats(team, place, wasReachable, -1);
  if (place.standing === "ready") leaveReady(team, agent.id, place);
  Object.assign(place, measured);
  countSeats(team, place, isThere, 1);
  if (place.standing !== "ready") return;
  joinReady(team, agent, place);
  state.index.dirty.add(teamId);
}

/** Takes the agent out of every count. */
function unplace(state: RoutingState, agentId: string, index: AgentIndex): void {
  const { placed } = index;
  if (placed === null) return;
  for (const teamId of [...placed.teams.keys()]) leaveTeam(state, teamId, agentId, placed);
  countSeats(state.index.everybody, placed.shop, placed.isReachable, -1);
  index.placed = null;
}

function place(state: RoutingState, agent: AgentRow, index: AgentIndex): void {
  const shop = { ...measure(state, agent, index, null) };
  const { languages, skills } = agent;
  const placed: Placed = { isReachable: isReachable(agent), shop, teams: new Map(), languages, skills };
  index.placed = placed;
  countSeats(state.index.everybody, shop, placed.isReachable, 1);
  for (const teamId of index.teamIds) joinTeam(state, teamId, agent, placed, measure(state, agent, index, teamId));
}

/** The same row in other numbers: only what is different moves. */
function move(state: RoutingState, agent: AgentRow, index: AgentIndex, placed: Placed): void {
  const wasReachable = placed.isReachable;
  const isThere = isReachable(agent);
  const shop = measure(state, agent, index, null);
  if (wasReachable !== isThere || !isSamePlace(placed.shop, shop)) {
    countSeats(state.index.everybody, placed.shop, wasReachable, -1);
    Object.assign(placed.shop, shop);
    countSeats(state.index.everybody, placed.shop, isThere, 1);
  }
  for (const teamId of placed.teams.keys()) {
    if (!index.teamIds.has(teamId)) leaveTeam(state, teamId, agent.id, placed);
  }
  placed.isReachable = isThere;
  for (const teamId of index.teamIds) {
    const measured = measure(state, agent, index, teamId);
    const known = placed.teams.get(teamId);
    if (known === undefined) joinTeam(state, teamId, agent, placed, measured);
    else moveInTeam(state, teamId, agent, { place: known, wasReachable, isReachable: isThere }, measured);
  }
}

/** Brings every count and order up to what the agent's row and holdings say now. */
export function refreshAgent(state: RoutingState, agentId: string): void {
  const agent = state.agents.get(agentId);
  const index = agentIndexOf(state, agentId);
  const { placed } = index;
  index.load = index.held + (agent === undefined ? 0 : workBeside(state, agent));
  if (agent === undefined) unplace(state, agentId, index);
  else if (placed !== null && placed.languages === agent.languages && placed.skills === agent.skills) {
    move(state, agent, index, placed);
  } else {
    unplace(state, agentId, index);
    place(state, agent, index);
  }
  // Whether an entry waits for this agent hangs on whether they can be reached, in its team, and are able.
  for (const entryId of index.awaitedBy) {
    const entry = state.entries.get(entryId);
    if (entry !== undefined) placeAgain(state, entry);
  }
  const isHeldByNothing = index.assignments.size + index.offers.size + index.teamIds.size + index.awaitedBy.size === 0;
  if (agent === undefined && isHeldByNothing) state.index.agents.delete(agentId);
}

/** Wrap-ups and work beside chats, in hundredths. */
function workBeside({ settings }: RoutingState, agent: AgentRow): number {
  const { weights } = settings;
  let load =
    hundredths(weights.request) * agent.sideWork.requests + hundredths(weights.consult) * agent.sideWork.consults;
  for (const { weight } of agent.wrapUps) load += hundredths(weight);
  return load;
}
