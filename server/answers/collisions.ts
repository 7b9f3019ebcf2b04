import { readQuestion, weigh } from "./corpus.ts";
import type { LibraryEntry } from "./entry.ts";
import { ownersOf } from "./library-index.ts";
import { likeness, sketchOf } from "./likeness.ts";
import type { Model } from "./model.ts";
import { rarityIn } from "./model-rarity.ts";
import { cosines } from "./neighbours.ts";
import { entriesOf } from "./scorer.ts";
import { exactKey } from "./text.ts";

/** A question of one entry that another entry asks as well, or nearly. */
export interface Collision {
  readonly questionA: string;
  readonly answerA: string;
  readonly answerB: string;
  /** The nearest question of B; null when the caller did not say what B asks. */
  readonly questionB: string | null;
  /** How alike the two questions are: 1 word for word, else their cosine. */
  readonly degree: number;
  readonly isExact: boolean;
}

export interface CollisionOptions {
  /** The questions of any published entry, to name the other side. */
  readonly questionsOf?: (answerId: string) => readonly string[];
  readonly least?: number;
  readonly most?: number;
}

/** Less alike than this, two questions do not get in each other's way. */
const LEAST_DEGREE = 0.65;
const MOST = 50;

/**
 * Which questions of these entries (published or drafts) another published entry already asks, or that another of these
 * entries asks word for word; strongest first, each pair of question and other entry once. About as long as a match per question.
 */
export function collisions(
  model: Model,
  entries: readonly LibraryEntry[],
  { questionsOf, least = LEAST_DEGREE, most = MOST }: CollisionOptions = {},
): Collision[] {
  const drafted = new Set(entries.map(({ id }) => id));
  const askedBy = new Map<string, Set<string>>();
  for (const { id, questions } of entries) {
    for (const question of questions) {
      const key = exactKey(question);
      if (key !== null) askedBy.set(key, (askedBy.get(key) ?? new Set()).add(id));
    }
  }
  const found = entries.flatMap((entry) =>
    entry.questions.flatMap((questionA): Collision[] => {
      const key = exactKey(questionA);
      if (key === null) return [];
      const degrees = nearestByEntry(model, questionA, least);
      // What is being edited counts as it is in the draft, not as it was published.
      for (const owner of ownersOf(model.library, key)) if (!drafted.has(owner)) degrees.set(owner, 1);
      for (const owner of askedBy.get(key) ?? []) degrees.set(owner, 1);
      degrees.delete(entry.id);
      return [...degrees].flatMap(([answerB, degree]) => {
        if (degree < 1 && !model.library.kinds.has(answerB)) return [];
        const questionB = degree === 1 ? questionA : nearestQuestion(model, questionA, questionsOf?.(answerB) ?? []);
        return [{ questionA, answerA: entry.id, answerB, questionB, degree, isExact: degree === 1 }];
      });
    }),
  );
  const ranked = found.sort(
    (a, b) => b.degree - a.degree || (`${a.answerA} ${a.answerB}` < `${b.answerA} ${b.answerB}` ? -1 : 1),
  );
  return ranked.slice(0, most);
}

/** The highest cosine to a question of each entry, where it reaches `least`; never quite 1. */
function nearestByEntry(
  { scorer, vocabularies, answerIds }: Model,
  question: string,
  least: number,
): Map<string, number> {
  const degrees = new Map<string, number>();
  if (!scorer) return degrees;
  const { vector } = weigh(readQuestion(question, vocabularies[0]!), scorer.members[0]!.idf, entriesOf(scorer));
  cosines(scorer.neighbours, vector).forEach((cosine, at) => {
    if (cosine < least) return;
    const answerId = answerIds[scorer.neighbours.labels[at]!]!;
    degrees.set(answerId, Math.max(degrees.get(answerId) ?? 0, Math.min(0.999, cosine)));
  });
  return degrees;
}

function nearestQuestion(model: Model, question: string, questions: readonly string[]): string | null {
  const rarity = rarityIn(model);
  const asked = sketchOf(question, rarity);
  let best: string | null = null;
  let most = 0;
  for (const other of questions) {
    const like = likeness(asked, sketchOf(other, rarity));
    if (like > most) [best, most] = [other, like];
  }
  return best;
}
