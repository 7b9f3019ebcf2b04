/**
 * The one timer of routing: sleeps until the state's next deadline and then asks for a tick. Deadlines are data, so a
 * restart loses none; this only decides when to look.
 */
export interface WakeUp {
  /** The state changed: look at its next deadline again. */
  reschedule(): void;
  stop(): void;
}

export interface WakeUpOptions {
  /** Epoch ms of the next deadline by the database's clock, or null. */
  nextDeadline(): number | null;
  /** How far the database's clock is ahead of this process's, in ms. */
  clockOffsetMs(): number;
  now(): number;
  tick(): Promise<unknown>;
}

/** Longest sleep: a wrong clock or a lost edge costs at most this. */
const LONGEST_MS = 30_000;

export function createWakeUp(options: WakeUpOptions): WakeUp {
  let timer: NodeJS.Timeout | null = null;
  let isTicking = false;
  let isStopped = false;

  function reschedule(): void {
    if (isTicking || isStopped) return;
    if (timer !== null) clearTimeout(timer);
    const deadline = options.nextDeadline();
    if (deadline === null) {
      timer = null;
      return;
    }
    const wait = deadline - options.now() - options.clockOffsetMs();
    timer = setTimeout(fire, Math.max(0, Math.min(wait + 1, LONGEST_MS)));
    timer.unref();
  }

  function fire(): void {
    timer = null;
    isTicking = true;
    void options
      .tick()
      .then(
        () => undefined,
        // The database was away: try again soon, without spinning.
        () => new Promise<void>((resolve) => setTimeout(resolve, 500).unref()),
      )
      .finally(() => {
        isTicking = false;
        reschedule();
      });
  }

  return {
    reschedule,
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
