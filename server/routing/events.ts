/**
 * Everything the engine can be told. An event is flat JSON and goes into the journal as it is.
 * `at` is the database clock read under the head lock, in epoch milliseconds; `id` is unique
 * (the command's or a fresh UUID) and seeds the ids of what the event creates.
 */
import type { Availability, SettingsRow, SideWork, ThresholdsRow, Turn } from "./state.ts";
import type { HoursRow, TeamRules } from "./team-rules.ts";

interface Told<T extends string> {
  type: T;
  id: string;
  at: number;
}

/** Staff and settings, as an admin changed them. A team's agents must be known before. */
export interface SettingsChanged extends Told<"settings:changed"> {
  settings: SettingsRow;
}
/** Creates or replaces the team; its thresholds stay. What is left out is as in `PLAIN_TEAM`. */
export interface TeamChanged extends Told<"team:changed"> {
  team: { id: string; agentIds: readonly string[] } & Partial<TeamRules>;
}
/** The timetable from now on: whoever makes it looks a fortnight ahead. */
export interface HoursPlanned extends Told<"team:hours-planned"> {
  teamId: string;
  hours: HoursRow | null;
}
export interface TeamRemoved extends Told<"team:removed"> {
  teamId: string;
}
/** Creates the agent (offline, absent) or changes limit and enabling. */
export interface AgentChanged extends Told<"agent:changed"> {
  agentId: string;
  capacity: number;
  isEnabled: boolean;
  /** Left out: as they were. */
  languages?: readonly string[];
  skills?: Readonly<Record<string, number>>;
}
export interface AgentRemoved extends Told<"agent:removed"> {
  agentId: string;
}
export interface ThresholdsMoved extends Told<"thresholds:moved"> {
  teamId: string;
  thresholds: ThresholdsRow;
}

/** Presence edges: the first connection of a person on a node came, the last one left. */
export interface AgentArrived extends Told<"person:arrived"> {
  person: "agent";
  agentId: string;
  nodeEpoch: string;
}
export interface CustomerArrived extends Told<"person:arrived"> {
  person: "customer";
  conversationId: string;
  nodeEpoch: string;
}
export interface AgentLeft extends Told<"person:left"> {
  person: "agent";
  agentId: string;
  nodeEpoch: string;
}
export interface CustomerLeft extends Told<"person:left"> {
  person: "customer";
  conversationId: string;
  nodeEpoch: string;
}
/** A node's lease lapsed: everybody connected to it left. */
export interface NodeLost extends Told<"node:lost"> {
  nodeEpoch: string;
}
/** `byId` is the supervisor when it was not the agent. */
export interface AvailabilitySet extends Told<"availability:set"> {
  agentId: string;
  availability: Availability;
  /** A code; only kept when busy. */
  busyReason: string | null;
  byId: string | null;
  /** When busy ends by itself. */
  until?: number | null;
  /** Inactivity, or activity after it, said so: changes only `available` to busy, and that back. */
  isAutomatic?: boolean;
}
/** A key pressed by somebody marked not responding: asked again from now on. */
export interface AgentReturned extends Told<"agent:returned"> {
  agentId: string;
}
/** Leaves in so many ms (0 = now); null takes it back. */
export interface LeavingSet extends Told<"leaving:set"> {
  agentId: string;
  inMs: number | null;
  byId: string | null;
}
/** The outcome of a closed chat is noted: its seat is free. */
export interface WrapUpEnded extends Told<"wrap-up:ended"> {
  agentId: string;
  conversationId: string;
}
/** How much an agent holds beside chats, counted by whoever keeps it. */
export interface SideWorkChanged extends Told<"side-work:changed"> {
  agentId: string;
  sideWork: SideWork;
}

