/**
 * The living rows of the routing engine and the state that holds them.
 *
 * A row is flat JSON: ids, numbers, codes and short lists; no text and no names, so that
 * erasing a person never touches the journal. Times are epoch milliseconds of the database
 * clock and end in `At` or `Until`; durations end in `Ms`. A row is never changed in place:
 * a change is a new object. What has ended leaves the state (see `outcome.ts`).
 */
import type { OrderedIndex } from "./ordered-index.ts";

/** Stored beside the journal; an older node applies newer outcomes but does not decide. */
export const RULES_VERSION = 1;

/** What the agent chose; apart from presence, which is what we see. */
export type Availability = "available" | "busy" | "offline";

/** Who owes the next word. */
export type Turn = "customer" | "agent";

/** The damped hand-off thresholds of a team as last announced, with the numbers behind them. */
export interface ThresholdsRow {
  /** Below this degree of one reply the customer is asked whether a person should take over. */
  single: number;
  /** The same for the mean degree since the mean last restarted. */
  mean: number;
  /** The learned bases, before the shift by idleness. */
  baseSingle: number;
  baseMean: number;
  /** Free seats over all seats of available agents, 0..1. */
  idleness: number;
  /** Entries waiting when the thresholds were computed. */
  waiting: number;
  /** A reason code of `rules/hand-off`, never text for people. */
  reason: string;
  at: number;
}

export interface TeamRow {
  id: string;
  /** Members, in the order the team lists them. */
  agentIds: readonly string[];
  offerMs: number;
  /** Assign at once instead of offering. */
  isAutoAccept: boolean;
  /** How many may wait; null = no limit. */
  maxWaiting: number | null;
  thresholds: ThresholdsRow | null;
}

export interface AgentRow {
  id: string;
  /** Most conversations (and pending offers) at once. */
  capacity: number;
  isEnabled: boolean;
  availability: Availability;
  /** A code; null unless busy. */
  busyReason: string | null;
  availabilityAt: number;
  /** Node epochs on which the person has a connection, sorted. */
  presentOn: readonly string[];
  /** When the last connection left; null while present. */
  goneAt: number | null;
  /** Until when an absent agent keeps conversations; null while present and after the grace. */
  graceUntil: number | null;
  /** When an assignment of theirs last ended, or they last became available: the later one. */
  idleSince: number;
  /** Live assignments the customer's client has acknowledged (C4). */
  servedCount: number;
  /** Seats above the limit that are accounted for: an override, or a limit lowered under the load. */
  overBy: number;
}

/** A conversation the engine holds: in line (its entry may be offered) or with an agent. */
export interface ConversationRow {
  id: string;
  customerId: string;
  teamId: string;
  state: "waiting" | "assigned";
  assigneeId: string | null;
  turn: Turn;
  turnSince: number;
  /** Log number of the message that changed the turn. */
  turnSeq: number;
  /** Node epochs on which the customer has a connection, sorted. */
  customerPresentOn: readonly string[];
  customerGoneAt: number | null;
  customerGraceUntil: number | null;
  quietWarnAt: number | null;
  quietCloseAt: number | null;
}

export interface EntryRow {
  id: string;
  conversationId: string;
  teamId: string;
  state: "waiting" | "offered";
  enteredAt: number;
  /** The place in line, smallest first: fixed at first entry, kept by every return. */
  key: number;
  creditMs: number;
  /** Lowest matching degree among the conversation's questions; null if none was asked. */
  degree: number | null;
  /** Who declined or let it lapse in this round, in order. */
  declinedBy: readonly string[];
  /** While set, those in `declinedBy` are not asked again; null = a new round may begin. */
  restUntil: number | null;
  /** Asked first when they have room; null = nobody in particular. */
  preferAgentId: string | null;
}

export interface OfferRow {
  id: string;
  kind: "queue" | "transfer";
  /** Set for `queue`. */
  entryId: string | null;
  conversationId: string;
  agentId: string;
  /** The giver; set for `transfer`. */
  fromAgentId: string | null;
  createdAt: number;
  deadlineAt: number;
}

export interface AssignmentRow {
  id: string;
  conversationId: string;
  agentId: string;
  teamId: string;
  startedAt: number;
  /** Until when the customer's client must acknowledge; null once it has, or need not. */
  connectDeadlineAt: number | null;
  connectedAt: number | null;
  /** What a return to the line needs: the first key, entry time, credit and degree. */
  entryKey: number;
  enteredAt: number;
  creditMs: number;
  degree: number | null;
}

