import { hash, WORD_SALT } from "./features.ts";
import type { Model } from "./model.ts";
import { rarityIn } from "./model-rarity.ts";
import type { Gates } from "./scorer.ts";
import { type SystemEntry, wordsIn } from "./system-words.ts";
import { findFeature } from "./vocabulary.ts";

/** Share of the text's words, by rarity, that a system entry must own: none of its degree below the first, all above the second. */
const COURTESY_SHARES = [0.5, 0.8] as const;
const PERSON_SHARES = [0.3, 0.5] as const;
/** The same when no word of the text is the entry's more than anybody else's. */
const PERSON_SHARES_WITHOUT_KEY = [0.6, 0.85] as const;
/** Share of the words of the entry's best question that the text must have: none below the first, all above the second. */
const RECALLS = [0.35, 0.6] as const;
/** Share of the text from which on one question need not be said: it is made of the entry's words only. */
const ONLY_SHARES = [0.75, 0.95] as const;
/** A text that has a whole question and is it for so large a share has at least so high a degree, times the share. */
const WHOLE_SHARE = 0.7;
const WHOLE_DEGREE = 0.85;
/** A word of which at least this share of all its occurrences is in the entry's questions is its key word. */
const KEY_SHARE = 0.6;
/** Only this many words are looked at: who asks for a person does so in fewer. */
const MOST_WORDS = 60;

/** How the words of a text and those of a system entry meet. */
export interface Meeting {
  readonly entry: SystemEntry;
  /** What the entry may keep of its probability. */
  readonly gate: number;
  /** The text holds a whole question of the entry and little else: the degree it has at least. */
  readonly floor: number;
}

/**
 * What the entries that greet, thank or ask for a person may have of a text: they need its own words, not letters in common
 * ("opera" is no "operator"), not one small word among many others, and most of the words of one of their questions.
 */
export function meetingsOf(model: Model, text: string): Meeting[] {
  const { entries } = model.library.system;
  if (entries.length === 0 || !model.scorer) return [];
  const rarity = rarityIn(model);
  const rarityOf = (word: string) => rarity(hash(word, 0, word.length, WORD_SALT));
  const words = wordsIn(text).slice(0, MOST_WORDS);
  const all = words.reduce((sum, word) => sum + rarityOf(word), 0);
  if (all === 0) return entries.map((entry) => ({ entry, gate: 0, floor: 0 }));
  return entries.map((entry): Meeting => {
    const met = new Set<string>();
    let owned = 0;
    for (const word of words) {
      const own = ownWord(entry, word);
      if (own === null) continue;
      owned += rarityOf(word);
      met.add(own);
    }
    const share = owned / all;
    const hasKey = [...met].some((own) => isKey(model, entry, own));
    const recall = entry.questions.reduce((most, question) => Math.max(most, recallOf(question, met, rarityOf)), 0);
    return {
      entry,
      gate: gateOf(entry, share, hasKey) * Math.max(between(recall, RECALLS), hasKey ? between(share, ONLY_SHARES) : 0),
      floor: (recall === 1 && share >= WHOLE_SHARE) || (hasKey && share >= ONLY_SHARES[1]) ? WHOLE_DEGREE * share : 0,
    };
  });
}

/** The gates of the entries that the scorer knows, by its entry numbers. */
export function gatesFor(model: Model, meetings: readonly Meeting[]): Gates {
  const known = meetings.flatMap(({ entry, gate }): [number, number][] => {
    const number = model.numbers.get(entry.id);
    return number === undefined ? [] : [[number, gate]];
  });
  return new Map(known);
}

function isKey({ scorer, vocabularies }: Model, { words }: SystemEntry, own: string): boolean {
  const id = findFeature(vocabularies[0]!, hash(own, 0, own.length, WORD_SALT));
  const { starts } = scorer!.neighbours;
  const occurrences = id < 0 ? 0 : starts[id + 1]! - starts[id]!;
  return words.get(own)! >= KEY_SHARE * occurrences;
}

function recallOf(question: readonly string[], met: ReadonlySet<string>, rarityOf: (word: string) => number): number {
  let all = 0;
  let found = 0;
  for (const word of new Set(question)) {
    const rare = rarityOf(word);
    all += rare;
    if (met.has(word)) found += rare;
  }
  return all > 0 ? found / all : 0;
}

function gateOf({ kind }: SystemEntry, share: number, hasKey: boolean): number {
  return between(share, kind !== "person" ? COURTESY_SHARES : hasKey ? PERSON_SHARES : PERSON_SHARES_WITHOUT_KEY);
}

function between(value: number, [none, full]: readonly [number, number]): number {
  return Math.min(1, Math.max(0, (value - none) / (full - none)));
}

/** The entry's word that this is, allowing a typing error in longer words; null: none. */
function ownWord({ words }: SystemEntry, word: string): string | null {
  if (words.has(word)) return word;
  const allowed = word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
  if (allowed === 0 || word.length > 20) return null;
  for (const own of words.keys()) {
    if (own.length >= 5 && own[0] === word[0] && isWithin(own, word, allowed)) return own;
  }
  return null;
}

/** Whether so many insertions, deletions, changes or swaps of neighbours turn one word into the other (optimal string alignment). */
function isWithin(a: string, b: string, allowed: number): boolean {
  if (Math.abs(a.length - b.length) > allowed) return false;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      next.push(least);
    }
    [before, row] = [row, next];
  }
  return row[b.length]! <= allowed;
}
