import type { Cursor } from "#server/contract/index.ts";
import type { Clock } from "./clock.ts";
import { createThrottle } from "./throttle.ts";

/** Room for typing signals within the contract's limit of 60 passing calls in 10 s. */
const CURSOR_EVERY_MS = 1_000;

export interface CursorSender {
  delivered(conversationId: string, seq: number): void;
  read(conversationId: string, seq: number): void;
  /** Sends again what was not confirmed (after a reconnect). */
  flush(): void;
  stop(): void;
}

/**
 * Tells how far this person has received and read, per conversation: latest wins, so only the newest is sent, at most
 * once a second, and a lost one is made good by the next.
 * @param send resolves with whether the server took it
 */
export function createCursorSender(
  clock: Clock,
  send: (conversationId: string, cursor: Cursor) => Promise<boolean>,
): CursorSender {
  const wanted = new Map<string, Cursor>();
  const sent = new Map<string, Cursor>();
  const throttle = createThrottle(clock, CURSOR_EVERY_MS, () => void sendAll());

  async function sendAll(): Promise<void> {
    for (const [id, cursor] of wanted) {
      const before = sent.get(id);
      if (before && before.deliveredSeq >= cursor.deliveredSeq && before.readSeq >= cursor.readSeq) continue;
      sent.set(id, cursor);
      const isTaken = await send(id, cursor);
      if (!isTaken && sent.get(id) === cursor) sent.delete(id);
    }
  }
  function raise(id: string, delivered: number, read: number): void {
    const before = wanted.get(id) ?? { deliveredSeq: 0, readSeq: 0 };
    const next = { deliveredSeq: Math.max(before.deliveredSeq, delivered), readSeq: Math.max(before.readSeq, read) };
    if (next.deliveredSeq === before.deliveredSeq && next.readSeq === before.readSeq) return;
    wanted.set(id, next);
    throttle.request();
  }
  return {
    delivered: (id, seq) => raise(id, seq, 0),
    read: (id, seq) => raise(id, seq, seq),
    flush: () => throttle.request(),
    stop: () => throttle.cancel(),
  };
}
