/** Time as a collaborator: tests drive a fake one by hand, so nothing here ever sleeps. All in milliseconds. */
export interface Clock {
  /** Epoch ms of this device (may be wrong; see `server-clock.ts`). */
  now(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
