/**
 * Brings waiting entries and agents with room together, until no pair is left (R9, R14–R19, R47).
 * Only teams touched since the last match are looked at, so a quiet event costs nothing. A choice
 * costs O(log n), a look at each line that has both work and somebody for it, and one at each
 * resting entry ahead: those declined in the last seconds.
 */
import { startAssignment } from "./assignments.ts";
import { drawBelow } from "./draw-lots.ts";
import { assignmentOf } from "./holdings.ts";
import { makeOffer } from "./offers.ts";
import type { ReasonWhy } from "./outcome.ts";
import { leaveLineAssigned } from "./queue-line.ts";
import { reasonFromQueue } from "./reasons.ts";
import { tellSkips } from "./skips.ts";
import type { EntryRow, LineIndex, RoutingState, TeamRow } from "./state.ts";
import { must, putAgent, type Stepping } from "./stepping.ts";

/** A piece of work and who would be asked for it. */
interface Ask {
  line: LineIndex;
  teamId: string;
  conversationId: string;
  /** With the round as it is for this choice; null = a chat that is offered on. */
  entry: EntryRow | null;
  /** Its place in the team's order. */
  key: number;
  enteredAt: number;
  id: string;
  /** Asked for it, unless lots are drawn; preferred: no lots. */
  agentId: string;
  isPreferred: boolean;
  /** Not to be asked. */
  except: readonly string[];
}

function firstReady(line: LineIndex, except: readonly string[]): string | null {
  for (const { id } of line.ready) if (!except.includes(id)) return id;
  return null;
}

/** R17: asked first if ready, able and not passed over. */
function isPreferredReady(state: RoutingState, line: LineIndex, entry: EntryRow): boolean {
  const { preferAgentId, declinedBy, teamId } = entry;
  if (preferAgentId === null || declinedBy.includes(preferAgentId)) return false;
  const place = state.index.agents.get(preferAgentId)?.placed?.teams.get(teamId);
  return place?.standing === "ready" && line.ready.has(place.a, place.b, preferAgentId);
}

function askOf(line: LineIndex, entry: EntryRow, agentId: string, isPreferred: boolean): Ask {
  const { teamId, conversationId, key, enteredAt, id, declinedBy } = entry;
  return { line, teamId, conversationId, entry, key, enteredAt, id, agentId, isPreferred, except: declinedBy };
}

/** R17, R18: who is asked for this entry now, and in which round. */
function askForEntry(state: RoutingState, line: LineIndex, entry: EntryRow): Ask | null {
  if (isPreferredReady(state, line, entry)) return askOf(line, entry, entry.preferAgentId ?? "", true);
  const agentId = firstReady(line, entry.declinedBy);
  if (agentId !== null) return askOf(line, entry, agentId, false);
  if (entry.restUntil !== null) return null;
  // R18: a new round; whoever said no last is asked last.
  const last = entry.declinedBy.slice(-1);
  const other = firstReady(line, last);
  if (other !== null) return askOf(line, { ...entry, declinedBy: last }, other, false);
  const again = firstReady(line, []);
  return again === null ? null : askOf(line, { ...entry, declinedBy: [] }, again, false);
}

/** R47: never the holder, nor the one before, nor who said no. */
function askForChat(state: RoutingState, line: LineIndex, conversationId: string): Ask | null {
  const { teamId, assigneeId, formerAgentId, reoffer } = must(state.conversations, conversationId);
  const except = [assigneeId ?? "", formerAgentId ?? "", ...(reoffer?.declinedBy ?? [])];
  const agentId = firstReady(line, except);
  if (agentId === null) return null;
  const { entryKey: key, enteredAt } = must(state.assignments, assignmentOf(state, conversationId)?.id);
  const place = { key, enteredAt, id: conversationId };
  return { line, teamId, conversationId, entry: null, ...place, agentId, isPreferred: false, except };
}

function isBefore(x: Ask, y: Ask): boolean {
  if (x.key !== y.key) return x.key < y.key;
  if (x.enteredAt !== y.enteredAt) return x.enteredAt < y.enteredAt;
  return x.id < y.id;
}

