import type { EventOf, RoutingEvent } from "#server/routing/events.ts";
import {
  type AgentRow,
  DEFAULT_SETTINGS,
  type SettingsRow,
  type StateRows,
  type TeamRow,
} from "#server/routing/state.ts";
import { type OverflowRow, PLAIN_TEAM, type QuietRow } from "#server/routing/team-rules.ts";

/**
 * One thing that is otherwise than it was on the day. Paths:
 * `settings.<field>`, `team.<id>.<field>`, `agent.<id>.capacity` and what else the rows hold, further names for what lies
 * inside (`team.<id>.ladder.reofferMs`); `agent.<id>.isRemoved` (true: takes nothing all day); `team.<id>.extraAgents`
 * (so many more, each there when a member is); `thresholds.base`, `.fixed`, `.rise`, `.fall`.
 */
export interface ReplayChange {
  readonly path: readonly string[];
  readonly value: number | boolean | string | null | readonly string[];
}

/** Of the thresholds; null = as they were. */
export interface ThresholdChange {
  /** The site's single base. */
  readonly base: number | null;
  /** One single threshold for everything, all day. */
  readonly fixed: number | null;
  readonly rise: number | null;
  readonly fall: number | null;
}
const THRESHOLDS = ["base", "fixed", "rise", "fall"] as const;

/** Beyond so many more agents nothing is learned. */
const MOST_EXTRA = 50;
/** What the engine keeps by itself is no input. */
const KEPT: Readonly<Record<"team" | "agent", readonly string[]>> = {
  team: ["id", "agentIds", "thresholds", "hours"],
  agent: Object.keys({
    id: 0,
    availability: 0,
    busyReason: 0,
    availabilityAt: 0,
    presentOn: 0,
    goneAt: 0,
    graceUntil: 0,
    idleSince: 0,
    servedCount: 0,
    overBy: 0,
    availabilityUntil: 0,
    isAwayByItself: 0,
    lapses: 0,
    notResponding: 0,
    leavingAt: 0,
    wrapUps: 0,
    askedIn: 0,
    sideWork: 0,
  } satisfies Partial<Record<keyof AgentRow, 0>>),
};

type Fields = Readonly<Record<string, unknown>>;

/** What lies in a group of a team's rules that is off. */
const OFF_GROUPS: Readonly<Record<string, Fields>> = {
  overflow: {
    toTeamId: null,
    afterMs: null,
    whenFull: false,
    whenNobody: false,
    whenClosed: false,
  } satisfies OverflowRow,
  quiet: { warnMs: null, closeMs: null } satisfies QuietRow,
};

/** A field's parts; those of a group that is off are off too. */
function partsOf(fields: Fields, name: string): Fields | null {
  const group = fields[name] ?? (Object.hasOwn(OFF_GROUPS, name) ? OFF_GROUPS[name] : null);
  return typeof group === "object" && group !== null && !Array.isArray(group) ? (group as Fields) : null;
}

/** The fields with one of them replaced, however deep; null where a name on the way is none. */
function withField(fields: Fields, [name, ...rest]: readonly string[], value: ReplayChange["value"]): Fields | null {
  if (name === undefined || !Object.hasOwn(fields, name)) return null;
  const was = fields[name];
  if (rest.length > 0) {
    const parts = partsOf(fields, name);
    const inner = parts === null ? null : withField(parts, rest, value);
    return inner === null ? null : { ...fields, [name]: inner };
  }
  // A length may be switched off and a switched-off one set; a word stays a word, a list a list.
  const isAlike =
    was === null ? value === null || typeof value !== "object" : value === null || kindOf(value) === kindOf(was);
  return isAlike ? { ...fields, [name]: value } : null;
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);
const isWithin = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && value >= least && value <= most;

