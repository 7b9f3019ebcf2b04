/** From half of it a wait in line turns amber, at it red. */
export const queueLimitMs = 6 * 60_000;
