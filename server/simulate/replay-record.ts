import type { EventOf } from "#server/routing/events.ts";
import type { RoutingState, StateRows, ThresholdsRow, Turn } from "#server/routing/state.ts";
import type { Thresholds } from "#server/rules/hand-off-thresholds.ts";
import type { Waited } from "./patience.ts";
import type { ReplayFigures } from "./replay-tally.ts";

/** What is told of staff, teams and settings: the same in every world that is tried. */
export type StaffEvent = EventOf<
  | "settings:changed"
  | "team:changed"
  | "team:removed"
  | "team:hours-planned"
  | "agent:changed"
  | "agent:removed"
  | "person:arrived"
  | "person:left"
  | "node:lost"
  | "availability:set"
  | "leaving:set"
  | "side-work:changed"
  | "outage:ended"
>;

/** A stretch of service until its end, or until the agent passed it on to another team. */
export interface Stretch {
  /** The work it took, as long as it would have taken beside no other chat. */
  effortMs: number;
  /** The team it was passed on to; null: it ended here. */
  toTeamId: string | null;
  /** When the turn changed, in the same time. */
  turns: { afterMs: number; turn: Turn }[];
}

/** One coming of a customer to the line, and what became of it. */
export interface Visit {
  readonly conversationId: string;
  readonly customerId: string;
  readonly enteredAt: number;
  /** Null: they were there already when the day began. */
  readonly handoff: EventOf<"handoff:requested"> | null;
  /** Until the first agent, or until they left; null = still in line when the day ended. */
  waitedMs: number | null;
  /** How they left the line by themselves; null = they did not. */
  left: "cancelled" | "diverted" | "away" | null;
  /** Empty: never served. */
  readonly stretches: Stretch[];
  /** The last stretch was still under way. */
  isOpen: boolean;
  /** Ended by the engine because the customer was quiet: its clock is what decides when. */
  isQuiet: boolean;
}

/** What an agent did with an offer. */
export interface OfferAnswer {
  readonly agentId: string;
  readonly how: "accepted" | "declined" | "expired";
  readonly afterMs: number;
}

/** A question the library was asked and what its reply was tested against. */
export interface AskedQuestion {
  readonly conversationId: string;
  readonly askedAt: number;
  readonly teamId: string | null;
  readonly degree: number;
  readonly mean: number | null;
  readonly single: number;
  readonly meanThreshold: number;
  readonly isPersonOffered: boolean;
  /** They went to a person after this reply. */
  readonly isHandedOff: boolean;
}

/** A day as it was: the inputs in the form a changed day can be made of, and what really happened. */
export interface DayRecord {
  readonly from: number;
  readonly to: number;
  readonly start: StateRows;
  /** The start with the teams and agents that came later in the day. */
  readonly known: StateRows;
  readonly staff: readonly StaffEvent[];
  readonly visits: readonly Visit[];
  readonly answers: readonly OfferAnswer[];
  readonly thresholds: readonly { teamId: string; row: ThresholdsRow }[];
  /** How long agents marked not responding took to come back, and how long notes took that an agent ended. */
  readonly returnsMs: readonly number[];
  readonly wrapUpsMs: readonly number[];
  readonly questions: readonly AskedQuestion[];
  /** The site's own bases, before anything was learned. */
  readonly site: Thresholds;
  /** A supervisor or agent moved it by hand: not part of a changed day. */
  readonly movedByHand: number;
  readonly real: ReplayFigures;
}

/** The rows with the teams and agents that there are by now. */
export function withLater(start: StateRows, state: RoutingState): StateRows {
  const later = <Row extends { id: string }>(rows: readonly Row[], now: Iterable<Row>): Row[] => {
    const ids = new Set(rows.map(({ id }) => id));
    return [...rows, ...[...now].filter(({ id }) => !ids.has(id))];
  };
  return {
    ...start,
    teams: later(start.teams, state.teams.values()),
    agents: later(start.agents, state.agents.values()),
  };
}

/** Conversations in which the library was asked, and those of them that went to a person. */
export function libraryOf(
  questions: readonly { conversationId: string }[],
  visits: readonly { conversationId: string }[],
): { asked: number; handedOff: number } {
  const asked = new Set(questions.map(({ conversationId }) => conversationId));
  const handedOff = new Set(visits.map(({ conversationId }) => conversationId).filter((id) => asked.has(id)));
  return { asked: asked.size, handedOff: handedOff.size };
}

/** How long people were seen to wait, for `Patience`. */
export function waitsOf({ visits, to }: Pick<DayRecord, "visits" | "to">): Waited[] {
  return visits.map(({ enteredAt, waitedMs, left }) => ({
    ms: waitedMs ?? Math.max(0, to - enteredAt),
    isEnd: left !== null,
  }));
}
