import type { Clock } from "./clock.ts";

/** Runs at once, then at most every `everyMs`; calls in between become one at the end of the span. */
export function createThrottle(clock: Clock, everyMs: number, run: () => void): { request(): void; cancel(): void } {
  let cancelTimer: (() => void) | null = null;
  let isWanted = false;
  const open = (): void => {
    run();
    cancelTimer = clock.after(everyMs, () => {
      cancelTimer = null;
      if (!isWanted) return;
      isWanted = false;
      open();
    });
  };
  return {
    request() {
      if (cancelTimer) isWanted = true;
      else open();
    },
    cancel() {
      cancelTimer?.();
      cancelTimer = null;
      isWanted = false;
    },
  };
}
