/** From rows to state and back. */
import { noSeats } from "./index-lines.ts";
import { completedChange, completedRows } from "./older-rows.ts";
import { OrderedIndex } from "./ordered-index.ts";
import type { Outcome } from "./outcome.ts";
import { putChange } from "./put-row.ts";
import { standingOf } from "./standing.ts";
import { DEFAULT_SETTINGS, type RoutingIndex, type RoutingState, type StateRows } from "./state.ts";

/** The rows of an installation in which nothing has happened yet. @param rng seed, unsigned 32 bit */
export function emptyRows(rng = 1): StateRows {
  return {
    meta: { seq: 0, at: 0, rng },
    settings: DEFAULT_SETTINGS,
    teams: [],
    agents: [],
    conversations: [],
    entries: [],
    offers: [],
    assignments: [],
  };
}

/**
 * A state of these rows with its indexes. The rows become the state's and must not be changed.
 * @param standing replaced only by tests that plant a fault
 */
export function rebuild(given: StateRows, standing: RoutingIndex["standingOf"] = standingOf): RoutingState {
  const rows = completedRows(given);
  const state: RoutingState = {
    meta: rows.meta,
    settings: rows.settings,
    teams: new Map(),
    agents: new Map(),
    conversations: new Map(),
    entries: new Map(),
    offers: new Map(),
    assignments: new Map(),
    index: {
      standingOf: standing,
      teams: new Map(),
      everybody: noSeats(),
      agents: new Map(),
      entryOf: new Map(),
      offerOf: new Map(),
      assignmentOf: new Map(),
      conversationOfCustomer: new Map(),
      nodes: new Map(),
      deadlines: new OrderedIndex(),
      reoffers: new Map(),
      dirty: new Set(),
      wasReachable: new Map(),
    },
  };
  for (const row of rows.teams) putChange(state, { kind: "team", id: row.id, row, ended: null });
  for (const row of rows.agents) putChange(state, { kind: "agent", id: row.id, row, ended: null });
  for (const row of rows.conversations) putChange(state, { kind: "conversation", id: row.id, row, ended: null });
  for (const row of rows.entries) putChange(state, { kind: "entry", id: row.id, row, ended: null });
  for (const row of rows.offers) putChange(state, { kind: "offer", id: row.id, row, ended: null });
  for (const row of rows.assignments) putChange(state, { kind: "assignment", id: row.id, row, ended: null });
  state.index.wasReachable.clear();
  return state;
}

function sorted<R extends { id: string }>(rows: Map<string, R>): R[] {
  return [...rows.values()].sort((x, y) => (x.id < y.id ? -1 : 1));
}

/** The plain living rows, lists sorted by id; two states are the same if these are deep-equal. */
export function snapshotRows(state: RoutingState): StateRows {
  return {
    meta: state.meta,
    settings: state.settings,
    teams: sorted(state.teams),
    agents: sorted(state.agents),
    conversations: sorted(state.conversations),
    entries: sorted(state.entries),
    offers: sorted(state.offers),
    assignments: sorted(state.assignments),
  };
}

/** Makes on this copy the changes another copy decided. The caller applies outcomes in order of `meta.seq`. */
export function applyOutcome(state: RoutingState, outcome: Outcome): void {
  for (const change of outcome.changes) putChange(state, completedChange(change));
  state.meta = outcome.meta;
  state.index.wasReachable.clear();
}
