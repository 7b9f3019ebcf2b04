import { normalise, runsOf } from "../../answers/text.ts";

/** A reply as its words: title, shortcut and body together. */
export interface ReplyWords {
  readonly id: string;
  readonly text: string;
}

/** A text that replies are compared with, and how much it counts. */
export interface Sought {
  readonly text: string;
  readonly weight: number;
}

type Weights = Map<string, number>;

/** Words this short say nothing about what a reply is for ("I", "to", "der"); one Han character does not either. */
const SHORTEST_WORD = 3;
/** Longer words are compared by their beginning, so that "deliver" and "delivery" meet in any inflected language. */
const WORD_BEGINNING = 6;

/**
 * Canned replies by how alike they are to what is sought, the likest first: the cosine of rarity-weighted words
 * (beginnings of words; neighbouring pairs in scripts without spaces), rarity counted over the replies themselves. The
 * sought texts are added up by their weights. The likeness lies in [0,1]; it is no probability, only an order.
 */
export function rankReplies(
  replies: readonly ReplyWords[],
  sought: readonly Sought[],
): { id: string; likeness: number }[] {
  const documents = replies.map(({ text }) => countsOf(text));
  const rarity = rarityOf(documents);
  const wanted = new Map<string, number>();
  for (const { text, weight } of sought) {
    for (const [word, value] of weighed(countsOf(text), rarity))
      wanted.set(word, (wanted.get(word) ?? 0) + weight * value);
  }
  const length = norm(wanted);
  return replies
    .map(({ id }, at) => ({ id, likeness: length === 0 ? 0 : dot(weighed(documents[at]!, rarity), wanted) / length }))
    .toSorted((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1));
}

function countsOf(text: string): Weights {
  const counts: Weights = new Map();
  const add = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const { text: run, isSpaceless } of runsOf(normalise(text))) {
    if (isSpaceless) for (let at = 0; at + 2 <= run.length; at += 1) add(run.slice(at, at + 2));
    else if (run.length >= SHORTEST_WORD) add(run.slice(0, WORD_BEGINNING));
  }
  return counts;
}

/** ln((n + 1) / df) per word: what every reply says, none is found by. */
function rarityOf(documents: readonly Weights[]): Weights {
  const containing: Weights = new Map();
  for (const document of documents)
    for (const word of document.keys()) containing.set(word, (containing.get(word) ?? 0) + 1);
  return new Map([...containing].map(([word, count]) => [word, Math.log((documents.length + 1) / count)]));
}

/** The words some reply knows, by frequency and rarity, to norm 1 over all words (unknown ones at the highest rarity). */
function weighed(counts: Weights, rarity: Weights): Weights {
  const unknown = Math.max(1, ...rarity.values());
  const all = [...counts].map(([word, count]) => {
    const known = rarity.get(word);
    return { word, isKnown: known !== undefined, value: (1 + Math.log(count)) * (known ?? unknown * UNKNOWN_SHARE) };
  });
  const length = Math.sqrt(all.reduce((sum, { value }) => sum + value * value, 0));
  return new Map(all.flatMap(({ word, isKnown, value }) => (isKnown && length > 0 ? [[word, value / length]] : [])));
}

/** A word no reply has makes the text less like any of them, but half as much as a missing one of theirs. */
const UNKNOWN_SHARE = 0.5;

const norm = (weights: Weights): number =>
  Math.sqrt([...weights.values()].reduce((sum, value) => sum + value * value, 0));

function dot(a: Weights, b: Weights): number {
  let sum = 0;
  for (const [word, value] of a) sum += value * (b.get(word) ?? 0);
  return Math.min(1, sum);
}