/** In one line, the first in order for whom somebody can be asked. In a `manual` team nobody is asked for entries. */
function firstInLine(state: RoutingState, team: TeamRow, line: LineIndex): Ask | null {
  if (line.ready.size === 0) return null;
  let first: Ask | null = null;
  if (team.strategy !== "manual") {
    for (const { id } of line.offerable) {
      first = askForEntry(state, line, must(state.entries, id));
      if (first !== null) break;
    }
  }
  for (const { id } of line.reoffers) {
    const ask = askForChat(state, line, id);
    if (ask === null) continue;
    return first === null || isBefore(ask, first) ? ask : first;
  }
  return first;
}

/** R16: the first of a team. */
function firstInTeam(state: RoutingState, teamId: string): Ask | null {
  const team = state.teams.get(teamId);
  const index = state.index.teams.get(teamId);
  if (team === undefined || index === undefined || index.ready.size === 0) return null;
  let first = firstInLine(state, team, index);
  for (const line of index.live) {
    const ask = firstInLine(state, team, line);
    if (ask !== null && (first === null || isBefore(ask, first))) first = ask;
  }
  return first;
}

/** R15: any of those who can be asked, equally likely. */
function drawReady({ state }: Stepping, { line, teamId, except }: Ask): string {
  const out = new Set<number>();
  for (const id of new Set(except)) {
    const place = state.index.agents.get(id)?.placed?.teams.get(teamId);
    if (place !== undefined && line.ready.has(place.a, place.b, id)) out.add(line.ready.rank(place.a, place.b, id));
  }
  let rank = drawBelow(state, line.ready.size - out.size);
  for (const taken of [...out].sort((x, y) => x - y)) if (taken <= rank) rank += 1;
  return line.ready.at(rank)?.id ?? "";
}

function whyOf(team: TeamRow, ask: Ask): ReasonWhy {
  if (ask.isPreferred) return team.strategy === "last_agent" ? "last_agent" : "preferred";
  const { strategy } = team;
  const isNamed = strategy === "round_robin" || strategy === "random" || strategy === "fewest_served";
  return isNamed ? strategy : "next_in_service";
}

function join(s: Stepping, ask: Ask): void {
  const team = must(s.state.teams, ask.teamId);
  const conversation = must(s.state.conversations, ask.conversationId);
  const isDrawn = team.strategy === "random" && !ask.isPreferred;
  const agentId = isDrawn ? drawReady(s, ask) : ask.agentId;
  const why = ask.entry === null && conversation.reoffer !== null ? conversation.reoffer.why : whyOf(team, ask);
  const reason = reasonFromQueue(s.state, { ...ask, agentId, why, at: s.at });
  const shared = { conversationId: conversation.id, at: s.at };
  if (team.strategy === "round_robin") {
    const agent = must(s.state.agents, agentId);
    putAgent(s, { ...agent, askedIn: { ...agent.askedIn, [team.id]: s.state.meta.seq + 1 } });
  }
  if (ask.entry !== null && team.isAutoAccept) {
    const place = leaveLineAssigned(s, conversation, ask.entry);
    const to = { agentId, place, why: "auto_accept" as const, byId: null, fromAgentId: null, isConnected: false };
    const assignment = startAssignment(s, conversation, to);
    s.reasons.push({ about: "assignment", id: assignment.id, ...shared, ...reason });
  } else {
    const to = { agentId, entry: ask.entry, fromAgentId: ask.entry === null ? conversation.assigneeId : null };
    const offer = makeOffer(s, conversation, { ...to, kind: "reoffer" });
    s.reasons.push({ about: "offer", id: offer.id, ...shared, ...reason });
  }
  s.reasons.push(...tellSkips(s, ask, agentId));
}

/** R14: after it nobody waits while somebody could be asked. Across teams the oldest key goes first. */
export function match(s: Stepping): void {
  const { dirty } = s.state.index;
  let teamIds = [...dirty];
  while (teamIds.length > 0) {
    let first: Ask | null = null;
    const still: string[] = [];
    for (const teamId of teamIds) {
      const ask = firstInTeam(s.state, teamId);
      if (ask === null) continue;
      still.push(teamId);
      if (first === null || isBefore(ask, first)) first = ask;
    }
    if (first !== null) join(s, first);
    teamIds = still;
  }
  dirty.clear();
}
