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

export type QueuedWhy = "handoff" | "agent_lost" | "transferred" | "requeued";
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
  | "supervisor";
export type AssignedWhy = "accepted" | "auto_accept" | "transfer" | "supervisor";

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
  /** Whether anybody of the team can still be reached has flipped. */
  | { type: "team:reachability"; teamId: string; isAnybodyReachable: boolean; waiting: number };

/** Numbers of one agent at the moment of choosing (load before the new one is counted). */
export interface Candidate {
  agentId: string;
  load: number;
  capacity: number;
  idleSince: number;
}

export type ReasonWhy =
  | "next_in_service"
  | "preferred"
  | "named_by_giver"
  | "accepted"
  | "auto_accept"
  | "supervisor"
  | "supervisor_override";

/** Why this agent (C6); one for every offer and every assignment. */
export interface Reason {
  about: "offer" | "assignment";
  /** Of the offer or assignment. */
  id: string;
  conversationId: string;
  teamId: string;
  entryKey: number;
  at: number;
  why: ReasonWhy;
  chosen: Candidate;
  /** Up to five who would have come next. Empty where nobody was compared. */
  next: Candidate[];
  /** Members of the team who could not be chosen, by reason code. */
  notEligible: Record<IneligibleCode, number>;
}
export type IneligibleCode = "disabled" | "offline" | "busy" | "absent" | "full" | "declined";

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
  | "no_transfer"
  | "stale_turn";

export type StepResult = { ok: true; outcome: Outcome } | { ok: false; code: RefusalCode };
