import { isDeepStrictEqual } from "node:util";
import type { RoutingEvent, RoutingEventType } from "../routing/events.ts";
import { assignmentOf } from "../routing/holdings.ts";
import { fits } from "../routing/needs.ts";
import type { Candidate, Change, IneligibleCode, Outcome, Reason } from "../routing/outcome.ts";
import { candidate, serviceQueue } from "../routing/queries.ts";
import { applyOutcome } from "../routing/rows.ts";
import type { Handler } from "../routing/rules.ts";
import { RULES_VERSION, type Meta, type Needs, type RoutingState, type Standing } from "../routing/state.ts";
import { createStep, rules } from "../routing/step.ts";

/** One member of the team at the moment of a decision. */
export interface Member extends Candidate {
  standing: Standing;
  /** Why they could not be chosen; null = they could. */
  code: IneligibleCode | null;
  isChosen: boolean;
}

/** What the choice was made for: who had said no in this round, and what whoever serves it must have. */
export interface Round {
  passedOver: readonly string[];
  needs: Needs | null;
  /** It waited for one agent: the reason counts nobody else as passed over or unfit. */
  isHeld: boolean;
}

const OPEN_ROUND: Round = { passedOver: [], needs: null, isHeld: false };
const SHOWN_NEXT = 5;

/** Somebody was named, or answered: the others were not looked at. */
const NAMED: readonly string[] = ["named_by_giver", "accepted", "supervisor", "supervisor_override", "taken"];

export const wasCompared = ({ about, why, chosen }: Reason): boolean =>
  (about === "offer" || about === "assignment") && chosen !== null && !NAMED.includes(why);

/**
 * Everybody of the team behind a stored reason (C6), in the order in which they would have been asked: those with room as
 * the service queue has them, then the others by load ÷ limit and longest idle.
 * @param state as it was just before the choice
 */
export function fullList(state: RoutingState, reason: Reason, round: Round = OPEN_ROUND): Member[] {
  const ready = serviceQueue(state, reason.teamId, Infinity);
  const isReady = new Set(ready.map(({ agentId }) => agentId));
  const others = (state.teams.get(reason.teamId)?.agentIds ?? [])
    .filter((id) => !isReady.has(id))
    .map((id) => candidate(state, id, reason.teamId))
    .sort(inOrderOfService);
  const isChosen = (id: string): boolean => id === reason.chosen?.agentId;
  return [
    ...ready.map(
      (each): Member => ({
        ...each,
        standing: "ready",
        code: isChosen(each.agentId) ? null : whyNot(state, each.agentId, round),
        isChosen: isChosen(each.agentId),
      }),
    ),
    ...others.map((each): Member => {
      const standing = standingIn(state, each.agentId, reason.teamId);
      return { ...each, standing, code: standing === "ready" ? null : standing, isChosen: isChosen(each.agentId) };
    }),
  ];
}

function standingIn(state: RoutingState, agentId: string, teamId: string): Standing {
  return state.index.agents.get(agentId)?.placed?.teams.get(teamId)?.standing ?? "offline";
}

function whyNot(state: RoutingState, agentId: string, { passedOver, needs }: Round): IneligibleCode | null {
  const agent = state.agents.get(agentId);
  if (agent !== undefined && !fits(agent, needs)) return "needs";
  return passedOver.includes(agentId) ? "declined" : null;
}

function inOrderOfService(x: Candidate, y: Candidate): number {
  const ratio = ({ load, capacity }: Candidate): number => (capacity > 0 ? load / capacity : Infinity);
  return ratio(x) - ratio(y) || x.idleSince - y.idleSince || (x.agentId < y.agentId ? -1 : 1);
}

/** Where a stored reason and the full list do not say the same; nothing when they do, or nobody was compared. */
export function differencesFrom(reason: Reason, members: readonly Member[], isHeld = false): string[] {
  if (!wasCompared(reason)) return [];
  const numbers = ({ standing: _standing, code: _code, isChosen: _isChosen, ...rest }: Member): Candidate => rest;
  const found: string[] = [];
  const chosen = members.find(({ isChosen }) => isChosen);
  if (chosen === undefined || reason.chosen === null || !isDeepStrictEqual(numbers(chosen), reason.chosen))
    found.push("chosen");
  const next = members.filter(({ code, isChosen }) => code === null && !isChosen).slice(0, SHOWN_NEXT);
  if (!isDeepStrictEqual(next.map(numbers), reason.next)) found.push("next");
  const counted: Record<string, number> = {};
  for (const { code } of members) if (code !== null) counted[code] = (counted[code] ?? 0) + 1;
  const codes = new Set([...Object.keys(counted), ...Object.keys(reason.notEligible)]);
  if (isHeld) for (const code of ["declined", "needs"]) codes.delete(code);
  for (const code of codes)
    if ((counted[code] ?? 0) !== ((reason.notEligible as Record<string, number>)[code] ?? 0))
      found.push(`count of ${code}`);
  return found;
}

/** What was changed and reasoned in a step, in order. */
type Trace = { change: Change } | { reason: Reason } | { match: true };

