/** R80–R83: the passing of time, and time that must not count. */
import type { DeadlineKind } from "./deadline-kinds.ts";
import type { Handler } from "./rules.ts";
import type { RoutingState } from "./state.ts";
import { putAgent, putAssignment, putConversation, putOffer } from "./stepping.ts";

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
function inOrder<T extends "agents" | "conversations" | "assignments" | "offers">(state: RoutingState, table: T) {
  const rows = state[table] as Map<string, RoutingState[T] extends Map<string, infer R> ? R : never>;
  return [...rows].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, row]) => row);
}

/** R83: we were away, not they: what watches people waits for as long as we were. */
export const endOutage: Handler<"outage:ended"> = (s, event) => {
  const { lengthMs } = event;
  if (!Number.isFinite(lengthMs) || lengthMs < 0) return "invalid";
  const later = (at: number | null): number | null => (at === null ? null : at + lengthMs);
  for (const row of inOrder(s.state, "agents")) {
    if (row.graceUntil !== null) putAgent(s, { ...row, graceUntil: row.graceUntil + lengthMs });
  }
  for (const row of inOrder(s.state, "conversations")) {
    if (row.customerGraceUntil === null && row.quietWarnAt === null && row.quietCloseAt === null) continue;
    const moved = { customerGraceUntil: later(row.customerGraceUntil), quietWarnAt: later(row.quietWarnAt) };
    putConversation(s, { ...row, ...moved, quietCloseAt: later(row.quietCloseAt) });
  }
  for (const row of inOrder(s.state, "assignments")) {
    if (row.connectDeadlineAt !== null)
      putAssignment(s, { ...row, connectDeadlineAt: row.connectDeadlineAt + lengthMs });
  }
  for (const row of inOrder(s.state, "offers")) putOffer(s, { ...row, deadlineAt: row.deadlineAt + lengthMs });
  return null;
};
