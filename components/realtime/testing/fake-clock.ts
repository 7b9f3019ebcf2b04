import type { Clock } from "../clock.ts";

/** Lets every promise that can go on go on, without letting time pass. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that a test moves by hand. */
export function createFakeClock(
  startAt = 1_000_000,
): Clock & { advance(ms: number): Promise<void>; timers(): number; jump(ms: number): void } {
  let now = startAt;
  let count = 0;
  const timers = new Map<number, { at: number; run: () => void }>();
  return {
    now: () => now,
    after(delayMs, run) {
      const id = (count += 1);
      timers.set(id, { at: now + delayMs, run });
      return () => void timers.delete(id);
    },
    timers: () => timers.size,
    /** Time passes without any timer running: a device that sleeps. */
    jump(ms) {
      now += ms;
    },
    async advance(ms) {
      const until = now + ms;
      await settled();
      for (;;) {
        const [id, timer] =
          [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
        if (id === undefined || !timer) break;
        timers.delete(id);
        now = Math.max(now, timer.at);
        timer.run();
        await settled();
      }
      now = until;
    },
  };
}