export interface SettingsRow {
  /** How long an absent agent keeps conversations. */
  graceAgentMs: number;
  /** How long an absent customer keeps the place in line, or the seat. */
  graceCustomerMs: number;
  /** How long the customer's client has to acknowledge an assignment. */
  connectMs: number;
  isConnectAckNeeded: boolean;
  /** Quiet customer: warning and close, both counted from the agent's first unanswered word; null = off. */
  quietWarnMs: number | null;
  quietCloseMs: number | null;
  /** Nobody is overtaken by someone who came later than this. */
  creditBoundMs: number;
  /** An entry everybody declined rests this long before the next round. */
  roundRestMs: number;
  /** An abandoned place is given back within this time. */
  placeKeptMs: number;
  /** A deadline whose conversation moved on, or could not be locked, is looked at again after this. */
  recheckMs: number;
}

export const DEFAULT_SETTINGS: SettingsRow = {
  graceAgentMs: 45_000,
  graceCustomerMs: 120_000,
  connectMs: 30_000,
  isConnectAckNeeded: true,
  quietWarnMs: 180_000,
  quietCloseMs: 300_000,
  creditBoundMs: 480_000,
  roundRestMs: 10_000,
  placeKeptMs: 600_000,
  recheckMs: 5_000,
};

export const DEFAULT_OFFER_MS = 20_000;

export interface Meta {
  /** Number of the last event stepped; equals the journal's. */
  seq: number;
  /** Time of the last event; never falls. */
  at: number;
  /** State of the generator for rules that draw lots (unsigned 32 bit). */
  rng: number;
}

/** Everything that must be stored to have the state again; lists sorted by id. */
export interface StateRows {
  meta: Meta;
  settings: SettingsRow;
  teams: TeamRow[];
  agents: AgentRow[];
  conversations: ConversationRow[];
  entries: EntryRow[];
  offers: OfferRow[];
  assignments: AssignmentRow[];
}

/** Where an agent stands towards new work, the first that applies; `ready` can be asked now. */
export type Standing = "disabled" | "offline" | "busy" | "absent" | "full" | "ready";

/** Seats and standings of a team's members, or of everybody. */
export interface SeatCounts {
  standings: Record<Standing, number>;
  /** Free seats and all seats of available, present agents. */
  free: number;
  total: number;
  /** Members who are available and present or within their grace. */
  reachable: number;
}
export interface TeamIndex extends SeatCounts {
  /** Every entry in line: (key, enteredAt, id). */
  waiting: OrderedIndex;
  /** Those whose customer is present and who are not being offered. */
  offerable: OrderedIndex;
  /** The service queue: (load / capacity, idleSince, id) of members standing `ready`. */
  ready: OrderedIndex;
}
export interface AgentIndex {
  assignments: Set<string>;
  offers: Set<string>;
  teamIds: Set<string>;
  /** What of this agent is counted in the teams at the moment; null = nothing. */
  placed: {
    standing: Standing;
    ratio: number;
    idleSince: number;
    free: number;
    total: number;
    isReachable: boolean;
  } | null;
}

/** Derived from the rows alone, whatever the order in which they were put. */
export interface RoutingIndex {
  readonly standingOf: (agent: AgentRow, load: number) => Standing;
  readonly teams: Map<string, TeamIndex>;
  readonly everybody: SeatCounts;
  readonly agents: Map<string, AgentIndex>;
  readonly entryOf: Map<string, string>;
  readonly offerOf: Map<string, string>;
  readonly assignmentOf: Map<string, string>;
  readonly conversationOfCustomer: Map<string, string>;
  readonly nodes: Map<string, { agents: Set<string>; conversations: Set<string> }>;
  /** (at, kind, id) of everything that will fall due; see `deadline-kinds.ts`. */
  readonly deadlines: OrderedIndex;
  /** Teams in which somebody may have become free, or something offerable, since the last match. */
  readonly dirty: Set<string>;
  /** Teams whose reachability was touched in this step, with what it was before. */
  readonly wasReachable: Map<string, boolean>;
}

/** The rows by id, and what is derived from them. Changed only by `step`, `applyOutcome`. */
export interface RoutingState {
  meta: Meta;
  settings: SettingsRow;
  readonly teams: Map<string, TeamRow>;
  readonly agents: Map<string, AgentRow>;
  readonly conversations: Map<string, ConversationRow>;
  readonly entries: Map<string, EntryRow>;
  readonly offers: Map<string, OfferRow>;
  readonly assignments: Map<string, AssignmentRow>;
  readonly index: RoutingIndex;
}
