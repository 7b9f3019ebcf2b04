import { backoffMs } from "./backoff.ts";
import type { Clock } from "./clock.ts";

/** Two events of one stream may overtake each other on the way; a hole younger than this repairs itself. */
export const HOLE_WAIT_MS = 150;

/** What is away may be back any moment. */
const FAILED = { firstMs: 500, maxMs: 4_000 };
/** What the server does not know now it may never know. */
const UNFILLED = { firstMs: 2 * HOLE_WAIT_MS, maxMs: 10_000 };

export interface Resumer {
  /** Something is missing in this stream: fetch it unless it arrives within 150 ms. */
  hole(stream: string): void;
  /** Fetch what is missing now (connected, came back, told so). */
  resume(stream: string): void;
  /** Forgets timers (disconnected or stopped); what is under way ends by itself. */
  rest(): void;
}

/**
 * Repairs streams: one fetch per stream at a time, paged until done, asked again when the stream was touched meanwhile.
 * @param fetchPage fetches and applies the next page; `more` = ask again, `done`, or `failed` (tried again later)
 * @param hasHole whether the stream still misses something (a hole that closed by itself is not fetched)
 */
export function createResumer(options: {
  clock: Clock;
  random: () => number;
  fetchPage: (stream: string) => Promise<"more" | "done" | "failed">;
  hasHole: (stream: string) => boolean;
}): Resumer {
  const { clock, random, fetchPage, hasHole } = options;
  const timers = new Map<string, () => void>();
  const running = new Set<string>();
  const again = new Set<string>();
  const failures = new Map<string, number>();

  function later(stream: string, delayMs: number): void {
    if (timers.has(stream)) return;
    timers.set(
      stream,
      clock.after(delayMs, () => {
        timers.delete(stream);
        if (hasHole(stream)) resume(stream);
      }),
    );
  }

  function resume(stream: string): void {
    timers.get(stream)?.();
    timers.delete(stream);
    if (running.has(stream)) return void again.add(stream);
    void run(stream);
  }

  async function run(stream: string): Promise<void> {
    running.add(stream);
    let outcome: "more" | "done" | "failed" = "more";
    do {
      again.delete(stream);
      outcome = await fetchPage(stream);
    } while (outcome === "more" || (outcome === "done" && again.has(stream)));
    running.delete(stream);
    if (outcome === "done" && !hasHole(stream)) return void failures.delete(stream);
    // Failed, or fetched and yet a hole: an event came behind the page, or the server knows less than was heard.
    const count = failures.get(stream) ?? 0;
    failures.set(stream, count + 1);
    later(stream, backoffMs(count, random, outcome === "failed" ? FAILED : UNFILLED));
  }

  return {
    hole: (stream) => later(stream, HOLE_WAIT_MS),
    resume,
    rest() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
      failures.clear();
    },
  };
}
