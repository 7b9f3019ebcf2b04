import { hash } from "node:crypto";
import type pg from "pg";
import { RefusedError } from "../contract/errors.ts";
import { appendStatement, appendValues, toAppended, type Appended, type AppendRow, type Send } from "./append-row.ts";
import { asRefusal, isDatabaseAway } from "./database.ts";

export type { Appended, Send } from "./append-row.ts";

interface Waiting {
  send: Send;
  isTriedAgain?: boolean;
  resolve(result: Appended): void;
  reject(error: unknown): void;
}

/** Switches of tests and chaos; each is awaited at its point. */
export interface AppendFailpoints {
  beforeCommit?(sends: readonly Send[]): Promise<void>;
  afterCommitBeforeAck?(sends: readonly Send[]): Promise<void>;
}

export interface MessageLogOptions {
  /** Sends in one call. */
  maxGroup?: number;
  /** Sends waiting beyond which a new one is answered `slow_down`. */
  maxWaiting?: number;
  /** Calls in flight at once; a conversation is in at most one of them. */
  maxCalls?: number;
  failpoints?: AppendFailpoints;
  /** Hears of every committed call: how many sends it carried, and how long it took. */
  onGroup?(size: number, ms: number): void;
}

export interface MessageLog {
  append(send: Send): Promise<Appended>;
  /** Resolves when nothing is waiting or in flight. */
  flush(): Promise<void>;
  readonly waiting: number;
}

/** Stable fingerprint of a body: the same clientId with another one is `conflict`. */
export function bodyHashOf(body: unknown): string {
  return hash("sha256", JSON.stringify(body), "base64url").slice(0, 22);
}

/**
 * A call costs the database as much as a dozen of its rows. Beside calls that carry fewer sends than this together another
 * may start: few people write, and none of them waits for the others' commit. Beside greater ones nothing starts, and what
 * comes meanwhile shares the next call.
 */
const SMALL_CALL = 8;

/** Tries whose end we never heard that are remembered; each is one send of somebody who will try again. */
const MAX_DOUBTFUL = 10_000;

/**
 * The group commit of the message path: sends that arrive while a call is in flight share the next one, so a busy server
 * pays one transaction for many messages and a quiet one waits for nobody. A conversation is in at most one call at a
 * time (two in flight would swap one sender's messages). A failed group is tried again one by one, so that a single bad
 * row cannot refuse its neighbours; a row that somebody else holds is waited for apart, so that it cannot delay them.
 */
