/** R80–R83: the passing of time, and time that must not count. */
import type { DeadlineKind } from "./deadline-kinds.ts";
import type { Handler } from "./rules.ts";
import type { RoutingState } from "./state.ts";
import { putAgent, putAssignment, putConversation, putEntry, putOffer } from "./stepping.ts";

/** R81: everything due, the earliest first, until all that is left lies in the future. */
export const tick: Handler<"tick"> = (s, event) => {
  const { deadlines } = s.state.index;
  for (let due = deadlines.first(); due !== null && due.a <= s.at; due = deadlines.first()) {
    s.rules.deadlines[due.b as DeadlineKind](s, due.id, event.turnSeqs);
    if (deadlines.has(due.a, due.b, due.id)) throw new Error(`routing: deadline ${due.b} of ${due.id} did not move`);
  }
  return null;
};

/** Rows in id order: a map remembers how it was filled, which differs between copies. */
function inOrder<T extends "agents" | "conversations" | "entries" | "assignments" | "offers">(
  state: RoutingState,
  table: T,
) {
  const rows = state[table] as Map<string, RoutingState[T] extends Map<string, infer R> ? R : never>;
  return [...rows].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, row]) => row);
}

/**
 * R83: we were away, not they: what watches people waits for as long as we were. What somebody set to a time of day
 * (busy until, leaving at, an answer promised, opening hours) and what has truly been waited (long wait) stay.
 */
export const endOutage: Handler<"outage:ended"> = (s, event) => {
  const { lengthMs } = event;
  if (!Number.isFinite(lengthMs) || lengthMs < 0) return "invalid";
  const later = <T extends object, K extends keyof T>(row: T, keys: readonly K[]): T | null => {
    const moved = keys.filter((key) => row[key] !== null).map((key) => [key, (row[key] as number) + lengthMs]);
    return moved.length === 0 ? null : { ...row, ...Object.fromEntries(moved) };
  };
  for (const row of inOrder(s.state, "agents")) {
    const wrapUps = row.wrapUps.map((wrapUp) => ({ ...wrapUp, until: wrapUp.until + lengthMs }));
    const moved = later(row, ["graceUntil"]);
    if (moved !== null || wrapUps.length > 0) putAgent(s, { ...(moved ?? row), wrapUps });
  }
  for (const row of inOrder(s.state, "conversations")) {
    const moved = later(row, ["customerGraceUntil", "quietWarnAt", "quietCloseAt", "ladderAt"]);
    if (moved !== null) putConversation(s, moved);
  }
  for (const row of inOrder(s.state, "entries")) {
    const moved = later(row, ["preferUntil", "needsUntil", "overflowAt"]);
    if (moved !== null) putEntry(s, moved);
  }
  for (const row of inOrder(s.state, "assignments")) {
    const moved = later(row, ["connectDeadlineAt"]);
    if (moved !== null) putAssignment(s, moved);
  }
  for (const row of inOrder(s.state, "offers")) putOffer(s, { ...row, deadlineAt: row.deadlineAt + lengthMs });
  return null;
};
