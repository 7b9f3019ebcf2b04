/**
 * The living rows of the routing engine and the state that holds them.
 *
 * A row is flat JSON: ids, numbers, codes and short lists; no text and no names, so that
 * erasing a person never touches the journal. Times are epoch milliseconds of the database
 * clock and end in `At` or `Until`; durations end in `Ms`. A row is never changed in place:
 * a change is a new object. What has ended leaves the state (see `outcome.ts`).
 */
import type { OrderedIndex } from "./ordered-index.ts";
import { PLAIN_TEAM, type TeamRules } from "./team-rules.ts";

/** Stored beside the journal; an older node applies newer outcomes but does not decide. */
export const RULES_VERSION = 2;

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

export interface TeamRow extends TeamRules {
  id: string;
  /** Members, in the order the team lists them. */
  agentIds: readonly string[];
  thresholds: ThresholdsRow | null;
}

/** Work beside chats that an agent holds: claimed requests, consults. */
export interface SideWork {
  requests: number;
  consults: number;
}

/** A seat kept after a close until the agent has noted what came of it. */
export interface WrapUp {
  conversationId: string;
  teamId: string;
  weight: number;
  until: number;
}

export interface AgentRow {
  id: string;
  /** Most load at once, in chats: assignments, pending offers, wrap-ups and side work by their weights. */
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
  /** Load above the limit that is accounted for: an override, or a limit lowered under the load. */
  overBy: number;
  /** Languages served (BCP 47); empty = any. */
  languages: readonly string[];
  /** Skills by name, level 1 to 5. */
  skills: Readonly<Record<string, number>>;
  /** When busy ends by itself; null = when the agent says so. */
  availabilityUntil: number | null;
  /** Inactivity made them busy; their next activity takes it back. */
  isAwayByItself: boolean;
  /** Offers in a row that lapsed unanswered. */
  lapses: number;
  /** Asked for nothing until they say they are back. */
  notResponding: { since: number; why: "lapsed" | "unanswered" } | null;
  /** Leaves then: nothing new until then, chats are handed over. */
  leavingAt: number | null;
  /** In order of their closes. */
  wrapUps: readonly WrapUp[];
  /** Journal number of the last asking, by round-robin team. */
  askedIn: Readonly<Record<string, number>>;
  sideWork: SideWork;
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
  /** Steps of the reminder ladder done in this turn with this holder, and when the next is due. */
  ladderStep: number;
  ladderAt: number | null;
  /** Hands the chat has changed through in this turn, and who had it before the holder. */
  hops: number;
  formerAgentId: string | null;
  /** The holder keeps it until somebody else has taken it. */
  reoffer: Reoffer | null;
  /** Until when the agent promised an answer; the quiet clocks stand still. */
  promisedAt: number | null;
  /** When they promised; null when nothing is promised. */
  promiseMadeAt: number | null;
}

export interface Reoffer {
  since: number;
  why: "unanswered" | "leaving";
  declinedBy: readonly string[];
  /** Supervisors know that nobody could be asked. */
  isNobodyTold: boolean;
}

/** What whoever serves it has to have. */
export interface Needs {
  language: string | null;
  skill: string | null;
  level: number;
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
  /** Until when the preferred agent is waited for though full; null = not waited for. */
  preferUntil: number | null;
  needs: Needs | null;
  /** When the needs are given up; null = never. */
  needsUntil: number | null;
  overflowAt: number | null;
  longWaitAt: number | null;
  isVip: boolean;
  /** For which causes it has been told that others went first: bits of `SKIP_BITS`. */
  skips: number;
}

export interface OfferRow {
  id: string;
  kind: "queue" | "transfer" | "reoffer";
  /** Set for `queue`. */
  entryId: string | null;
  conversationId: string;
  agentId: string;
  /** The giver, or the holder who does not answer; set for `transfer` and `reoffer`. */
  fromAgentId: string | null;
  createdAt: number;
  deadlineAt: number;
  /** In chats; fixed when made. */
  weight: number;
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
  needs: Needs | null;
  isVip: boolean;
  /** In chats; fixed when it begins. */
  weight: number;
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
  /** What one of each weighs, in chats. */
  weights: { chat: number; request: number; consult: number };
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
  weights: { chat: 1, request: 0.5, consult: 0.5 },
};

export const DEFAULT_OFFER_MS = PLAIN_TEAM.offerMs;

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
export type Standing = "disabled" | "offline" | "busy" | "not_responding" | "leaving" | "absent" | "full" | "ready";

/** Seats and standings of a team's members, or of everybody. Seats are counted in hundredths of a chat. */
export interface SeatCounts {
  standings: Record<Standing, number>;
  /** Free seats and all seats of available, present agents. */
  free: number;
  total: number;
  /** Members who are available and present or within their grace. */
  reachable: number;
}

/** Work that can be done by the same people, and those of them who have room. */
export interface LineIndex {
  /** What it takes; null = nothing. */
  readonly needs: Needs | null;
  /** Entries whose customer is present and who are not being offered: (key, enteredAt, id). */
  readonly offerable: OrderedIndex;
  /** Chats offered to somebody else than their holder, and not being offered: (key, enteredAt, conversation id). */
  readonly reoffers: OrderedIndex;
  /** The service queue: members standing `ready`, in the order of the team's strategy. */
  readonly ready: OrderedIndex;
}
/** The team's own line is that of entries without needs, and of all its ready members. */
export interface TeamIndex extends SeatCounts, LineIndex {
  /** Every entry in line: (key, enteredAt, id). */
  waiting: OrderedIndex;
  /** Lines of entries with needs, by what they need. Empty ones may be kept: making one costs a look at all members. */
  lines: Map<string, LineIndex>;
  /** Entries that wait for one agent (`preferUntil`), by agent. */
  held: Map<string, LineIndex>;
  /** Of `lines` and `held`: those with work and somebody who could be asked for it. */
  live: Set<LineIndex>;
  /** Members with languages set, and with each skill. */
  speakers: number;
  skilled: Map<string, number>;
  /** Entries that may be passed over for a cause that has not been told yet (`skips`): (key, enteredAt, id). */
  untold: OrderedIndex;
}
/** What is counted of an agent in one team: place in the service queue and seats, in hundredths. */
export interface Placement {
  standing: Standing;
  a: number;
  b: number;
  free: number;
  total: number;
}
export interface AgentIndex {
  assignments: Set<string>;
  offers: Set<string>;
  teamIds: Set<string>;
  /** Entries that wait for this agent. */
  awaitedBy: Set<string>;
  /** Weight of assignments and offers, and with wrap-ups and side work; in hundredths of a chat. */
  held: number;
  load: number;
  /** What of this agent is counted at the moment; null = nothing. */
  placed: {
    isReachable: boolean;
    /** Among everybody, with the shop's chat weight. */
    shop: Placement;
    teams: Map<string, Placement>;
    languages: AgentRow["languages"];
    skills: AgentRow["skills"];
  } | null;
}

/** Derived from the rows alone, whatever the order in which they were put. */
export interface RoutingIndex {
  /** @param room hundredths of a chat left under the limits after one more chat; negative = none */
  readonly standingOf: (agent: AgentRow, room: number) => Standing;
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
  /** Where chats stand that are offered to somebody else, by conversation. */
  readonly reoffers: Map<string, { teamId: string; line: string; a: number; b: number }>;
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
