/** From half of it a wait turns amber, at it red. */
export const owedLimitMs = 3 * 60_000;
export const queueLimitMs = 6 * 60_000;
