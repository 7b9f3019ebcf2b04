/**
 * What `step` answers: the exact changes, what has to be told, and why somebody was chosen.
 * All of it is flat JSON and goes into the journal; other nodes and recovery apply `changes`
 * and `meta` and never decide again.
 */
import type {
  AgentRow,
  AssignmentRow,
  Availability,
  ConversationRow,
  EntryRow,
  Meta,
  OfferRow,
  SettingsRow,
  TeamRow,
  ThresholdsRow,
} from "./state.ts";

export type EntryEnd = "assigned" | "abandoned" | "cancelled" | "diverted";
export type OfferEnd = "accepted" | "declined" | "expired" | "withdrawn";
export type AssignmentEnd = "closed" | "transferred" | "agent_lost" | "customer_left";
/** Why a conversation left the engine. `left`, `abandoned`: from the line, it stays open with the library. */
export type ConversationEnd = "closed" | "customer_left" | "quiet" | "cancelled" | "diverted" | "abandoned";

export interface EndedEntry extends Omit<EntryRow, "state"> {
  state: EntryEnd;
  endedAt: number;
}
export interface EndedOffer extends OfferRow {
  state: OfferEnd;
  endedAt: number;
}
export interface EndedAssignment extends AssignmentRow {
  state: AssignmentEnd;
  endedAt: number;
}
export interface EndedConversation extends Omit<ConversationRow, "state"> {
  state: ConversationEnd;
  endedAt: number;
}

/**
 * The new row of one entity, or its end: `row` null removes it from the living and `ended`
 * is its last form for the store (null for teams and agents, which are removed by their admin).
 * A row that began and ended within the step appears once, with `ended`.
 */
interface ChangeOf<K extends string, R, E> {
  kind: K;
  id: string;
  row: R | null;
  ended: E | null;
}
export type TeamChange = ChangeOf<"team", TeamRow, never>;
export type AgentChange = ChangeOf<"agent", AgentRow, never>;
export type ConversationChange = ChangeOf<"conversation", ConversationRow, EndedConversation>;
export type EntryChange = ChangeOf<"entry", EntryRow, EndedEntry>;
export type OfferChange = ChangeOf<"offer", OfferRow, EndedOffer>;
export type AssignmentChange = ChangeOf<"assignment", AssignmentRow, EndedAssignment>;
export type SettingsChange = ChangeOf<"settings", SettingsRow, never>;
/** At most one change per kind and id. Apply in the given order. */
export type Change =
  | TeamChange
  | AgentChange
  | ConversationChange
  | EntryChange
  | OfferChange
  | AssignmentChange
  | SettingsChange;

export type QueuedWhy = "handoff" | "agent_lost" | "agent_leaving" | "transferred" | "requeued" | "overflow" | "moved";
export type OfferEndCause =
  | "accepted"
  | "declined"
  | "expired"
  | "agent_unavailable"
  | "over_capacity"
  | "not_in_team"
  | "customer_gone"
  | "customer_cancelled"
  | "conversation_closed"
  | "giver_withdrew"
  | "giver_lost"
  | "supervisor"
  /** The holder answered after all. */
  | "answered";
export type AssignedWhy = "accepted" | "auto_accept" | "transfer" | "supervisor" | "reoffer" | "taken";

