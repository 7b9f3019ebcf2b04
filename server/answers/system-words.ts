import type { AnswerKind, LibraryEntry } from "./entry.ts";
import { exactKey, normalise, runsOf, wordsOf } from "./text.ts";

/** The words of the entries that greet, thank and ask for a person: in whatever languages the library has them. */
export interface SystemWords {
  /** What it was gathered from. */
  readonly source: readonly LibraryEntry[];
  readonly entries: readonly SystemEntry[];
  /** Words of greetings and thanks. */
  readonly courtesies: ReadonlySet<string>;
  /** Exact keys of greetings and thanks, and how many words the longest has. */
  readonly courtesyKeys: ReadonlySet<string>;
  readonly longestCourtesy: number;
}

export interface SystemEntry {
  readonly id: string;
  readonly kind: Exclude<AnswerKind, "answer">;
  /** Its questions as words. */
  readonly questions: readonly (readonly string[])[];
  /** Each word, with how many of the questions have it. */
  readonly words: ReadonlyMap<string, number>;
}

/** Gathers the words of the system entries; there are few of them. */
export function indexSystem(entries: readonly LibraryEntry[]): SystemWords {
  const source = entries
    .filter(({ kind }) => kind !== "answer")
    .map(({ id, kind, language, questions }) => ({ id, kind, language, questions }));
  const found = source.flatMap(({ id, kind, questions }): SystemEntry[] => {
    if (kind === "answer") return [];
    const asked = questions.map(wordsIn).filter((words) => words.length > 0);
    const words = new Map<string, number>();
    for (const question of asked) for (const word of new Set(question)) words.set(word, (words.get(word) ?? 0) + 1);
    return [{ id, kind, questions: asked, words }];
  });
  const courteous = found.filter(({ kind }) => kind !== "person");
  const keys = source
    .filter(({ kind }) => kind === "greeting" || kind === "thanks")
    .flatMap(({ questions }) => questions.flatMap((question) => exactKey(question) ?? []));
  return {
    source,
    entries: found,
    courtesies: new Set(courteous.flatMap(({ words }) => [...words.keys()])),
    courtesyKeys: new Set(keys),
    longestCourtesy: keys.reduce((most, key) => Math.max(most, key.split(" ").length), 0),
  };
}

/** A text as words. */
export function wordsIn(text: string): string[] {
  return wordsOf(runsOf(normalise(text)));
}
