import { isDatabaseAway, type Sql } from "./database.ts";

interface Waiting<K, V> {
  key: K;
  resolve(value: V): void;
  reject(error: unknown): void;
}

export interface GatheredOptions {
  /** Keys in one statement. */
  maxKeys?: number;
  /** Statements under way at once. */
  maxCalls?: number;
}

/**
 * A read that many ask for at the same moment (everybody who comes back after a restart), as one statement for all of
 * them: who asks in the same turn of the loop, or while earlier statements are under way, shares the next. Whoever asks
 * alone waits for nobody. A statement that failed is tried again key by key, so that one bad key refuses only itself.
 * @param read answers in the order of its keys
 */
export function gathered<K, V>(
  read: (sql: Sql, keys: readonly K[]) => Promise<readonly V[]>,
  options: GatheredOptions = {},
): (sql: Sql, key: K) => Promise<V> {
  // One line per pool: what is asked of one database is never answered by another.
  const lines = new WeakMap<Sql, (key: K) => Promise<V>>();
  return (sql, key) => {
    let ask = lines.get(sql);
    if (ask === undefined) {
      ask = createLine((keys) => read(sql, keys), options);
      lines.set(sql, ask);
    }
    return ask(key);
  };
}

/** A statement shared by this many means a crowd is coming in: the next gathers for a moment. */
const CROWD = 4;
const CROWD_PAUSE_MS = 4;

function createLine<K, V>(
  read: (keys: readonly K[]) => Promise<readonly V[]>,
  { maxKeys = 128, maxCalls = 1 }: GatheredOptions,
): (key: K) => Promise<V> {
  let queue: Waiting<K, V>[] = [];
  let calls = 0;
  let isScheduled = false;
  let isCrowded = false;

  function schedule(): void {
    if (isScheduled || calls >= maxCalls) return;
    isScheduled = true;
    // After the sockets of this turn of the loop were read, so that they share a statement.
    if (isCrowded && queue.length < maxKeys) setTimeout(pump, CROWD_PAUSE_MS);
    else setImmediate(pump);
  }

  function pump(): void {
    isScheduled = false;
    while (calls < maxCalls && queue.length > 0) {
      const group = queue.slice(0, maxKeys);
      queue = queue.slice(maxKeys);
      isCrowded = group.length >= CROWD;
      calls += 1;
      void run(group).then(() => {
        calls -= 1;
        if (queue.length > 0) schedule();
      });
    }
  }

  /** Settles the whole group; never rejects. */
  async function run(group: readonly Waiting<K, V>[]): Promise<void> {
    try {
      const values = await read(group.map(({ key }) => key));
      if (values.length !== group.length) throw new Error("a gathered read answered another number of keys");
      for (const [at, { resolve }] of group.entries()) resolve(values[at] as V);
    } catch (error) {
      if (group.length === 1 || isDatabaseAway(error)) for (const { reject } of group) reject(error);
      else for (const waiting of group) await run([waiting]);
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      queue.push({ key, resolve, reject });
      schedule();
    });
}

/** Rows that name the key they answer, by its number: what a gathered statement selects beside its columns. */
export interface Numbered {
  /** 1-based, from WITH ORDINALITY. */
  n: number;
}

/** One list of rows per key, in the order of the rows. */
export function byNumber<R extends Numbered>(rows: readonly R[], count: number): R[][] {
  const lists = Array.from({ length: count }, (): R[] => []);
  for (const row of rows) lists[row.n - 1]?.push(row);
  return lists;
}