/** What has to be written into conversation logs and shown on desks and boards, in order. */
export type Notice =
  | {
      type: "entry:queued";
      conversationId: string;
      customerId: string;
      entryId: string;
      teamId: string;
      why: QueuedWhy;
      key: number;
      creditMs: number;
      /** 1-based place when it entered, before anybody was asked. */
      position: number;
      /** False: nobody of the team is there; offer to leave a message. */
      isAnybodyReachable: boolean;
    }
  | {
      type: "entry:ended";
      conversationId: string;
      customerId: string;
      entryId: string;
      teamId: string;
      how: EntryEnd;
      waitedMs: number;
    }
  | {
      type: "offer:made";
      offerId: string;
      kind: OfferRow["kind"];
      conversationId: string;
      teamId: string;
      agentId: string;
      fromAgentId: string | null;
      deadlineAt: number;
    }
  | {
      type: "offer:ended";
      offerId: string;
      kind: OfferRow["kind"];
      conversationId: string;
      agentId: string;
      fromAgentId: string | null;
      how: OfferEnd;
      cause: OfferEndCause;
    }
  | {
      type: "assignment:started";
      assignmentId: string;
      conversationId: string;
      customerId: string;
      teamId: string;
      agentId: string;
      why: AssignedWhy;
      /** Above the limit, by a supervisor. */
      isOverride: boolean;
      /** The supervisor who decided it. */
      byId: string | null;
      /** The agent it came from. */
      fromAgentId: string | null;
      waitedMs: number;
      connectDeadlineAt: number | null;
    }
  | {
      type: "assignment:ended";
      assignmentId: string;
      conversationId: string;
      agentId: string;
      how: AssignmentEnd;
      /** From start to end. */
      lengthMs: number;
    }
  | {
      type: "connection:acknowledged";
      conversationId: string;
      assignmentId: string;
      agentId: string;
      servedCount: number;
    }
  /** The conversation left the engine. `isAnswerOwed`: the customer spoke last; keep what they asked. */
  | {
      type: "conversation:ended";
      conversationId: string;
      customerId: string;
      teamId: string;
      how: ConversationEnd;
      by: "agent" | "customer" | "supervisor" | "system";
      byId: string | null;
      agentId: string | null;
      isAnswerOwed: boolean;
      turnSeq: number;
    }
  | { type: "quiet:warned"; conversationId: string; agentId: string; turnSeq: number; closeAt: number | null }
  /** An automatic act was due but a newer message was found, or the row was held (`foundSeq` null). */
  | { type: "automatic:lapsed"; conversationId: string; seenSeq: number; foundSeq: number | null; recheckAt: number }
  | {
      type: "availability:changed";
      agentId: string;
      availability: Availability;
      busyReason: string | null;
      availabilityAt: number;
      byId: string | null;
    }
  | { type: "agent:presence"; agentId: string; isPresent: boolean; graceUntil: number | null }
  | {
      type: "customer:presence";
      conversationId: string;
      agentId: string | null;
      isPresent: boolean;
      graceUntil: number | null;
    }
  | { type: "thresholds:moved"; teamId: string; thresholds: ThresholdsRow }
  /** A step of the reminder ladder; `nobody`: it should be offered, and nobody can be asked; `hops_spent`: it was, too often. */
  | {
      type: "ladder:step";
      step: LadderStep;
      conversationId: string;
      customerId: string;
      teamId: string;
      agentId: string;
      /** First unanswered word of the customer. */
      owedSince: number;
      turnSeq: number;
      hop: number;
    }
  /** The promised time has come and the customer still waits for the answer. */
  | { type: "promise:due"; conversationId: string; agentId: string; promisedAt: number }
  | { type: "promise:made"; conversationId: string; agentId: string; promisedAt: number | null }
  /** In line for longer than the team finds right. */
  | {
      type: "entry:long-wait";
      conversationId: string;
      customerId: string;
      entryId: string;
      teamId: string;
      waitedMs: number;
    }
  /** Asked for nothing from now on, or again. */
  | { type: "agent:responding"; agentId: string; notResponding: AgentRow["notResponding"] }
  | { type: "agent:leaving"; agentId: string; leavingAt: number | null; byId: string | null }
  | { type: "wrap-up:started"; agentId: string; conversationId: string; until: number }
  | { type: "wrap-up:ended"; agentId: string; conversationId: string; by: "agent" | "time" }
  | { type: "team:hours-turned"; teamId: string; isOpen: boolean; nextTurnAt: number | null }
  /** Whether anybody of the team can still be reached has flipped. */
  | { type: "team:reachability"; teamId: string; isAnybodyReachable: boolean; waiting: number };

/** Numbers of one agent at the moment of choosing (load before the new one is counted). */
export interface Candidate {
  agentId: string;
  load: number;
  capacity: number;
  idleSince: number;
  /** What the team's strategy goes by before all that: chats served, or the journal number of the last asking. */
  rank?: number;
}

export type LadderStep = "agent" | "customer" | "supervisor" | "reoffer" | "unresponsive" | "nobody" | "hops_spent";

export type ReasonWhy =
  | "next_in_service"
  /** Longest not asked in this team; drawn by lot; served by them before; taken out of the line by hand. */
  | "round_robin"
  | "random"
  | "fewest_served"
  | "last_agent"
  | "taken"
  /** The holder does not answer, or leaves. */
  | "unanswered"
  | "leaving"
  /** Nobody chosen: why the work moved, stood back or a reminder went out. */
  | "agent_lost"
  | "needs"
  | "absent_customer"
  | "resting"
  | "waits_for_preferred"
  | "overflow_after"
  | "overflow_full"
  | "overflow_nobody"
  | "overflow_closed"
  | "away_too_long"
  | "left_the_line"
  | "customer_owed"
  | "nobody"
  | "hops_spent"
  | "preferred"
  | "named_by_giver"
  | "accepted"
  | "auto_accept"
  | "supervisor"
  | "supervisor_override";

/** Why (C6): one for every offer, assignment, skip, requeue, diversion and reminder. */
export interface Reason {
  about: "offer" | "assignment" | "skip" | "requeue" | "diversion" | "reminder";
  /** Of the offer or assignment, else of the entry or conversation. */
  id: string;
  conversationId: string;
  teamId: string;
  entryKey: number;
  at: number;
  why: ReasonWhy;
  chosen: Candidate | null;
  /** What else was looked at: `waitedMs`, `creditMs`, `position`, `hop`, `limitMs` … */
  numbers: Readonly<Record<string, number>>;
  /** Up to five who would have come next. Empty where nobody was compared. */
  next: Candidate[];
  /** Members of the team who could not be chosen, by reason code. */
  notEligible: Record<IneligibleCode, number>;
}
export type IneligibleCode =
  | "disabled"
  | "offline"
  | "busy"
  | "not_responding"
  | "leaving"
  | "absent"
  | "full"
  | "declined"
  | "needs";

export interface Outcome {
  meta: Meta;
  changes: Change[];
  notices: Notice[];
  reasons: Reason[];
}

export type RefusalCode =
  | "clock_behind"
  | "invalid"
  | "unknown_team"
  | "unknown_agent"
  | "unknown_conversation"
  | "unknown_offer"
  | "team_in_use"
  | "agent_in_use"
  | "already_waiting"
  | "already_assigned"
  | "customer_has_conversation"
  | "nobody_available"
  | "queue_full"
  | "not_waiting"
  | "not_assigned"
  | "not_yours"
  | "same_agent"
  | "agent_disabled"
  | "agent_absent"
  | "agent_unavailable"
  | "agent_full"
  | "transfer_pending"
  | "team_closed"
  | "not_manual"
  | "no_wrap_up"
  | "no_transfer"
  | "stale_turn";

export type StepResult = { ok: true; outcome: Outcome } | { ok: false; code: RefusalCode };
