/**
 * Brings waiting entries and agents with room together, until no pair is left (R14–R19).
 * Only teams touched since the last match are looked at, so a quiet event costs nothing. A choice
 * costs O(log n) and one look at each resting entry ahead of it: those declined in the last seconds.
 */
import { startAssignment } from "./assignments.ts";
import { makeOffer } from "./offers.ts";
import type { ReasonWhy } from "./outcome.ts";
import { leaveLineAssigned } from "./queue-line.ts";
import { reasonFromQueue } from "./reasons.ts";
import type { EntryRow, RoutingState, TeamIndex } from "./state.ts";
import { must, type Stepping } from "./stepping.ts";

interface Pair {
  /** With the round as it is for this choice. */
  entry: EntryRow;
  agentId: string;
  why: ReasonWhy;
}

function firstReady(team: TeamIndex, except: readonly string[]): string | null {
  for (const { id } of team.ready) if (!except.includes(id)) return id;
  return null;
}

/** R17: who is asked for this entry now, and in which round. */
function pairFor(state: RoutingState, team: TeamIndex, entry: EntryRow): Pair | null {
  const preferred = state.index.agents.get(entry.preferAgentId ?? "");
  if (entry.preferAgentId !== null && preferred?.placed?.standing === "ready") {
    const isAskable = preferred.teamIds.has(entry.teamId) && !entry.declinedBy.includes(entry.preferAgentId);
    if (isAskable) return { entry, agentId: entry.preferAgentId, why: "preferred" };
  }
  const agentId = firstReady(team, entry.declinedBy);
  if (agentId !== null) return { entry, agentId, why: "next_in_service" };
  if (entry.restUntil !== null) return null;
  // R18: a new round; whoever said no last is asked last.
  const last = entry.declinedBy.slice(-1);
  const other = firstReady(team, last);
  if (other !== null) return { entry: { ...entry, declinedBy: last }, agentId: other, why: "next_in_service" };
  const again = firstReady(team, []);
  return again === null ? null : { entry: { ...entry, declinedBy: [] }, agentId: again, why: "next_in_service" };
}

/** R16: the first entry in line for which somebody can be asked. */
function firstPair(state: RoutingState, teamId: string): Pair | null {
  const team = state.index.teams.get(teamId);
  if (team === undefined || team.ready.size === 0) return null;
  for (const { id } of team.offerable) {
    const pair = pairFor(state, team, must(state.entries, id));
    if (pair !== null) return pair;
  }
  return null;
}

function isBefore(x: EntryRow, y: EntryRow): boolean {
  if (x.key !== y.key) return x.key < y.key;
  if (x.enteredAt !== y.enteredAt) return x.enteredAt < y.enteredAt;
  return x.id < y.id;
}

function join(s: Stepping, { entry, agentId, why }: Pair): void {
  const conversation = must(s.state.conversations, entry.conversationId);
  const reason = reasonFromQueue(s.state, entry, agentId, why);
  const shared = { conversationId: conversation.id, at: s.at };
  if (must(s.state.teams, entry.teamId).isAutoAccept) {
    const place = leaveLineAssigned(s, conversation, entry);
    const to = { agentId, place, why: "auto_accept" as const, byId: null, fromAgentId: null, isConnected: false };
    const assignment = startAssignment(s, conversation, to);
    s.reasons.push({ about: "assignment", id: assignment.id, ...shared, ...reason });
  } else {
    const offer = makeOffer(s, conversation, { agentId, entry, fromAgentId: null });
    s.reasons.push({ about: "offer", id: offer.id, ...shared, ...reason });
  }
}

/** R14: after it nobody waits while somebody could be asked. Across teams the oldest key goes first. */
export function match(s: Stepping): void {
  const { dirty } = s.state.index;
  let teamIds = [...dirty];
  while (teamIds.length > 0) {
    let first: Pair | null = null;
    const still: string[] = [];
    for (const teamId of teamIds) {
      const pair = firstPair(s.state, teamId);
      if (pair === null) continue;
      still.push(teamId);
      if (first === null || isBefore(pair.entry, first.entry)) first = pair;
    }
    if (first !== null) join(s, first);
    teamIds = still;
  }
  dirty.clear();
}
