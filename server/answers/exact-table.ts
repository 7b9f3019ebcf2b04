import type { LibraryEntry } from "./entry.ts";
import { hash } from "./features.ts";
import { exactKey } from "./text.ts";

/** Which entries ask a question word for word, as plain numbers: it is made where training runs and used as it is. */
export interface ExactTable {
  /** Entry ids by entry number. */
  readonly ids: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  /** Two hashes for each entry of all its questions: tells whether they have changed since. */
  readonly fingerprints: Uint32Array;
  /** Open addressing, three places a slot: two hashes of the key (the first 0: empty) and the entry number. */
  readonly slots: Uint32Array;
}

const KEY_SALTS = [0x3c6ef372, 0xa54ff53a] as const;
const PLACES = 3;

/** Builds the table; a key takes a slot for each entry that asks it. */
export function buildExactTable(entries: readonly LibraryEntry[]): ExactTable {
  const owned: [string, number][] = [];
  entries.forEach(({ questions }, number) => {
    for (const key of new Set(questions.map(exactKey))) if (key !== null) owned.push([key, number]);
  });
  let capacity = 16;
  while (capacity < 2 * owned.length) capacity *= 2;
  const slots = new Uint32Array(PLACES * capacity);
  for (const [key, number] of owned) {
    const [first, second] = hashesOf(key);
    let slot = first & (capacity - 1);
    while (slots[PLACES * slot] !== 0) slot = (slot + 1) & (capacity - 1);
    slots.set([first, second, number], PLACES * slot);
  }
  const fingerprints = Uint32Array.from(entries.flatMap(({ questions }) => fingerprintOf(questions)));
  return exactTable(
    entries.map(({ id }) => id),
    fingerprints,
    slots,
  );
}

/** A table of parts that were built before. */
export function exactTable(ids: readonly string[], fingerprints: Uint32Array, slots: Uint32Array): ExactTable {
  return { ids, numbers: new Map(ids.map((id, number) => [id, number])), fingerprints, slots };
}

/** Numbers of the entries that ask this. */
export function entriesAsking({ slots }: ExactTable, key: string): number[] {
  const [first, second] = hashesOf(key);
  const mask = slots.length / PLACES - 1;
  const found: number[] = [];
  for (let slot = first & mask; slots[PLACES * slot] !== 0; slot = (slot + 1) & mask) {
    if (slots[PLACES * slot] === first && slots[PLACES * slot + 1] === second) found.push(slots[PLACES * slot + 2]!);
  }
  return found;
}

/** Two hashes over the texts of all questions, in order. */
export function fingerprintOf(questions: readonly string[]): [number, number] {
  let [first, second]: [number, number] = [questions.length + 1, questions.length + 2];
  for (const question of questions) {
    for (let at = 0; at < question.length; at += 1) {
      const unit = question.charCodeAt(at);
      first = Math.imul(first ^ unit, 0x01000193);
      second = Math.imul(second ^ unit, 0x5bd1e995) ^ (second >>> 15);
    }
    first = Math.imul(first ^ 0x10ffff, 0x01000193);
    second = Math.imul(second ^ 0x10ffff, 0x5bd1e995);
  }
  return [first >>> 0, second >>> 0];
}

function hashesOf(key: string): [number, number] {
  return [hash(key, 0, key.length, KEY_SALTS[0]), hash(key, 0, key.length, KEY_SALTS[1])];
}
