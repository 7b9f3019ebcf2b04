/** One direction of one proxied connection: passes bytes on, late or not at all. */
import type { Socket } from "node:net";

export interface FlowFaults {
  /** Bytes vanish. */
  isLost: boolean;
  delayMs: number;
  /** Share of chunks that stall or cut the connection. */
  lossRate: number;
}

export interface Flow {
  /** Some bytes vanished: what comes after them would be nonsense. */
  readonly hasHole: boolean;
  /** The sender has ended; passed on in its turn unless the way is lost. */
  end(): void;
  stop(): void;
}

/** How much longer a lost chunk takes: sent again by its sender. */
const STALL_MS = 1_000;
/** Of lost chunks, those that end the connection. */
const RESET_SHARE = 0.1;

export interface FlowOptions {
  from: Socket;
  to: Socket;
  faults: Readonly<FlowFaults>;
  random(): number;
  onPassed(bytes: number): void;
  onReset(): void;
}

/** Joins two sockets one way, in order, with backpressure; `faults` is looked at anew for each chunk. */
export function createFlow({ from, to, faults, random, onPassed, onReset }: FlowOptions): Flow {
  const timers = new Set<NodeJS.Timeout>();
  let dueAt = 0;
  let hasHole = false;

  function pass(chunk: Buffer): void {
    if (to.destroyed) return;
    onPassed(chunk.length);
    if (to.write(chunk)) return;
    from.pause();
    to.once("drain", () => from.resume());
  }
  /** After what is still on its way. */
  function inTurn(extraMs: number, run: () => void): void {
    const now = performance.now();
    dueAt = Math.max(dueAt, now + extraMs);
    const waitMs = dueAt - now;
    if (waitMs <= 0 && timers.size === 0) return run();
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, waitMs);
    timers.add(timer);
  }
  from.on("data", (chunk: Buffer) => {
    if (faults.isLost) {
      hasHole = true;
      return;
    }
    const isUnlucky = faults.lossRate > 0 && random() < faults.lossRate;
    if (isUnlucky && random() < RESET_SHARE) return onReset();
    inTurn(faults.delayMs + (isUnlucky ? STALL_MS : 0), () => pass(chunk));
  });

  return {
    get hasHole() {
      return hasHole;
    },
    end() {
      if (faults.isLost) hasHole = true;
      else inTurn(faults.delayMs, () => void to.end());
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
