import { hash, WORD_SALT } from "./features.ts";
import type { Model } from "./model.ts";
import { rarityIn } from "./model-rarity.ts";
import type { Gates } from "./scorer.ts";
import { type SystemEntry, wordsIn } from "./system-words.ts";

/** Share of the text's words, by rarity, that a system entry must own: none of its degree below the first, all above the second. */
const COURTESY_SHARES = [0.5, 0.8] as const;
const PERSON_SHARES = [0.3, 0.5] as const;
/** The same when no word of the text is the entry's more than anybody else's. */
const PERSON_SHARES_WITHOUT_KEY = [0.6, 0.85] as const;
/** A word of which at least this share of all its occurrences is in the entry's questions is its key word. */
const KEY_SHARE = 0.6;
/** Only this many words are looked at: who asks for a person does so in fewer. */
const MOST_WORDS = 60;

/**
 * How much of their probability the entries that greet, thank or ask for a person may keep: they need the text's own words,
 * not letters in common ("opera" is no "operator"), nor one small word among many others.
 */
export function gatesFor(model: Model, text: string): Gates {
  const gates = new Map<number, number>();
  const { entries } = model.library.system;
  if (entries.length === 0 || !model.scorer) return gates;
  const words = wordsIn(text).slice(0, MOST_WORDS);
  const rarity = rarityIn(model);
  const documents = model.scorer.documents;
  const weighed = words.map((word) => ({ word, rare: rarity(hash(word, 0, word.length, WORD_SALT)) }));
  const all = weighed.reduce((sum, { rare }) => sum + rare, 0);
  for (const entry of entries) {
    const number = model.numbers.get(entry.id);
    if (number === undefined) continue;
    let owned = 0;
    let hasKey = false;
    for (const { word, rare } of weighed) {
      const own = ownWord(entry, word);
      if (own === null) continue;
      owned += rare;
      const occurrences = (documents + 1) / Math.exp(rarity(hash(own, 0, own.length, WORD_SALT)) - 1) - 1;
      hasKey ||= entry.words.get(own)! >= KEY_SHARE * occurrences;
    }
    gates.set(number, all > 0 ? gateOf(entry, owned / all, hasKey) : 0);
  }
  return gates;
}

function gateOf({ kind }: SystemEntry, share: number, hasKey: boolean): number {
  const [none, full] = kind !== "person" ? COURTESY_SHARES : hasKey ? PERSON_SHARES : PERSON_SHARES_WITHOUT_KEY;
  return Math.min(1, Math.max(0, (share - none) / (full - none)));
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