/** What is wrong with a change on a day with these teams and agents; null = nothing. */
export function faultOf({ path, value }: ReplayChange, rows: StateRows): "unknown_path" | "bad_value" | null {
  const [of, id, ...names] = path;
  if (of === "settings") return faultIn(rows.settings, path.slice(1), value);
  if (of === "thresholds") {
    const limits = id === "base" || id === "fixed" ? [0.05, 0.95] : [0, 0.5];
    const isKnown = path.length === 2 && THRESHOLDS.some((name) => name === id);
    return !isKnown ? "unknown_path" : isWithin(value, limits[0]!, limits[1]!) ? null : "bad_value";
  }
  if (of === "team") {
    const team = rows.teams.find((row) => row.id === id);
    if (team === undefined || names.length === 0) return "unknown_path";
    if (names[0] === "extraAgents")
      return Number.isInteger(value) && isWithin(value, 0, MOST_EXTRA) ? null : "bad_value";
    return KEPT.team.includes(names[0]!) ? "unknown_path" : faultIn({ ...PLAIN_TEAM, ...team }, names, value);
  }
  if (of === "agent") {
    const agent = rows.agents.find((row) => row.id === id);
    if (agent === undefined || names.length === 0) return "unknown_path";
    if (names[0] === "isRemoved") return typeof value === "boolean" ? null : "bad_value";
    return KEPT.agent.includes(names[0]!) ? "unknown_path" : faultIn(agent, names, value);
  }
  return "unknown_path";
}

/** The value of a number can also be wrong for the engine, which then refuses the event; that is said by the replay. */
function faultIn(
  row: object,
  names: readonly string[],
  value: ReplayChange["value"],
): "unknown_path" | "bad_value" | null {
  if (typeof value === "number" && (!Number.isFinite(value) || value < 0)) return "bad_value";
  const [last] = names.slice(-1);
  const holder = names.slice(0, -1).reduce<Fields | null>((at, name) => at && partsOf(at, name), row as Fields);
  if (last === undefined || holder === null || !Object.hasOwn(holder, last)) return "unknown_path";
  return withField(row as Fields, names, value) === null ? "bad_value" : null;
}

const twinOf = (agentId: string, number: number): string => `${agentId}~${number}`;

/** The day's inputs with the changes made, wherever they are said: in the rows it began with and in later events. */
export class Changed {
  readonly thresholds: ThresholdChange;
  private readonly changes: readonly ReplayChange[];
  private readonly removed: ReadonlySet<string>;
  /** Twins by the member they are there with. */
  private readonly twins = new Map<string, { id: string; teamId: string }[]>();

  /** @param known teams and agents of the day, those that came later too */
  constructor(changes: readonly ReplayChange[], known: StateRows) {
    this.changes = changes;
    const numberAt = (name: string): number | null => {
      const value = changes.findLast(({ path }) => path[0] === "thresholds" && path[1] === name)?.value;
      return typeof value === "number" ? value : null;
    };
    this.thresholds = {
      base: numberAt("base"),
      fixed: numberAt("fixed"),
      rise: numberAt("rise"),
      fall: numberAt("fall"),
    };
    this.removed = new Set(
      changes.flatMap(({ path: [of, id, name], value }) =>
        of === "agent" && name === "isRemoved" && value === true && id !== undefined ? [id] : [],
      ),
    );
    for (const { path, value } of changes) {
      const [of, teamId, name] = path;
      if (of !== "team" || name !== "extraAgents" || typeof value !== "number" || teamId === undefined) continue;
      const members = known.teams.find(({ id }) => id === teamId)?.agentIds.filter((id) => !this.removed.has(id)) ?? [];
      for (let count = 0; count < value && members.length > 0; count += 1) {
        const member = members[count % members.length]!;
        const twins = this.twins.get(member) ?? [];
        twins.push({ id: twinOf(member, twins.length + 1), teamId });
        this.twins.set(member, twins);
      }
    }
  }

