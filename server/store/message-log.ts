import { createHash } from "node:crypto";
import type pg from "pg";
import { RefusedError } from "../contract/errors.ts";
import { toAppended, type Appended, type AppendRow, type Send } from "./append-row.ts";
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
}

export interface MessageLog {
  append(send: Send): Promise<Appended>;
  /** Resolves when nothing is waiting or in flight. */
  flush(): Promise<void>;
  readonly waiting: number;
}

/** Stable fingerprint of a body: the same clientId with another one is `conflict`. */
export function bodyHashOf(body: unknown): string {
  return createHash("sha256").update(JSON.stringify(body)).digest("base64url").slice(0, 22);
}

const statement = { name: "append_items", text: "SELECT * FROM append_items($1::jsonb, $2)" };

/** Tries whose end we never heard that are remembered; each is one send of somebody who will try again. */
const MAX_DOUBTFUL = 10_000;

/**
 * The group commit of the message path: sends that arrive while a call is in flight share the next one, so a busy server
 * pays one transaction for many messages and a quiet one waits for nobody. A conversation is in at most one call at a
 * time (two in flight would swap one sender's messages). A failed group is tried again one by one, so that a single bad
 * row cannot refuse its neighbours; a row that somebody else holds is waited for apart, so that it cannot delay them.
 */
export function createMessageLog(pool: pg.Pool, options: MessageLogOptions = {}): MessageLog {
  const { maxGroup = 128, maxWaiting = 5_000, maxCalls = 2, failpoints } = options;
  let queue: Waiting[] = [];
  const inFlight = new Set<string>();
  let calls = 0;
  let isScheduled = false;
  /** Sends whose conversation somebody else holds; their conversations stay in flight, so that their order is kept. */
  const held: Waiting[] = [];
  let isWaitingForHeld = false;
  let flushers: (() => void)[] = [];
  /** Sends of calls that failed, perhaps after their commit: a repeat of one has not been told to anybody yet. */
  const doubtful = new Set<string>();

  const isIdle = () => queue.length === 0 && calls === 0 && !isWaitingForHeld;

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
    while (calls < maxCalls && queue.length > 0) {
      const group: Waiting[] = [];
      const rest: Waiting[] = [];
      for (const waiting of queue) {
        const id = waiting.send.conversationId;
        if (group.length < maxGroup && !inFlight.has(id)) {
          inFlight.add(id);
          group.push(waiting);
        } else {
          rest.push(waiting);
        }
      }
      if (group.length === 0) return;
      queue = rest;
      calls += 1;
      void commit(group).then((busy) => {
        calls -= 1;
        leave(group, busy);
        held.push(...busy);
        void waitForHeld();
      });
    }
  }

  /** These are settled (but for the busy ones): their conversations may go into the next call. */
  function leave(group: readonly Waiting[], busy: readonly Waiting[]): void {
    for (const waiting of group) if (!busy.includes(waiting)) inFlight.delete(waiting.send.conversationId);
    if (queue.length > 0) schedule();
    else if (isIdle()) {
      for (const done of flushers) done();
      flushers = [];
    }
  }

  /** One at a time, on a connection that no call uses: those that became free meanwhile go first, together. */
  async function waitForHeld(): Promise<void> {
    if (isWaitingForHeld || held.length === 0) return;
    isWaitingForHeld = true;
    while (held.length > 0) {
      const group = held.splice(0, maxGroup);
      const busy = group.length > 1 ? await commit(group) : group;
      leave(group, busy);
      const [first, ...rest] = busy;
      held.unshift(...rest);
      if (first === undefined) continue;
      await waitFor(first);
      if (held.length === 0) isWaitingForHeld = false;
      leave([first], []);
    }
    isWaitingForHeld = false;
    leave([], []);
  }

  async function call(group: readonly Waiting[], isWaiting: boolean): Promise<AppendRow[]> {
    const sends = group.map(({ send }, idx) => ({ idx, ...send }));
    try {
      await failpoints?.beforeCommit?.(group.map(({ send }) => send));
      const result = await pool.query<AppendRow>({ ...statement, values: [JSON.stringify(sends), isWaiting] });
      await failpoints?.afterCommitBeforeAck?.(group.map(({ send }) => send));
      return result.rows;
    } catch (error) {
      // A double was refused before the commit; of anything else we cannot be sure.
      if (!isDouble(error)) for (const { send } of group) doubt(send);
      throw error;
    }
  }

  /** Settles the group but for those whose conversation somebody else holds, which it returns. Never rejects. */
  async function commit(group: readonly Waiting[]): Promise<Waiting[]> {
    let rows: AppendRow[];
    try {
      rows = await call(group, false);
    } catch (error) {
      return commitAgain(group, error);
    }
    const busy: Waiting[] = [];
    const answers = new Map(rows.map((row) => [row.idx, row]));
    for (const [idx, waiting] of group.entries()) {
      const row = answers.get(idx);
      if (row?.result === "busy") busy.push(waiting);
      else settle(waiting, row);
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
        waiting.resolve(
          toAppended(waiting.send, row, !doubtful.delete(keyOf(waiting.send)) && row.result === "repeat"),
        );
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
