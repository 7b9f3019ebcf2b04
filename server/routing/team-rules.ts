/** What an admin sets for a team, as the engine goes by it. Flat JSON; lengths in ms; null = off, unless said otherwise. */

/** Who is asked first among those who can be asked (R15). `manual`: nobody is asked, agents take from the line. */
export type Strategy = "balanced" | "fewest_served" | "round_robin" | "random" | "last_agent" | "manual";

export const STRATEGIES: readonly Strategy[] = [
  "balanced",
  "fewest_served",
  "round_robin",
  "random",
  "last_agent",
  "manual",
];

/** The two-sided reminder ladder (D1): each step counted from when the holder owes the word. */
export interface LadderRow {
  /** The holder is reminded. */
  agentMs: number | null;
  /** The customer gets an honest line. */
  customerMs: number | null;
  /** The supervisors are told. */
  supervisorMs: number | null;
  /** The chat is offered to the next free agent. */
  reofferMs: number | null;
  /** The holder is marked not responding. */
  unresponsiveMs: number | null;
  /** How often a chat may change hands in one turn. */
  maxHops: number;
}

export const NO_LADDER: LadderRow = {
  agentMs: null,
  customerMs: null,
  supervisorMs: null,
  reofferMs: null,
  unresponsiveMs: null,
  maxHops: 3,
};

/** Quiet customer of one team; either may be off. */
export interface QuietRow {
  warnMs: number | null;
  closeMs: number | null;
}

/** Whether the team is open, and the next instants (epoch ms, rising) at which that turns. */
export interface HoursRow {
  isOpen: boolean;
  turnsAt: readonly number[];
}

/** What a closed team does with a hand-off. */
export type OffHours = "message" | "queue" | "overflow";

/** Where work goes that this team cannot take. */
export interface OverflowRow {
  /** Null: the message box. */
  toTeamId: string | null;
  /** In line for so long: moved. */
  afterMs: number | null;
  whenFull: boolean;
  whenNobody: boolean;
  whenClosed: boolean;
}

export interface TeamRules {
  offerMs: number;
  /** Assign at once instead of offering. */
  isAutoAccept: boolean;
  /** How many may wait. */
  maxWaiting: number | null;
  strategy: Strategy;
  /** The last agent is waited for at most so long, though full (`last_agent`). */
  preferMs: number;
  /** What a chat of this team weighs; null = as the shop says. */
  chatWeight: number | null;
  /** Most weight of this team that one member may hold. */
  memberCapacity: number | null;
  isLanguageMatched: boolean;
  isSkillMatched: boolean;
  /** Least level of the skill, 1 to 5. */
  skillLevel: number;
  /** How long language and skill are insisted on; null = for ever. */
  needsMs: number | null;
  /** Credit of a VIP, beside that of the worst match. */
  vipCreditMs: number;
  /** Null = always open. */
  hours: HoursRow | null;
  offHours: OffHours;
  overflow: OverflowRow | null;
  /** After it the customer is offered the message box and supervisors are told. */
  longWaitMs: number | null;
  /** Null = as the shop says. */
  quiet: QuietRow | null;
  /** Seat kept after a close, for the agent's notes. */
  wrapUpMs: number | null;
  ladder: LadderRow;
  /** Lapsed offers in a row after which an agent is marked not responding. */
  lapsesAllowed: number | null;
}

/** A team nobody has set anything for. */
export const PLAIN_TEAM: TeamRules = {
  offerMs: 20_000,
  isAutoAccept: false,
  maxWaiting: null,
  strategy: "balanced",
  preferMs: 15_000,
  chatWeight: null,
  memberCapacity: null,
  isLanguageMatched: false,
  isSkillMatched: false,
  skillLevel: 1,
  needsMs: null,
  vipCreditMs: 0,
  hours: null,
  offHours: "message",
  overflow: null,
  longWaitMs: null,
  quiet: null,
  wrapUpMs: null,
  ladder: NO_LADDER,
  lapsesAllowed: null,
};
