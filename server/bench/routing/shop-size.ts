/** A crowded shop of one size, as plain ids: what the engine, the database and the reference are all measured on. */

export interface ShopSize {
  readonly waiting: number;
  readonly agents: number;
}

/** The sizes of issue 5. */
export const SIZES: readonly ShopSize[] = [
  { waiting: 1_000, agents: 50 },
  { waiting: 10_000, agents: 500 },
  { waiting: 100_000, agents: 5_000 },
];

/** Seats of every agent. */
export const CAPACITY = 5;
/** Four teams have a line that never ends; the fifth has room, so that its hand-offs are offered at once. */
const CROWDED_TEAMS = 4;
/** How many of a roomy agent's seats are taken at the start. */
const ROOMY_LOAD = 2;

export interface CrowdedTeam {
  readonly id: string;
  readonly agentIds: string[];
  readonly isCrowded: boolean;
}

export interface Conversation {
  readonly id: string;
  readonly customerId: string;
  readonly teamId: string;
  /** What the customer writes in, where that is asked for. */
  readonly language?: string;
}

export interface CrowdedShop {
  readonly epoch: string;
  readonly teams: readonly CrowdedTeam[];
  readonly agentIds: readonly string[];
  /** Enough to take every seat of the crowded teams and some of the roomy one, in this order. */
  readonly served: readonly Conversation[];
  readonly waiting: readonly Conversation[];
}

/** Two languages, spoken by half of the agents each; every third customer needs one of them. */
const LANGUAGES = ["en", "zh"] as const;

export function languageOfAgent(at: number): string {
  return LANGUAGES[at % LANGUAGES.length] ?? "";
}

/** The conversation as one who needs a language, or not, has it. */
export function withLanguage(conversation: Conversation, number: number): Conversation {
  if (number % 3 !== 0) return conversation;
  return { ...conversation, language: languageOfAgent(number / 3) };
}

/** An id that PostgreSQL takes for a UUID; the same for the same kind and number. */
export function idOf(kind: "agent" | "team" | "epoch" | "customer" | "conversation" | "event", number: number): string {
  const kinds = { agent: "a", team: "b", epoch: "c", customer: "d", conversation: "e", event: "f" };
  return `0190000${kinds[kind]}-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/**
 * Four of five agents are in two of the crowded teams, so that a seat is shared by two lines; every seat of theirs is
 * taken. The fifth of them is in a team with room.
 */
export function crowdedShop({ waiting, agents }: ShopSize): CrowdedShop {
  const agentIds = Array.from({ length: agents }, (_, at) => idOf("agent", at));
  const crowded = agentIds.filter((_, at) => at % 5 !== 4);
  const roomy = agentIds.filter((_, at) => at % 5 === 4);
  const teams = Array.from({ length: CROWDED_TEAMS }, (_, team): CrowdedTeam => {
    const isMember = (at: number): boolean => at % CROWDED_TEAMS === team || (at + 1) % CROWDED_TEAMS === team;
    return { id: idOf("team", team), agentIds: crowded.filter((_id, at) => isMember(at)), isCrowded: true };
  });
  teams.push({ id: idOf("team", CROWDED_TEAMS), agentIds: roomy, isCrowded: false });
  let made = 0;
  const open = (teamId: string): Conversation => {
    made += 1;
    return { id: idOf("conversation", made), customerId: idOf("customer", made), teamId };
  };
  const lineOf = (at: number): string => idOf("team", at % CROWDED_TEAMS);
  const served = [
    ...Array.from({ length: crowded.length * CAPACITY }, (_, at) => open(lineOf(at))),
    ...Array.from({ length: roomy.length * ROOMY_LOAD }, () => open(idOf("team", CROWDED_TEAMS))),
  ];
  return {
    epoch: idOf("epoch", 1),
    teams,
    agentIds,
    served,
    waiting: Array.from({ length: waiting }, (_, at) => open(lineOf(at))),
  };
}
