/** Why somebody was chosen, or something moved, in numbers (C6); taken before it takes effect. */
import { assignmentOf, entryOf } from "./holdings.ts";
import { fits } from "./needs.ts";
import type { Candidate, IneligibleCode, Reason, ReasonWhy } from "./outcome.ts";
import { candidate, entryPlace } from "./queries.ts";
import type { AssignmentRow, EntryRow, LineIndex, RoutingState, TeamIndex } from "./state.ts";
import { must, type Stepping } from "./stepping.ts";

const NEXT = 5;

export type ReasonFor = Omit<Reason, "about" | "id" | "at" | "conversationId">;

/** How long an entry has waited, its credit and its place (1-based), as it stands now. */
export function waitNumbers(state: RoutingState, entry: EntryRow, at: number): Record<string, number> {
  const { enteredAt, creditMs, degree } = entry;
  const numbers: Record<string, number> = {
    waitedMs: at - enteredAt,
    creditMs,
    position: entryPlace(state, entry) + 1,
  };
  if (degree !== null) numbers.degree = degree;
  return numbers;
}

/** How long the customer of a chat has waited since the first hand-off, and the credit of that place. */
export function placeNumbers(place: Pick<AssignmentRow, "enteredAt" | "creditMs">, at: number): Record<string, number> {
  return { waitedMs: at - place.enteredAt, creditMs: place.creditMs };
}

interface Choice {
  line: LineIndex;
  teamId: string;
  conversationId: string;
  /** Null: a chat that is offered on. */
  entry: EntryRow | null;
  key: number;
  agentId: string;
  why: ReasonWhy;
  except: readonly string[];
  at: number;
}

/** A choice out of a team's service queue. */
export function reasonFromQueue(state: RoutingState, choice: Choice): ReasonFor {
  const { line, teamId, entry, agentId, except } = choice;
  const team = state.index.teams.get(teamId);
  // In the line of one who is waited for nobody else stands: the others who could be asked are the team's.
  const queue = line.needs === null ? (team ?? line) : line;
  const needs = line.needs === null ? (entry?.needs ?? null) : null;
  const next: Candidate[] = [];
  for (const { id } of queue.ready) {
    if (next.length >= NEXT) break;
    const isAble = needs === null || fits(must(state.agents, id), needs);
    if (isAble && id !== agentId && !except.includes(id)) next.push(candidate(state, id, teamId));
  }
  return {
    teamId,
    entryKey: choice.key,
    why: choice.why,
    chosen: candidate(state, agentId, teamId),
    next,
    notEligible: team === undefined ? noneIneligible() : ineligible(state, team, choice),
    numbers: numbersOf(state, choice),
  };
}

function numbersOf(state: RoutingState, { entry, conversationId, at }: Choice): Record<string, number> {
  if (entry !== null) return waitNumbers(state, entry, at);
  const { turnSince, hops } = state.conversations.get(conversationId) ?? { turnSince: at, hops: 0 };
  const creditMs = assignmentOf(state, conversationId)?.creditMs ?? 0;
  return { waitedMs: at - turnSince, creditMs, hop: hops };
}

function ineligible(state: RoutingState, team: TeamIndex, { line, teamId, except }: Choice) {
  const none = noneIneligible();
  for (const code of ["disabled", "offline", "busy", "not_responding", "leaving", "absent", "full"] as const)
    none[code] = team.standings[code];
  for (const id of new Set(except)) {
    const place = state.index.agents.get(id)?.placed?.teams.get(teamId);
    if (place?.standing === "ready" && line.ready.has(place.a, place.b, id)) none.declined += 1;
  }
  none.needs = line.needs === null ? 0 : team.ready.size - line.ready.size;
  return none;
}

/** A person named the agent, or the agent accepted: nobody was compared. */
export function reasonNamed(
  state: RoutingState,
  at: { teamId: string; entryKey: number },
  agentId: string,
  why: ReasonWhy,
  numbers: Reason["numbers"] = {},
): ReasonFor {
  return { ...at, why, chosen: candidate(state, agentId), next: [], notEligible: noneIneligible(), numbers };
}

/** Nobody is chosen: why work moved, stood back, or a reminder went out. @param at an entry or a conversation */
export function reasonAlone(
  state: RoutingState,
  at: { id: string; teamId: string },
  why: ReasonWhy,
  numbers: Reason["numbers"],
): ReasonFor {
  const conversationId = state.entries.get(at.id)?.conversationId ?? at.id;
  const entryKey = entryOf(state, conversationId)?.key ?? assignmentOf(state, conversationId)?.entryKey ?? 0;
  return { teamId: at.teamId, entryKey, why, chosen: null, next: [], notEligible: noneIneligible(), numbers };
}

/** Tells why an entry moved on or left; taken while it still stands in its line. */
export function tellMove(s: Stepping, about: "requeue" | "diversion", entry: EntryRow, why: ReasonWhy): void {
  const alone = reasonAlone(s.state, entry, why, waitNumbers(s.state, entry, s.at));
  s.reasons.push({ about, id: entry.id, conversationId: entry.conversationId, at: s.at, ...alone });
}

function noneIneligible(): Record<IneligibleCode, number> {
  return {
    disabled: 0,
    offline: 0,
    busy: 0,
    not_responding: 0,
    leaving: 0,
    absent: 0,
    full: 0,
    declined: 0,
    needs: 0,
  };
}
