import type { LibraryEntry } from "./entry.ts";
import { indexLibrary } from "./library-index.ts";
import { learnedOf } from "./learned.ts";
import type { Model } from "./model.ts";

/** So many questions of new and changed entries are found by likeness at most; the others word for word until trained. */
const MOST_FRESH = 500;
/** A question the operator wrote counts as much as one and a half voices that it is right. */
const WRITTEN = 1.5;

/**
 * The same model over the newest published entries, at once: their questions are found word for word and nearly so, and
 * entries that are gone are no longer returned, while a training on them is still under way.
 */
export function withExact(model: Model, entries: readonly LibraryEntry[]): Model {
  const library = indexLibrary(model.library.table, entries);
  const pairs = library.newQuestions
    .slice(0, MOST_FRESH)
    .map(({ text, answerId }) => ({ text, answerId, isRight: true, weight: WRITTEN }));
  return { ...model, library, fresh: learnedOf(model, pairs, model.fresh) };
}