class TracedChanges extends Map<string, Change> {
  trace: Trace[] = [];
  override set(key: string, change: Change): this {
    this.trace?.push({ change });
    return super.set(key, change);
  }
}

class TracedReasons extends Array<Reason> {
  trace: Trace[] = [];
  override push(...reasons: Reason[]): number {
    for (const reason of reasons) this.trace.push({ reason });
    return super.push(...reasons);
  }
}

/** Runs the rules once more and notes the order in which they changed and reasoned. Leaves the state after the step. */
function traced(state: RoutingState, event: RoutingEvent): Trace[] {
  const trace: Trace[] = [];
  const handler = rules.handlers[event.type] as Handler<RoutingEventType>;
  const stepTraced = createStep({
    ...rules,
    handlers: {
      ...rules.handlers,
      [event.type]: ((s, told) => {
        const [changes, reasons] = [new TracedChanges(), new TracedReasons()];
        changes.trace = trace;
        reasons.trace = trace;
        Object.assign(s, { changes, reasons });
        return handler(s, told);
      }) satisfies Handler<RoutingEventType>,
    },
    match(s) {
      trace.push({ match: true });
      rules.match(s);
    },
  });
  stepTraced(state, event);
  return trace;
}

/** The rows a change names, as they are now, so that they can be put back. */
function rowsNow(state: RoutingState, changes: readonly Change[]): Change[] {
  const tables = {
    team: state.teams,
    agent: state.agents,
    conversation: state.conversations,
    entry: state.entries,
    offer: state.offers,
    assignment: state.assignments,
  };
  return changes.map(({ kind, id }) => {
    const row = kind === "settings" ? state.settings : (tables[kind].get(id) ?? null);
    return { kind, id, row, ended: null } as Change;
  });
}

const put = (state: RoutingState, meta: Meta, changes: Change[]): void =>
  applyOutcome(state, { meta, changes, notices: [], reasons: [] });

export interface Recomputed {
  reason: Reason;
  members: Member[];
  /** Where it does not say what is stored; see `differencesFrom`. */
  differences: string[];
  /** False: decided by other rules than ours, so the moment within the step is not known and that before it is shown. */
  isExact: boolean;
}

/**
 * The full list behind one reason of a decision. One event may lead to several choices, each made after the one before it:
 * the rules run once more, and their changes up to this choice are made again.
 * @param state as it was before the event; it is left somewhere within it
 * @param position of the reason among those of the outcome
 */
export function recomputeReason(
  state: RoutingState,
  decided: { event: RoutingEvent; outcome: Outcome; rulesVersion: number },
  position: number,
): Recomputed | null {
  const reason = decided.outcome.reasons[position];
  if (reason === undefined) return null;
  const isExact = decided.rulesVersion === RULES_VERSION;
  const round = isExact ? returnTo(state, decided, position) : OPEN_ROUND;
  const members = fullList(state, reason, round);
  return { reason, members, differences: differencesFrom(reason, members, round.isHeld), isExact };
}

/** Brings the state to just before that choice. */
function returnTo(
  state: RoutingState,
  { event, outcome }: { event: RoutingEvent; outcome: Outcome },
  position: number,
): Round {
  const before = state.meta;
  const undo = rowsNow(state, outcome.changes);
  const trace = traced(state, event);
  put(state, before, undo);
  const places = trace.flatMap((each, at) => ("reason" in each ? [at] : []));
  const end = places[position] ?? trace.length;
  const matched = trace.findIndex((each) => "match" in each);
  const begin = Math.max((places[position - 1] ?? -1) + 1, matched >= 0 && matched < end ? matched + 1 : 0);
  const made = trace.slice(0, begin).flatMap((each) => ("change" in each ? [each.change] : []));
  put(state, { ...before, at: event.at }, made);
  return roundOf(
    state,
    outcome.reasons[position],
    trace.slice(begin, end).flatMap((each) => ("change" in each ? [each.change] : [])),
  );
}

/** A choice may begin a new round: it stands in what was made of the entry then. */
function roundOf(state: RoutingState, reason: Reason | undefined, changes: readonly Change[]): Round {
  const entryId = state.index.entryOf.get(reason?.conversationId ?? "");
  const before = state.entries.get(entryId ?? "");
  const isHeld = (before?.preferUntil ?? null) !== null && before?.preferAgentId === reason?.chosen?.agentId;
  for (const change of changes) {
    if (change.kind !== "entry" || change.id !== entryId) continue;
    const row = change.row ?? change.ended;
    if (row !== null) return { passedOver: row.declinedBy, needs: row.needs, isHeld };
  }
  if (before !== undefined) return { passedOver: before.declinedBy, needs: before.needs, isHeld };
  // A chat that is offered on: never to who has it, nor to who had it before.
  const conversation = state.conversations.get(reason?.conversationId ?? "");
  const { assigneeId = null, formerAgentId = null, reoffer = null } = conversation ?? {};
  const assignment = assignmentOf(state, conversation?.id ?? "");
  const passedOver = [assigneeId, formerAgentId, ...(reoffer?.declinedBy ?? [])].filter((id) => id !== null);
  return { passedOver, needs: assignment?.needs ?? null, isHeld: false };
}
