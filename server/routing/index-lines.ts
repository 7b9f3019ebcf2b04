/**
 * Keeps the lines of each team: who stands where, and which of the ready members could serve them.
 * Entries with the same needs share a line, so that a choice looks at lines, never at everybody
 * who waits for something nobody has.
 */
import { fits, needsKey } from "./needs.ts";
import { OrderedIndex } from "./ordered-index.ts";
import type { EntryRow, LineIndex, Needs, RoutingState, SeatCounts, TeamIndex } from "./state.ts";

/** Causes for which an entry ahead is passed over; `EntryRow.skips` holds those that have been told. */
export const SKIP_BITS = { absent_customer: 1, needs: 2, resting: 4, waits_for_preferred: 8 } as const;

/** So many empty lines a team keeps, because the same needs come again. */
const KEPT_LINES = 32;

export function noSeats(): SeatCounts {
  const standings = { disabled: 0, offline: 0, busy: 0, not_responding: 0, leaving: 0, absent: 0, full: 0, ready: 0 };
  return { standings, free: 0, total: 0, reachable: 0 };
}

function emptyLine(needs: Needs | null): LineIndex {
  return { needs, offerable: new OrderedIndex(), reoffers: new OrderedIndex(), ready: new OrderedIndex() };
}

/** The team's index, made when first asked for: rows may be put in any order. */
export function teamIndexOf(state: RoutingState, teamId: string): TeamIndex {
  let team = state.index.teams.get(teamId);
  if (team === undefined) {
    team = {
      ...noSeats(),
      ...emptyLine(null),
      waiting: new OrderedIndex(),
      lines: new Map(),
      held: new Map(),
      live: new Set(),
      speakers: 0,
      skilled: new Map(),
      untold: new OrderedIndex(),
    };
    state.index.teams.set(teamId, team);
  }
  return team;
}

/** To be called after every change of a line that is not the team's own. */
export function noteLine(team: TeamIndex, line: LineIndex): void {
  if (line === team) return;
  if (line.ready.size > 0 && line.offerable.size + line.reoffers.size > 0) team.live.add(line);
  else team.live.delete(line);
}

function dropEmptyLines(team: TeamIndex): void {
  for (const [key, line] of team.lines) {
    if (line.offerable.size + line.reoffers.size === 0) team.lines.delete(key);
  }
}

function lineFor(state: RoutingState, team: TeamIndex, needs: Needs | null): LineIndex {
  if (needs === null) return team;
  const key = needsKey(needs);
  let line = team.lines.get(key);
  if (line === undefined) {
    if (team.lines.size >= KEPT_LINES) dropEmptyLines(team);
    line = emptyLine(needs);
    for (const { a, b, id } of team.ready) {
      const agent = state.agents.get(id);
      if (agent !== undefined && fits(agent, needs)) line.ready.insert(a, b, id);
    }
    team.lines.set(key, line);
  }
  return line;
}

function heldLineFor(state: RoutingState, team: TeamIndex, teamId: string, agentId: string): LineIndex {
  let line = team.held.get(agentId);
  if (line === undefined) {
    line = emptyLine(null);
    const place = state.index.agents.get(agentId)?.placed?.teams.get(teamId);
    if (place?.standing === "ready") line.ready.insert(place.a, place.b, agentId);
    team.held.set(agentId, line);
  }
  return line;
}

/** R17: it waits for one agent, who can be reached but has no room, or will be asked first. */
export function isWaitedFor(state: RoutingState, entry: EntryRow): boolean {
  const { preferAgentId, preferUntil } = entry;
  if (preferAgentId === null || preferUntil === null || entry.declinedBy.includes(preferAgentId)) return false;
  const agent = state.agents.get(preferAgentId);
  const index = state.index.agents.get(preferAgentId);
  if (agent === undefined || index?.placed?.isReachable !== true) return false;
  return index.placed.teams.has(entry.teamId) && fits(agent, entry.needs);
}

/** Takes the entry out of every line it may stand in. */
export function unplaceEntry(state: RoutingState, entry: EntryRow): void {
  const team = teamIndexOf(state, entry.teamId);
  const { key, enteredAt, id } = entry;
  team.untold.delete(key, enteredAt, id);
  const home = entry.needs === null ? team : team.lines.get(needsKey(entry.needs));
  if (home?.offerable.delete(key, enteredAt, id) === true) noteLine(team, home);
  const held = entry.preferAgentId === null ? undefined : team.held.get(entry.preferAgentId);
  if (held?.offerable.delete(key, enteredAt, id) !== true) return;
  noteLine(team, held);
  if (held.offerable.size === 0) team.held.delete(entry.preferAgentId ?? "");
}

/** Causes for which somebody behind may go first, as bits. */
function causesOf(entry: EntryRow, isPresent: boolean, isHeld: boolean): number {
  return (
    (isPresent ? 0 : SKIP_BITS.absent_customer) |
    (entry.needs === null ? 0 : SKIP_BITS.needs) |
    (entry.restUntil === null ? 0 : SKIP_BITS.resting) |
    (isHeld ? SKIP_BITS.waits_for_preferred : 0)
  );
}

/** Puts an entry, which stands nowhere, where it can be asked for: nowhere while offered, or its customer is away (R24). */
export function placeEntry(state: RoutingState, entry: EntryRow): void {
  if (entry.state !== "waiting") return;
  const team = teamIndexOf(state, entry.teamId);
  const { key, enteredAt, id } = entry;
  const isPresent = (state.conversations.get(entry.conversationId)?.customerPresentOn.length ?? 0) > 0;
  const isHeld = isWaitedFor(state, entry);
  if ((causesOf(entry, isPresent, isHeld) & ~entry.skips) !== 0) team.untold.insert(key, enteredAt, id);
  if (!isPresent) return;
  const line = isHeld
    ? heldLineFor(state, team, entry.teamId, entry.preferAgentId ?? "")
    : lineFor(state, team, entry.needs);
  line.offerable.insert(key, enteredAt, id);
  noteLine(team, line);
  state.index.dirty.add(entry.teamId);
}

/** The same when something it hangs on has changed. */
export function placeAgain(state: RoutingState, entry: EntryRow): void {
  unplaceEntry(state, entry);
  placeEntry(state, entry);
}

/** A chat whose holder does not answer, or leaves, stands in its team's order until somebody else is asked. */
export function placeReoffer(state: RoutingState, conversationId: string): void {
  const conversation = state.conversations.get(conversationId);
  const was = state.index.reoffers.get(conversationId);
  if (was === undefined && (conversation === undefined || conversation.reoffer === null)) return;
  if (was !== undefined) {
    const team = teamIndexOf(state, was.teamId);
    const line = was.line === "" ? team : team.lines.get(was.line);
    line?.reoffers.delete(was.a, was.b, conversationId);
    if (line !== undefined) noteLine(team, line);
    state.index.reoffers.delete(conversationId);
  }
  const assignment = state.assignments.get(state.index.assignmentOf.get(conversationId) ?? "");
  const isAsking = state.index.offerOf.has(conversationId);
  if (conversation === undefined || conversation.reoffer === null || assignment === undefined || isAsking) return;
  const team = teamIndexOf(state, conversation.teamId);
  const { entryKey: a, enteredAt: b, needs } = assignment;
  const line = lineFor(state, team, needs);
  line.reoffers.insert(a, b, conversationId);
  noteLine(team, line);
  state.index.reoffers.set(conversationId, { teamId: conversation.teamId, line: needsKey(needs), a, b });
  state.index.dirty.add(conversation.teamId);
}
