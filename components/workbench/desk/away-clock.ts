/**
 * When inactivity has to be said. One clock per tab, told of input from every tab of the same person in this browser;
 * pure, so that time is an argument.
 */
export interface AwayClock {
  /** Somebody touched a tab at `at`. */
  touched(at: number): void;
  /** Whether to say it now: nothing moved for so long, and it was not said since the last move here. */
  isDue(now: number): boolean;
  /** When to look again; epoch ms. */
  nextLookAt(): number;
  /** It was said. */
  said(): void;
}

/** @param awayAfterMs how long nothing has to move */
export function createAwayClock(awayAfterMs: number, startedAt: number): AwayClock {
  let touchedAt = startedAt;
  let isSaid = false;
  return {
    touched(at) {
      if (at <= touchedAt) return;
      touchedAt = at;
      isSaid = false;
    },
    isDue: (now) => !isSaid && now - touchedAt >= awayAfterMs,
    nextLookAt: () => touchedAt + awayAfterMs,
    // Another device of the same person may have taken it back: this one says it once for each time it was left.
    said: () => void (isSaid = true),
  };
}
