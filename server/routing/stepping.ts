/** What one step carries while it decides, and the only ways in which it changes the state. */
import { deriveId } from "./derive-id.ts";
import type { RoutingEvent } from "./events.ts";
import type { Change, Notice, Outcome, Reason } from "./outcome.ts";
import { putChange } from "./put-row.ts";
import type { Rules } from "./rules.ts";
import type {
  AgentRow,
  AssignmentRow,
  ConversationRow,
  EntryRow,
  OfferRow,
  RoutingState,
  SettingsRow,
  TeamRow,
} from "./state.ts";

export interface Stepping {
  readonly state: RoutingState;
  readonly rules: Rules;
  readonly eventId: string;
  /** The time of the event: the only "now" there is. */
  readonly at: number;
  readonly changes: Map<string, Change>;
  readonly notices: Notice[];
  readonly reasons: Reason[];
  idCount: number;
}

export function startStepping(state: RoutingState, rules: Rules, event: RoutingEvent): Stepping {
  state.index.wasReachable.clear();
  return { state, rules, eventId: event.id, at: event.at, changes: new Map(), notices: [], reasons: [], idCount: 0 };
}

export function finishStepping(s: Stepping): Outcome {
  const { state } = s;
  // In id order: the index remembers how it was filled, which differs between copies.
  for (const teamId of [...state.index.wasReachable.keys()].sort()) {
    const team = state.index.teams.get(teamId);
    const wasReachable = state.index.wasReachable.get(teamId) === true;
    if (team === undefined || !state.teams.has(teamId) || team.reachable > 0 === wasReachable) continue;
    s.notices.push({
      type: "team:reachability",
      teamId,
      isAnybodyReachable: !wasReachable,
      waiting: team.waiting.size,
    });
  }
  state.meta = { seq: state.meta.seq + 1, at: s.at, rng: state.meta.rng };
  return { meta: state.meta, changes: [...s.changes.values()], notices: s.notices, reasons: s.reasons };
}

/** A fresh id, the same for the same event on every node. */
export function freshId(s: Stepping): string {
  s.idCount += 1;
  return deriveId(s.eventId, s.at, s.idCount);
}

/** Changes the state and notes it; a later change of the same row replaces the note. */
export function change(s: Stepping, made: Change): void {
  putChange(s.state, made);
  s.changes.set(`${made.kind}:${made.id}`, made);
}

export const putSettings = (s: Stepping, row: SettingsRow): void =>
  change(s, { kind: "settings", id: "settings", row, ended: null });
export const putTeam = (s: Stepping, row: TeamRow): void => change(s, { kind: "team", id: row.id, row, ended: null });
export const putAgent = (s: Stepping, row: AgentRow): void =>
  change(s, { kind: "agent", id: row.id, row, ended: null });
export const putConversation = (s: Stepping, row: ConversationRow): void =>
  change(s, { kind: "conversation", id: row.id, row, ended: null });
export const putEntry = (s: Stepping, row: EntryRow): void =>
  change(s, { kind: "entry", id: row.id, row, ended: null });
export const putOffer = (s: Stepping, row: OfferRow): void =>
  change(s, { kind: "offer", id: row.id, row, ended: null });
export const putAssignment = (s: Stepping, row: AssignmentRow): void =>
  change(s, { kind: "assignment", id: row.id, row, ended: null });

/** A row that a rule has just established to exist; its absence is a fault of ours. */
export function must<R>(rows: ReadonlyMap<string, R>, id: string | null | undefined): R {
  const row = rows.get(id ?? "");
  if (row === undefined) throw new Error(`routing: no row ${id}`);
  return row;
}
