import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LibraryEntry } from "#server/answers/entry.ts";
import { createRandom, shuffle } from "#server/answers/random.ts";

export interface Question {
  readonly text: string;
  /** Null: no entry answers it. */
  readonly faqId: string | null;
}

/** A library and what it is asked. */
export interface BenchSet {
  readonly set: string;
  readonly entries: readonly LibraryEntry[];
  readonly questions: readonly Question[];
}

/** A library cut down to a few similar questions an entry is made of each set that has enough of them. */
const SHOTS = [5, 10] as const;
const SHOT_SEEDS = [1, 2, 3] as const;
const ENOUGH_PER_ENTRY = 50;
const ENOUGH_ENTRIES = 40;

/** The sets of a data folder, by name: folders with `library.jsonl` and `dev.jsonl`; `NAME-5shot` may be asked what `NAME` is. */
export function setNames(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort();
}

/** Reads one set. */
export function readSet(folder: string, set: string): BenchSet {
  const entries = linesOf<{ faqId: string; similarQuestions: string[] }>(join(folder, set, "library.jsonl")).map(
    ({ faqId, similarQuestions }): LibraryEntry => ({
      id: faqId,
      questions: similarQuestions,
      language: "und",
      kind: "answer",
    }),
  );
  const questions = linesOf<Question>(join(folder, set.replace(/-\d+shot$/, ""), "dev.jsonl"));
  return { set, entries, questions };
}

/** Libraries cut from a set, several of each size, if it has enough of everything. */
export function fewShotSets({ set, entries, questions }: BenchSet): { shots: number; sets: BenchSet[] }[] {
  const fewest = Math.min(...entries.map((entry) => entry.questions.length));
  const mean = entries.reduce((sum, entry) => sum + entry.questions.length, 0) / entries.length;
  if (mean < ENOUGH_PER_ENTRY || fewest < Math.max(...SHOTS) || entries.length < ENOUGH_ENTRIES) return [];
  return SHOTS.map((shots) => ({
    shots,
    sets: SHOT_SEEDS.map((seed) => {
      const random = createRandom(seed);
      const cut = entries.map((entry) => {
        const order = entry.questions.map((_, at) => at);
        shuffle(order, random);
        return { ...entry, questions: order.slice(0, shots).map((at) => entry.questions[at]!) };
      });
      return { set: `${set} ${shots}-shot`, entries: cut, questions };
    }),
  }));
}

function linesOf<Line>(path: string): Line[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line.trim().length > 0).map((line) => JSON.parse(line) as Line);
}
