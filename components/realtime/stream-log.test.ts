import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyEarlier,
  applyItem,
  applyItems,
  applySnapshot,
  emptyLog,
  hasHole,
  missingRanges,
  noteHead,
  type StreamLog,
} from "./stream-log.ts";

interface Entry {
  id: string;
  seq: number;
}
const entry = (seq: number): Entry => ({ id: `i${seq}`, seq });
const range = (from: number, to: number): Entry[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => entry(from + index));
const seqs = (log: StreamLog<Entry>): number[] => log.items.map(({ seq }) => seq);

/** What must hold of every log, however it came about. */
function check(log: StreamLog<Entry>): void {
  const numbers = seqs(log);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(numbers.every((seq) => seq > log.floor && seq <= log.head)).toBe(true);
  const held = new Set(numbers);
  let last = log.floor;
  while (held.has(last + 1)) last += 1;
  expect(log.last).toBe(last);
  const missing = missingRanges(log).flatMap(({ from, to }) => range(from, to).map(({ seq }) => seq));
  expect([...numbers, ...missing].sort((a, b) => a - b)).toEqual(range(log.floor + 1, log.head).map(({ seq }) => seq));
  expect(hasHole(log)).toBe(missing.length > 0);
}

describe("stream log", () => {
  test("any order of items, pages and repeats converges to the same log", () => {
    const arrivals = fc
      .integer({ min: 1, max: 30 })
      .chain((head) =>
        fc.tuple(
          fc.constant(head),
          fc.array(fc.tuple(fc.integer({ min: 1, max: head }), fc.integer({ min: 0, max: 6 })), { maxLength: 40 }),
          fc.shuffledSubarray(range(1, head), { minLength: head, maxLength: head }),
        ),
      );
    fc.assert(
      fc.property(arrivals, ([head, pages, all]) => {
        let log = emptyLog<Entry>();
        for (const [from, length] of pages) {
          log = applyItems(log, range(from, Math.min(head, from + length)));
          check(log);
        }
        for (const item of all) {
          log = applyItem(log, item);
          check(log);
        }
        expect(seqs(log)).toEqual(range(1, head).map(({ seq }) => seq));
        expect(log.last).toBe(head);
      }),
    );
  });

  test("events, resumes and snapshots of a growing log converge, whatever was held before", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("event" as const), at: fc.integer({ min: 1, max: 60 }) }),
      fc.record({
        kind: fc.constant("snapshot" as const),
        head: fc.integer({ min: 0, max: 60 }),
        size: fc.integer({ min: 1, max: 20 }),
      }),
      fc.record({ kind: fc.constant("resume" as const), head: fc.integer({ min: 0, max: 60 }) }),
      fc.record({ kind: fc.constant("earlier" as const), size: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ kind: fc.constant("head" as const), head: fc.integer({ min: 0, max: 60 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let log: StreamLog<Entry> | undefined;
        for (const one of steps) {
          if (one.kind === "snapshot")
            log = applySnapshot(log, range(Math.max(1, one.head - one.size + 1), one.head), one.head);
          else if (!log) continue;
          else if (one.kind === "event") log = applyItem(log, entry(one.at));
          else if (one.kind === "resume") log = applyItems(log, range(log.last + 1, one.head));
          else if (one.kind === "earlier")
            log = applyEarlier(log, range(Math.max(1, log.floor - one.size + 1), log.floor), log.floor <= one.size);
          else log = noteHead(log, one.head);
          check(log);
        }
        if (!log) return;
        log = applyItems(log, range(log.last + 1, 60));
        while (log.floor > 0) log = applyEarlier(log, range(Math.max(1, log.floor - 9), log.floor));
        expect(seqs(log)).toEqual(range(1, 60).map(({ seq }) => seq));
      }),
    );
  });

  test("a snapshot far ahead lets history go, one that reaches what is held keeps it", () => {
    const held = applySnapshot<Entry>(undefined, range(1, 10), 10);
    expect(seqs(applySnapshot(held, range(51, 100), 100))).toEqual(range(51, 100).map(({ seq }) => seq));
    expect(seqs(applySnapshot(held, range(11, 20), 20))).toEqual(range(1, 20).map(({ seq }) => seq));
  });

  test("the same id under another number is not shown twice", () => {
    const log = applyItem(applyItem(emptyLog<Entry>(), entry(1)), { id: "i1", seq: 2 });
    expect(seqs(log)).toEqual([1]);
    expect(log.head).toBe(2);
  });

  test("nothing new gives the same object", () => {
    const log = applyItems(emptyLog<Entry>(), range(1, 3));
    expect(applyItem(log, entry(2))).toBe(log);
    expect(noteHead(log, 2)).toBe(log);
  });
});
