import { refusalOf } from "../contract/errors.ts";
import type { Logger } from "../logging.ts";
import type { Appended } from "../store/message-log.ts";
import type { Dispatcher } from "./dispatcher.ts";

/** A lively conversation changes turns with every message; the engine counts turns in minutes. */
const AT_MOST_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 250;

interface Told {
  at: number;
  /** What changed since, to be told when its time has come. */
  next: { turn: "agent" | "customer"; logSeq: number; since: number } | null;
}

export interface TurnTeller {
  /** A message was stored that changed whose turn it is. */
  moved(appended: Pick<Appended, "head" | "turnSeq">): void;
  /** Tells what has been kept back. */
  flush(): Promise<void>;
  stop(): void;
}

/**
 * Tells the engine that the other side owes the next word: the first change of a conversation at once, later ones every
 * two seconds, the newest only. Nobody waits for it: the message is committed, and a turn whose telling is lost with this
 * process is found by the sweep, which compares log numbers.
 */
export function createTurnTeller(options: { dispatcher: Dispatcher; log: Logger }): TurnTeller {
  const { dispatcher, log } = options;
  /** By conversation, in the order of their last telling. */
  const told = new Map<string, Told>();
  let timer: NodeJS.Timeout | null = null;

  async function tell(conversationId: string, next: NonNullable<Told["next"]>): Promise<void> {
    told.delete(conversationId);
    told.set(conversationId, { at: performance.now(), next: null });
    try {
      await dispatcher.dispatch({ type: "turn:changed", conversationId, ...next });
    } catch (error) {
      if (refusalOf(error) === null) log.warn({ err: error, conversationId }, "a change of turn could not be told");
    }
  }

  function look(): void {
    const ripeAt = performance.now() - AT_MOST_EVERY_MS;
    for (const [id, { at, next }] of told) {
      if (at > ripeAt) break;
      if (next === null) told.delete(id);
      else void tell(id, next);
    }
    if (told.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  }

  return {
    moved({ head, turnSeq }) {
      if (head.state !== "served" && head.state !== "waiting") return;
      if (head.turn !== "agent" && head.turn !== "customer") return;
      // Counted from when the message was stored, however late its telling comes.
      const next = { turn: head.turn, logSeq: turnSeq, since: head.turn_since.getTime() } as const;
      const last = told.get(head.id);
      if (last !== undefined) {
        last.next = next;
        return;
      }
      void tell(head.id, next);
      timer ??= setInterval(look, LOOK_EVERY_MS).unref();
    },
    async flush() {
      await Promise.all([...told].flatMap(([id, { next }]) => (next === null ? [] : [tell(id, next)])));
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
    },
  };
}
