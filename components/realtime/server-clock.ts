import type { Clock } from "./clock.ts";

/**
 * The server's clock, guessed from the times its words carry. Each heard time is the true offset minus the way it
 * took, so the largest difference heard is the nearest; a new connection starts the guess anew, because a device's
 * clock may have been set meanwhile.
 */
export interface ServerClock {
  /** The server said that it was `serverAt` when it spoke. */
  hear(serverAt: number): void;
  forget(): void;
  now(): number;
}

export function createServerClock(clock: Clock): ServerClock {
  let offsetMs = 0;
  let isFresh = false;
  return {
    hear(serverAt) {
      const heardMs = serverAt - clock.now();
      offsetMs = isFresh ? Math.max(offsetMs, heardMs) : heardMs;
      isFresh = true;
    },
    forget() {
      isFresh = false;
    },
    now: () => clock.now() + offsetMs,
  };
}
