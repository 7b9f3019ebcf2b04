/** The order of the line: worst match first, with a bound. */
import type { Place } from "./assignments.ts";
import type { AssignmentRow, SettingsRow } from "./state.ts";

/**
 * R2, R86: the worse the best answer we had for the worst question, the larger the credit, linearly;
 * who asked nothing has none of that. A VIP's comes on top. In all never above the bound.
 * @param degree 0..1, or null
 * @param vipMs extra credit
 */
export function creditMs(degree: number | null, vipMs: number, settings: SettingsRow): number {
  const { creditBoundMs } = settings;
  return Math.min(creditBoundMs, vipMs + (degree === null ? 0 : Math.round((1 - degree) * creditBoundMs)));
}

/** R4: a return keeps key, entry time and credit. */
export function keptPlace(assignment: AssignmentRow): Place {
  const { entryKey, enteredAt, creditMs: credit, degree, needs, isVip } = assignment;
  return { entryKey, enteredAt, creditMs: credit, degree, needs, isVip };
}
