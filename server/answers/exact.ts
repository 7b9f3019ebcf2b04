import type { AnswerKind, LibraryEntry } from "./entry.ts";
import type { Model } from "./model.ts";
import { exactKey } from "./text.ts";

/** What is published now: which entries own a question word for word, and what each entry is for. */
export interface LibraryIndex {
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly kinds: ReadonlyMap<string, AnswerKind>;
}

/** Indexes entries by the exact keys of their questions. */
export function indexLibrary(entries: readonly LibraryEntry[]): LibraryIndex {
  const owners = new Map<string, string[]>();
  const kinds = new Map<string, AnswerKind>();
  for (const { id, kind, questions } of entries) {
    kinds.set(id, kind);
    for (const question of questions) {
      const key = exactKey(question);
      if (key === null) continue;
      const known = owners.get(key);
      if (!known) owners.set(key, [id]);
      else if (!known.includes(id)) known.push(id);
    }
  }
  return { owners, kinds };
}

/**
 * The same model over the newest published entries, at once: their exact questions are found and entries that are gone
 * are no longer returned, while a training on them is still under way.
 */
export function withExact(model: Model, entries: readonly LibraryEntry[]): Model {
  return { ...model, library: indexLibrary(entries) };
}
