/**
 * Delay before the next attempt, in ms: exponential with "equal jitter" (half fixed, half random), so that thousands
 * of clients losing the same server do not come back in one wave.
 * @param attempts failed attempts so far, 0 before the first retry
 * @param random uniform in [0, 1)
 */
export function backoffMs(attempts: number, random: () => number, bounds: { firstMs: number; maxMs: number }): number {
  const ceilingMs = Math.min(bounds.maxMs, bounds.firstMs * 2 ** Math.min(attempts, 20));
  return Math.round(ceilingMs / 2 + (ceilingMs / 2) * random());
}
