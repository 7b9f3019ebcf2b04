/** From half of it a wait in line turns amber, at it red; the same as at the desk. */
export const WAIT_LIMIT_MS = 6 * 60_000;
