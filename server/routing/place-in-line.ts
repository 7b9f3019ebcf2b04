/** The order of the line: worst match first, with a bound. */
import type { Place } from "./assignments.ts";
import type { AssignmentRow, SettingsRow } from "./state.ts";

/**
 * R2: the worse the best answer we had for the worst question, the larger the credit, linearly,
 * never above the bound; who asked nothing has none.
 * @param degree 0..1, or null
 */
export function creditMs(degree: number | null, settings: SettingsRow): number {
  return degree === null ? 0 : Math.round((1 - degree) * settings.creditBoundMs);
}

/** R4: a return keeps key, entry time and credit. */
export function keptPlace(assignment: AssignmentRow): Place {
  const { entryKey, enteredAt, creditMs: credit, degree } = assignment;
  return { entryKey, enteredAt, creditMs: credit, degree };
}