  /** The rows the day begins with. */
  rows(start: StateRows): StateRows {
    return {
      ...start,
      settings: this.settings(start.settings),
      teams: start.teams.map((team) => this.team(team)),
      agents: start.agents
        .flatMap((agent) => {
          const row: AgentRow = this.agent(agent);
          const kept: AgentRow = this.removed.has(row.id) ? { ...row, availability: "offline", busyReason: null } : row;
          const twins = (this.twins.get(row.id) ?? []).map(({ id }): AgentRow => ({ ...row, ...nothingHeld, id }));
          return [kept, ...twins];
        })
        .sort((x, y) => (x.id < y.id ? -1 : 1)),
    };
  }

  /** What becomes of a recorded event: nothing, itself, or one for each twin beside it. */
  events(event: RoutingEvent): RoutingEvent[] {
    if (event.type === "settings:changed") return [{ ...event, settings: this.settings(event.settings) }];
    if (event.type === "team:changed") return [{ ...event, team: this.toldTeam(event.team) }];
    if (event.type === "agent:changed") return this.withTwins(this.toldAgent(event));
    if (event.type === "availability:set") {
      return this.removed.has(event.agentId) && event.availability !== "offline" ? [] : this.withTwins(event);
    }
    const isAgents = (event.type === "person:arrived" || event.type === "person:left") && event.person === "agent";
    if (isAgents || event.type === "leaving:set" || event.type === "agent:returned" || event.type === "agent:removed")
      return this.withTwins(event as EventOf<"agent:returned">);
    return [event];
  }

  private withTwins<E extends RoutingEvent & { agentId: string }>(event: E): E[] {
    const twins = this.twins.get(event.agentId) ?? [];
    return [event, ...twins.map(({ id }, at): E => ({ ...event, id: `${event.id}~${at + 1}`, agentId: id }))];
  }

  private settings(row: SettingsRow): SettingsRow {
    return this.made({ ...DEFAULT_SETTINGS, ...row }, ({ path }) => path[0] === "settings", 1);
  }

  private team(row: TeamRow): TeamRow {
    const agentIds = this.withTwinIds(row.id, row.agentIds);
    return this.made({ ...row, agentIds }, ({ path }) => path[0] === "team" && path[1] === row.id, 2);
  }

  private toldTeam(team: EventOf<"team:changed">["team"]): EventOf<"team:changed">["team"] {
    const isOfIt = ({ path }: ReplayChange): boolean => path[0] === "team" && path[1] === team.id;
    if (!this.changes.some(isOfIt)) return team;
    return this.made({ ...PLAIN_TEAM, ...team, agentIds: this.withTwinIds(team.id, team.agentIds) }, isOfIt, 2);
  }

  private agent(row: AgentRow): AgentRow {
    return this.made(row, ({ path }) => path[0] === "agent" && path[1] === row.id, 2);
  }

  private toldAgent(event: EventOf<"agent:changed">): EventOf<"agent:changed"> {
    return this.made(event, ({ path }) => path[0] === "agent" && path[1] === event.agentId, 2);
  }

  private withTwinIds(teamId: string, agentIds: readonly string[]): string[] {
    const twins = agentIds.flatMap((id) => (this.twins.get(id) ?? []).filter((twin) => twin.teamId === teamId));
    return [...agentIds, ...twins.map(({ id }) => id)];
  }

  private made<Row extends object>(row: Row, isOfIt: (change: ReplayChange) => boolean, from: number): Row {
    let made: Fields = row as unknown as Fields;
    for (const change of this.changes)
      if (isOfIt(change)) made = withField(made, change.path.slice(from), change.value) ?? made;
    return made as unknown as Row;
  }
}

/** A twin begins with the presence of its member, and with empty hands. */
const nothingHeld = {
  servedCount: 0,
  overBy: 0,
  wrapUps: [],
  askedIn: {},
  sideWork: { requests: 0, consults: 0 },
} satisfies Partial<AgentRow>;