export interface HandoffRequested extends Told<"handoff:requested"> {
  conversationId: string;
  customerId: string;
  teamId: string;
  degree: number | null;
  /** Where the customer is connected; empty = away, the grace starts. */
  customerPresentOn: readonly string[];
  /** Log number of the last change of turn; the agent owes the next word. */
  turnSeq: number;
  /** The place this conversation lost by being away, if any (of its abandoned entry). */
  former: { enteredAt: number; creditMs: number; endedAt: number } | null;
  /** Who served them last, if that is a choice of the team. */
  preferAgentId: string | null;
  /** What the customer writes in, and the category of the question; matched where the team says so. */
  language?: string | null;
  skill?: string | null;
  isVip?: boolean;
}
/** An agent takes it out of the line (teams in which agents choose). */
export interface EntryTaken extends Told<"entry:taken"> {
  conversationId: string;
  agentId: string;
}
/** Moved to another team's line by a supervisor, at its place. */
export interface EntryMoved extends Told<"entry:moved"> {
  conversationId: string;
  teamId: string;
  byId: string;
}
/** "I owe an answer by": the quiet clocks stand still until then; null takes it back. */
export interface PromiseMade extends Told<"promise:made"> {
  conversationId: string;
  agentId: string;
  until: number | null;
}
/** The customer leaves the line: `diverted` to the message box, or `cancelled`. */
export interface QueueLeft extends Told<"queue:left"> {
  conversationId: string;
  how: "cancelled" | "diverted";
}

export interface OfferAccepted extends Told<"offer:accepted"> {
  offerId: string;
  agentId: string;
}
export interface OfferDeclined extends Told<"offer:declined"> {
  offerId: string;
  agentId: string;
}
/** The customer's client shows who is with them (C4). Said again it changes nothing. */
export interface ConnectionAcknowledged extends Told<"connection:acknowledged"> {
  conversationId: string;
}

export interface TransferRequested extends Told<"transfer:requested"> {
  conversationId: string;
  byAgentId: string;
  /** Exactly one of the two. */
  toAgentId: string | null;
  toTeamId: string | null;
}
export interface TransferWithdrawn extends Told<"transfer:withdrawn"> {
  conversationId: string;
  byAgentId: string;
}

/** Someone ends it. Automatic closes are made by `tick`. */
export interface ConversationClosed extends Told<"conversation:closed"> {
  conversationId: string;
  by: "agent" | "customer" | "supervisor";
  /** The closing agent or supervisor; null for the customer. */
  byId: string | null;
}
/** The message path saw the turn change; `logSeq` is the message that changed it. */
export interface TurnChanged extends Told<"turn:changed"> {
  conversationId: string;
  turn: Turn;
  logSeq: number;
  /** When that message was stored; left out: now. */
  since?: number;
}
export interface AssignedBySupervisor extends Told<"conversation:assigned-by-supervisor"> {
  conversationId: string;
  agentId: string;
  byId: string;
}
/** Back to the line at the old place; `teamId` null = the same team. */
export interface RequeuedBySupervisor extends Told<"conversation:requeued"> {
  conversationId: string;
  teamId: string | null;
  byId: string;
}

/** An outage of ours ended: deadlines that watch people move by its length. */
export interface OutageEnded extends Told<"outage:ended"> {
  lengthMs: number;
}
/**
 * Time has passed. `turnSeqs` holds, for every conversation of `dueAutomatics(state, at)` whose
 * row the caller could lock, the log number of its last change of turn read under that lock.
 */
export interface Tick extends Told<"tick"> {
  turnSeqs: Readonly<Record<string, number>>;
}

export type RoutingEvent =
  | SettingsChanged
  | TeamChanged
  | TeamRemoved
  | HoursPlanned
  | AgentChanged
  | AgentRemoved
  | ThresholdsMoved
  | AgentArrived
  | CustomerArrived
  | AgentLeft
  | CustomerLeft
  | NodeLost
  | AvailabilitySet
  | AgentReturned
  | LeavingSet
  | WrapUpEnded
  | SideWorkChanged
  | HandoffRequested
  | QueueLeft
  | EntryTaken
  | EntryMoved
  | PromiseMade
  | OfferAccepted
  | OfferDeclined
  | ConnectionAcknowledged
  | TransferRequested
  | TransferWithdrawn
  | ConversationClosed
  | TurnChanged
  | AssignedBySupervisor
  | RequeuedBySupervisor
  | OutageEnded
  | Tick;

export type RoutingEventType = RoutingEvent["type"];
export type EventOf<T extends RoutingEventType> = Extract<RoutingEvent, { type: T }>;
