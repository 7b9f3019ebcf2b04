import type { LibraryEntry } from "./entry.ts";
import { ownersOf } from "./library-index.ts";
import type { AskedText } from "./group-questions.ts";
import { likeness, sketchOf } from "./likeness.ts";
import { match } from "./match.ts";
import type { Model } from "./model.ts";
import { rarityIn } from "./model-rarity.ts";
import { exactKey } from "./text.ts";

/** Something customers really asked that may belong to an entry. */
export interface QuestionSuggestion {
  /** Every time it was asked, word for word. */
  readonly ids: readonly string[];
  readonly text: string;
  /** How well it fits, 0 to 1: what the matcher thinks, or how like it is to the entry's own questions. */
  readonly degree: number;
}

export interface SuggestOptions {
  readonly least?: number;
  readonly most?: number;
}

const LEAST_DEGREE = 0.2;
const MOST = 10;
/** Candidates looked at for each question. */
const LIMIT = 8;

/**
 * Which asked questions would be good similar questions of an entry (published or a draft): those that lean towards it but
 * are not yet anybody's question word for word. The best first; what was asked often counts more.
 */
export function suggestQuestions(
  model: Model,
  entry: Pick<LibraryEntry, "id" | "questions">,
  asked: readonly AskedText[],
  { least = LEAST_DEGREE, most = MOST }: SuggestOptions = {},
): QuestionSuggestion[] {
  const own = new Set(entry.questions.map(exactKey));
  const byKey = new Map<string, AskedText[]>();
  for (const one of asked) {
    const key = exactKey(one.text);
    if (key === null || own.has(key) || ownersOf(model.library, key).length > 0) continue;
    const known = byKey.get(key);
    if (known) known.push(one);
    else byKey.set(key, [one]);
  }
  const rarity = rarityIn(model);
  const sketches = entry.questions.map((question) => sketchOf(question, rarity));
  const fitting = [...byKey.values()].flatMap((same) => {
    const { text } = same[0]!;
    const { candidates } = match(model, text, { limit: LIMIT });
    const degree = candidates.find(({ answerId }) => answerId === entry.id)?.degree ?? 0;
    const sketch = sketchOf(text, rarity);
    const like = sketches.reduce((best, other) => Math.max(best, likeness(sketch, other)), 0);
    // The entry's own words count in full only where the matcher does not prefer another entry.
    const isOthers = candidates[0] !== undefined && candidates[0].answerId !== entry.id && candidates[0].degree > 0.5;
    return [{ ids: same.map(({ id }) => id), text, degree: Math.max(degree, isOthers ? 0 : like) }];
  });
  return fitting
    .filter(({ degree }) => degree >= least)
    .sort((a, b) => rank(b) - rank(a) || (a.text < b.text ? -1 : 1))
    .slice(0, most);
}

/** Asked ten times counts about a tenth of a degree more than once. */
function rank({ degree, ids }: QuestionSuggestion): number {
  return degree + Math.log(ids.length) / 23;
}
