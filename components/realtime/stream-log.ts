/** Anything numbered 1, 2, 3 … within its stream. */
export interface Numbered {
  readonly id: string;
  readonly seq: number;
}

/**
 * What this browser holds of one numbered log. Whatever order items, pages and repeats arrive in, the same set of
 * them gives the same log. Immutable; pure.
 */
export interface StreamLog<T extends Numbered> {
  /** Items up to here are not held (they are "earlier" history); everything after should be. */
  readonly floor: number;
  /** Sorted by seq, each seq and each id once, all above the floor. May have holes above `last`. */
  readonly items: readonly T[];
  /** Newest number without a hole below it, down to the floor. */
  readonly last: number;
  /** Highest number known to exist, held or not. */
  readonly head: number;
}

export const emptyLog = <T extends Numbered>(floor = 0): StreamLog<T> => ({
  floor,
  items: [],
  last: floor,
  head: floor,
});

/** Adds live or resumed items. Those at or below the floor belong to history not shown, and are left out. */
export function applyItems<T extends Numbered>(log: StreamLog<T>, arrived: readonly T[]): StreamLog<T> {
  const fresh = arrived.filter((item) => item.seq > log.floor);
  const items = merge(log.items, fresh);
  const head = Math.max(log.head, ...fresh.map((item) => item.seq));
  if (items === log.items && head === log.head) return log;
  return { ...log, items, head, last: lastWithoutHole(items, log.last) };
}

/** The same for one item, the common case. */
export const applyItem = <T extends Numbered>(log: StreamLog<T>, item: T): StreamLog<T> => applyItems(log, [item]);

/** A number somebody named: the log goes at least that far. */
export const noteHead = <T extends Numbered>(log: StreamLog<T>, head: number): StreamLog<T> =>
  head > log.head ? { ...log, head } : log;

/**
 * A page of history that ends right below the floor; the floor falls to its oldest item, or to 0 when the page says
 * that there is nothing before it.
 */
export function applyEarlier<T extends Numbered>(log: StreamLog<T>, page: readonly T[], isFirst = false): StreamLog<T> {
  const floor = isFirst ? 0 : Math.min(log.floor, ...page.map((item) => item.seq - 1));
  if (floor === log.floor && page.length === 0) return log;
  const items = merge(
    log.items,
    page.filter((item) => item.seq > floor),
  );
  return { floor, items, head: Math.max(log.head, floor), last: lastWithoutHole(items, floor) };
}

/**
 * A fresh snapshot: the newest items of the log up to `head`, without holes. When it reaches what is held, both are
 * joined; otherwise the held history is let go (it can be read again as "earlier"). Items newer than the snapshot stay.
 */
export function applySnapshot<T extends Numbered>(
  log: StreamLog<T> | undefined,
  newest: readonly T[],
  head: number,
): StreamLog<T> {
  const floor = newest.length ? Math.min(...newest.map((item) => item.seq)) - 1 : head;
  const fresh = applyItems(noteHead(emptyLog<T>(floor), head), newest);
  if (!log) return fresh;
  if (floor > log.last) return noteHead(applyItems(fresh, log.items), log.head);
  const deeper = applyEarlier(
    log,
    newest.filter((item) => item.seq <= log.floor),
  );
  return noteHead(applyItems(deeper, newest), head);
}

/** The runs of numbers that are known to exist and not held, oldest first; both ends belong to the run. */
export function missingRanges<T extends Numbered>(log: StreamLog<T>): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  let next = log.floor + 1;
  for (const { seq } of log.items) {
    if (seq > next) ranges.push({ from: next, to: seq - 1 });
    next = seq + 1;
  }
  if (log.head >= next) ranges.push({ from: next, to: log.head });
  return ranges;
}

export const hasHole = <T extends Numbered>(log: StreamLog<T>): boolean => log.last < log.head;

/** Merges into sorted order; the first one held of an id or a seq wins. Gives `held` itself when nothing is new. */
function merge<T extends Numbered>(held: readonly T[], arrived: readonly T[]): readonly T[] {
  const seqs = new Set(held.map((item) => item.seq));
  const ids = new Set(held.map((item) => item.id));
  const added: T[] = [];
  for (const item of arrived) {
    if (seqs.has(item.seq) || ids.has(item.id)) continue;
    seqs.add(item.seq);
    ids.add(item.id);
    added.push(item);
  }
  if (added.length === 0) return held;
  added.sort((a, b) => a.seq - b.seq);
  const newest = held.at(-1);
  if (!newest || (added[0]?.seq ?? 0) > newest.seq) return [...held, ...added];
  return [...held, ...added].sort((a, b) => a.seq - b.seq);
}

function lastWithoutHole<T extends Numbered>(items: readonly T[], from: number): number {
  let last = from;
  for (const { seq } of items) {
    if (seq > last + 1) break;
    if (seq === last + 1) last = seq;
  }
  return last;
}
