import { CHARS, featuresOf, PAIRS, type RawFeatures, SKIPS, WORDS } from "./features.ts";
import { findFeature, type Vocabulary, VocabularyBuilder } from "./vocabulary.ts";

/** Which groups of features a classifier sees, and how much each counts. */
export interface View {
  readonly groups: readonly number[];
  readonly weights: readonly number[];
}

/** Words and their characters. Characters carry most: they survive typing errors and inflection. */
export const SPELLING: View = { groups: [WORDS, PAIRS, CHARS], weights: [1, 0.5, 1.2] };
/** Words and their order: a second opinion for libraries with many questions. */
export const ORDER: View = { groups: [WORDS, PAIRS, SKIPS], weights: [1, 0.5, 0.5] };

/** A text in a vocabulary: distinct features with their counts, group after group. Unknown features have id -1. */
export interface Document {
  readonly ids: Int32Array;
  /** 1 + ln(count) for each id. */
  readonly frequencies: Float32Array;
  /** Where each group ends in `ids`. */
  readonly ends: readonly number[];
  readonly words: number;
}

/** Documents of a library, whose features are numbered up to `features`, each with the number of its entry. */
export interface Gathered {
  readonly documents: readonly Document[];
  readonly labels: Uint32Array;
  readonly entries: number;
  readonly features: number;
  readonly view: View;
}

/** A document as weights of its known features: L2 norm 1 when all are known, shorter the more are not. */
export interface Vector {
  readonly ids: Uint32Array;
  readonly values: Float32Array;
}

/** An unknown feature takes half of its weight from the known ones: what the library never saw speaks against a match. */
const UNKNOWN_WEIGHT = 0.5;
/** Turns texts into documents, giving every new feature an id: for a library's own questions. */
export function readLibraryTexts(
  texts: readonly string[],
  view: View = SPELLING,
): { documents: Document[]; vocabulary: VocabularyBuilder } {
  const vocabulary = new VocabularyBuilder();
  const documents = texts.map((text) => toDocument(featuresOf(text), view, (hash) => vocabulary.add(hash)));
  return { documents, vocabulary };
}

/** Turns a customer's question into a document of a finished vocabulary. */
export function readQuestion(text: string, vocabulary: Vocabulary, view: View = SPELLING): Document {
  return documentOf(featuresOf(text), vocabulary, view);
}

/** The same for features that were read before. */
export function documentOf(features: RawFeatures, vocabulary: Vocabulary, view: View): Document {
  return toDocument(features, view, (hash) => findFeature(vocabulary, hash));
}

function toDocument({ groups, words }: RawFeatures, view: View, idOf: (hash: number) => number): Document {
  const ids: number[] = [];
  const frequencies: number[] = [];
  const ends: number[] = [];
  for (const group of view.groups) {
    const sorted = Uint32Array.from(groups[group]!).sort();
    for (let from = 0; from < sorted.length; ) {
      let to = from + 1;
      while (to < sorted.length && sorted[to] === sorted[from]) to += 1;
      ids.push(idOf(sorted[from]!));
      frequencies.push(1 + Math.log(to - from));
      from = to;
    }
    ends.push(ids.length);
  }
  return { ids: Int32Array.from(ids), frequencies: Float32Array.from(frequencies), ends, words };
}

/** How much it counts for a word that the questions of an entry repeat it; the letters of one are in other words too. */
const LOYALTY = 0.6;
const LETTERS_LOYALTY = 0.15;

/**
 * Rarity of each feature over the chosen documents, and 0 for a feature none of them has: ln((n + 1) / (ef + 1)) + 1 over
 * the entries that have it instead of the documents, and more the oftener these repeat it. What one entry says five times
 * tells it apart, what five entries say once does not; with few questions an entry two points of top-1 depend on it.
 * @param labels the entry of each document, all documents of an entry in a row
 */
export function rarities({ documents, labels, entries, features, view }: Gathered): Float32Array {
  const containing = new Uint32Array(features);
  const entriesContaining = new Uint32Array(features);
  const lastEntry = new Int32Array(features).fill(-1);
  const loyalty = new Float32Array(features);
  documents.forEach(({ ids, ends }, at) => {
    const entry = labels[at]!;
    for (let group = 0, place = 0; group < ends.length; group += 1) {
      const counts = view.groups[group] === CHARS ? LETTERS_LOYALTY : LOYALTY;
      for (; place < ends[group]!; place += 1) {
        const id = ids[place]!;
        containing[id]! += 1;
        loyalty[id] = counts;
        if (lastEntry[id] === entry) continue;
        lastEntry[id] = entry;
        entriesContaining[id]! += 1;
      }
    }
  });
  return Float32Array.from(containing, (count, id) => {
    if (count === 0) return 0;
    const having = entriesContaining[id]!;
    return Math.log((entries + 1) / (having + 1)) + loyalty[id]! * Math.log(count / having) + 1;
  });
}

/** Rarity of what no entry has. */
export const rarestOf = (entries: number): number => Math.log(entries + 1) + 1;

/**
 * Weighs a document: frequency × rarity, each group scaled to its weight, the whole to norm 1 (unknown features counted).
 * `knownShare` is the share of its rarity mass that the library has seen at all.
 */
export function weigh(
  document: Document,
  idf: Float32Array,
  entries: number,
  view: View = SPELLING,
): { vector: Vector; knownShare: number } {
  const unknownIdf = rarestOf(entries);
  const ids: number[] = [];
  const values: number[] = [];
  let known = 0;
  let all = 0;
  let total = 0;
  for (let group = 0, at = 0; group < view.groups.length; group += 1) {
    const first = values.length;
    let squares = 0;
    for (const end = document.ends[group]!; at < end; at += 1) {
      const id = document.ids[at]!;
      const rarity = id < 0 ? 0 : idf[id]!;
      const frequency = document.frequencies[at]!;
      if (rarity === 0) {
        all += unknownIdf;
        squares += (frequency * unknownIdf * UNKNOWN_WEIGHT) ** 2;
        continue;
      }
      all += rarity;
      known += rarity;
      const value = frequency * rarity;
      squares += value * value;
      ids.push(id);
      values.push(value);
    }
    if (squares === 0) continue;
    const weight = view.weights[group]!;
    const scale = weight / Math.sqrt(squares);
    for (let value = first; value < values.length; value += 1) values[value]! *= scale;
    total += weight * weight;
  }
  const scale = total > 0 ? 1 / Math.sqrt(total) : 0;
  return {
    vector: { ids: Uint32Array.from(ids), values: Float32Array.from(values, (value) => value * scale) },
    knownShare: all > 0 ? known / all : 0,
  };
}