export function createMessageLog(pool: pg.Pool, options: MessageLogOptions = {}): MessageLog {
  const { maxGroup = 128, maxWaiting = 5_000, maxCalls = 2, failpoints, onGroup } = options;
  let queue: Waiting[] = [];
  const inFlight = new Set<string>();
  let calls = 0;
  /** Calls whose answers are not all handed on yet. */
  let unsettled = 0;
  /** Sends in those calls. */
  let underWay = 0;
  let isScheduled = false;
  /** Sends whose conversation somebody else holds; their conversations stay in flight, so that their order is kept. */
  const held: Waiting[] = [];
  let isWaitingForHeld = false;
  let flushers: (() => void)[] = [];
  /** Sends of calls that failed, perhaps after their commit: a repeat of one has not been told to anybody yet. */
  const doubtful = new Set<string>();

  const isIdle = () => queue.length === 0 && unsettled === 0 && !isWaitingForHeld;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    // After the sockets of this turn of the loop were read, so that they share a group.
    setImmediate(() => {
      isScheduled = false;
      pump();
    });
  }

  function pump(): void {
    while (queue.length > 0 && calls < maxCalls && underWay < SMALL_CALL) {
      const group: Waiting[] = [];
      const later: Waiting[] = [];
      for (const waiting of queue) {
        const id = waiting.send.conversationId;
        if (group.length < maxGroup && !inFlight.has(id)) {
          inFlight.add(id);
          group.push(waiting);
        } else {
          later.push(waiting);
        }
      }
      if (group.length === 0) return;
      queue = later;
      calls += 1;
      unsettled += 1;
      underWay += group.length;
      let isFree = false;
      const free = (busy: readonly Waiting[]): void => {
        if (isFree) return;
        isFree = true;
        calls -= 1;
        underWay -= group.length;
        leave(group, busy);
        pump();
      };
      // The next call is on its way before the answers of this one are written: the database works while we do.
      void commit(group, free).then((busy) => {
        free(busy);
        unsettled -= 1;
        held.push(...busy);
        rest();
        void waitForHeld();
      });
    }
  }

  /** These are done with (but for the busy ones): their conversations may go into the next call. */
  function leave(group: readonly Waiting[], busy: readonly Waiting[]): void {
    for (const waiting of group)
      if (busy.length === 0 || !busy.includes(waiting)) inFlight.delete(waiting.send.conversationId);
  }

  function rest(): void {
    if (queue.length > 0) return schedule();
    if (!isIdle()) return;
    for (const done of flushers) done();
    flushers = [];
  }

  /** One at a time, on a connection that no call uses: those that became free meanwhile go first, together. */
  async function waitForHeld(): Promise<void> {
    if (isWaitingForHeld || held.length === 0) return;
    isWaitingForHeld = true;
    while (held.length > 0) {
      const group = held.splice(0, maxGroup);
      const busy = group.length > 1 ? await commit(group) : group;
      leave(group, busy);
      rest();
      const [first, ...others] = busy;
      held.unshift(...others);
      if (first === undefined) continue;
      await waitFor(first);
      if (held.length === 0) isWaitingForHeld = false;
      leave([first], []);
      rest();
    }
    isWaitingForHeld = false;
    rest();
  }

  async function call(group: readonly Waiting[], isWaiting: boolean): Promise<AppendRow[]> {
    const sends = group.map(({ send }) => send);
    const startedAt = performance.now();
    try {
      // Only where there is something to wait for: a turn of the queue costs every message of a group.
      if (failpoints?.beforeCommit) await failpoints.beforeCommit(sends);
      const result = await pool.query<AppendRow>({ ...appendStatement, values: appendValues(sends, isWaiting) });
      onGroup?.(sends.length, performance.now() - startedAt);
      if (failpoints?.afterCommitBeforeAck) await failpoints.afterCommitBeforeAck(sends);
      return result.rows;
    } catch (error) {
      // A double was refused before the commit; of anything else we cannot be sure.
      if (!isDouble(error)) for (const send of sends) doubt(send);
      throw error;
    }
  }

  /**
   * Settles the group but for those whose conversation somebody else holds, which it returns. Never rejects.
   * @param onAnswered hears of those before anything is settled, unless the call failed
   */
  async function commit(
    group: readonly Waiting[],
    onAnswered?: (busy: readonly Waiting[]) => void,
  ): Promise<Waiting[]> {
    let rows: AppendRow[];
    try {
      rows = await call(group, false);
    } catch (error) {
      return commitAgain(group, error);
    }
    const busy: Waiting[] = [];
    const answers: (AppendRow | undefined)[] = [];
    for (const row of rows) answers[row.idx - 1] = row;
    for (const [at, waiting] of group.entries()) if (answers[at]?.result === "busy") busy.push(waiting);
    onAnswered?.(busy);
    for (const [at, waiting] of group.entries()) {
      const row = answers[at];
      if (row?.result !== "busy") settle(waiting, row);
    }
    return busy;
  }

  async function commitAgain(group: readonly Waiting[], error: unknown): Promise<Waiting[]> {
    const [first] = group;
    if (isDatabaseAway(error) || first === undefined) {
      for (const { reject } of group) reject(asRefusal(error));
      return [];
    }
    // Alone, a double can only be the same send on another node at the same moment: now it is found as a repeat.
    if (group.length === 1 && (!isDouble(error) || first.isTriedAgain === true)) {
      first.reject(asRefusal(error));
      return [];
    }
    first.isTriedAgain = group.length === 1;
    const busy: Waiting[] = [];
    for (const waiting of group) busy.push(...(await commit([waiting])));
    return busy;
  }

  /** The row is held by a decision or another node: waits for it, alone, bounded by the connection's lock timeout. */
  async function waitFor(waiting: Waiting): Promise<void> {
    try {
      const [row] = await call([waiting], true);
      settle(waiting, row);
    } catch (error) {
      await commitAgain([waiting], error);
    }
  }

  function settle(waiting: Waiting, row: AppendRow | undefined): void {
    if (row === undefined) return waiting.reject(new Error("append answered nothing"));
    switch (row.result) {
      case "ok":
      case "repeat":
        waiting.resolve(toAppended(waiting.send, row, !wasDoubtful(waiting.send) && row.result === "repeat"));
        return;
      case "bad_media":
        waiting.reject(new RefusedError("not_found"));
        return;
      case "busy":
        waiting.reject(new RefusedError("slow_down", { retryAfterMs: 500 }));
        return;
      default:
        waiting.reject(new RefusedError(row.result));
    }
  }

  const wasDoubtful = (send: Send): boolean => doubtful.size > 0 && doubtful.delete(keyOf(send));

  function doubt(send: Send): void {
    const [oldest] = doubtful;
    if (doubtful.size >= MAX_DOUBTFUL && oldest !== undefined) doubtful.delete(oldest);
    doubtful.add(keyOf(send));
  }

  return {
    append(send) {
      if (queue.length >= maxWaiting) return Promise.reject(new RefusedError("slow_down", { retryAfterMs: 1_000 }));
      return new Promise((resolve, reject) => {
        queue.push({ send, resolve, reject });
        schedule();
      });
    },
    flush() {
      if (isIdle()) return Promise.resolve();
      return new Promise((resolve) => flushers.push(resolve));
    },
    get waiting() {
      return queue.length;
    },
  };
}

const keyOf = (send: Send): string => `${send.authorId} ${send.clientId}`;

/** A unique index said no. */
const isDouble = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "23505";
