/**
 * Rows written under earlier rules, in outcomes and checkpoints of the journal, lack what came later.
 * They read as a shop in which nobody has set any of it.
 */
import type { Change } from "./outcome.ts";
import type { AgentRow, AssignmentRow, ConversationRow, EntryRow, OfferRow, SettingsRow, StateRows } from "./state.ts";
import { PLAIN_TEAM } from "./team-rules.ts";

type Later<R, K extends keyof R> = { readonly [P in K]: R[P] };

const AGENT: Later<
  AgentRow,
  | "languages"
  | "skills"
  | "availabilityUntil"
  | "isAwayByItself"
  | "lapses"
  | "notResponding"
  | "leavingAt"
  | "wrapUps"
  | "askedIn"
  | "sideWork"
> = {
  languages: [],
  skills: {},
  availabilityUntil: null,
  isAwayByItself: false,
  lapses: 0,
  notResponding: null,
  leavingAt: null,
  wrapUps: [],
  askedIn: {},
  sideWork: { requests: 0, consults: 0 },
};
const CONVERSATION: Later<
  ConversationRow,
  "ladderStep" | "ladderAt" | "hops" | "formerAgentId" | "reoffer" | "promisedAt" | "promiseMadeAt"
> = {
  ladderStep: 0,
  ladderAt: null,
  hops: 0,
  formerAgentId: null,
  reoffer: null,
  promisedAt: null,
  promiseMadeAt: null,
};
const ENTRY: Later<EntryRow, "preferUntil" | "needs" | "needsUntil" | "overflowAt" | "longWaitAt" | "isVip" | "skips"> =
  {
    preferUntil: null,
    needs: null,
    needsUntil: null,
    overflowAt: null,
    longWaitAt: null,
    isVip: false,
    skips: 0,
  };
const OFFER: Later<OfferRow, "weight"> = { weight: 1 };
const ASSIGNMENT: Later<AssignmentRow, "needs" | "isVip" | "weight"> = { needs: null, isVip: false, weight: 1 };
const SETTINGS: Later<SettingsRow, "weights"> = { weights: { chat: 1, request: 0.5, consult: 0.5 } };

const LATER = {
  team: PLAIN_TEAM,
  agent: AGENT,
  conversation: CONVERSATION,
  entry: ENTRY,
  offer: OFFER,
  assignment: ASSIGNMENT,
  settings: SETTINGS,
};
/** What the latest rules added to each kind: where it is there, nothing is missing. */
const NEWEST: Record<Change["kind"], string> = {
  team: "lapsesAllowed",
  agent: "sideWork",
  conversation: "promiseMadeAt",
  entry: "skips",
  offer: "weight",
  assignment: "weight",
  settings: "weights",
};

function completed<R extends object>(kind: Change["kind"], row: R): R {
  return NEWEST[kind] in row ? row : { ...LATER[kind], ...row };
}

/** The change as a node of these rules would have written it; the same object if nothing is missing. */
export function completedChange(change: Change): Change {
  const { kind, row } = change;
  if (row === null || NEWEST[kind] in row) return change;
  // The kind says which row it is; the compiler does not follow it through the spread.
  return { ...change, row: completed(kind, row) } as Change;
}

/** The same for the rows of a checkpoint. */
export function completedRows(rows: StateRows): StateRows {
  return {
    meta: rows.meta,
    settings: completed("settings", rows.settings),
    teams: rows.teams.map((row) => completed("team", row)),
    agents: rows.agents.map((row) => completed("agent", row)),
    conversations: rows.conversations.map((row) => completed("conversation", row)),
    entries: rows.entries.map((row) => completed("entry", row)),
    offers: rows.offers.map((row) => completed("offer", row)),
    assignments: rows.assignments.map((row) => completed("assignment", row)),
  };
}
