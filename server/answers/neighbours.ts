import type { Vector } from "./corpus.ts";

/** The library's questions by feature (an inverted index), and which entry each question belongs to. */
export interface NeighbourIndex {
  /** Feature f's postings are `starts[f]` up to `starts[f + 1]`. */
  readonly starts: Uint32Array;
  readonly questions: Uint32Array;
  readonly values: Float32Array;
  readonly labels: Uint32Array;
  /** Questions per entry. */
  readonly sizes: Uint32Array;
}

/** How close a text is to each entry by its nearest questions. */
export interface Closeness {
  /** Cosine of the nearest question of all. */
  readonly best: number;
  /** Per entry: mean of its best cosines, each counting 0.7 of the one before. */
  readonly groups: Float32Array;
}

const KEPT = 5;
const DECAY = 0.7;

/** Indexes weighed questions (norm 1). */
export function indexNeighbours(
  vectors: readonly Vector[],
  labels: Uint32Array,
  entries: number,
  features: number,
): NeighbourIndex {
  const starts = new Uint32Array(features + 1);
  for (const { ids } of vectors) for (const id of ids) starts[id + 1]! += 1;
  for (let id = 0; id < features; id += 1) starts[id + 1]! += starts[id]!;
  const next = starts.slice();
  const questions = new Uint32Array(starts[features]!);
  const values = new Float32Array(questions.length);
  vectors.forEach((vector, question) => {
    vector.ids.forEach((id, at) => {
      const place = next[id]!++;
      questions[place] = question;
      values[place] = vector.values[at]!;
    });
  });
  const sizes = new Uint32Array(entries);
  for (const label of labels) sizes[label]! += 1;
  return { starts, questions, values, labels, sizes };
}

/** Room for one search, kept with its index: an array for every question at every match would keep the collector busy. */
interface Room {
  readonly cosines: Float32Array;
  readonly best: Float32Array;
  readonly groups: Float32Array;
}
const rooms = new WeakMap<NeighbourIndex, Room>();

function roomOf(index: NeighbourIndex): Room {
  const known = rooms.get(index);
  if (known) return known;
  const entries = index.sizes.length;
  const room = {
    cosines: new Float32Array(index.labels.length),
    best: new Float32Array(entries * KEPT),
    groups: new Float32Array(entries),
  };
  rooms.set(index, room);
  return room;
}

/** Cosine to every question, good until the next search of this index; features in more than `commonest` questions are left out (faster, less exact). */
export function cosines(index: NeighbourIndex, vector: Vector, commonest = Number.POSITIVE_INFINITY): Float32Array {
  const found = roomOf(index).cosines.fill(0);
  const { starts, questions, values } = index;
  for (let at = 0; at < vector.ids.length; at += 1) {
    const id = vector.ids[at]!;
    const weight = vector.values[at]!;
    const end = starts[id + 1]!;
    if (end - starts[id]! > commonest) continue;
    for (let place = starts[id]!; place < end; place += 1) {
      found[questions[place]!]! += weight * values[place]!;
    }
  }
  return found;
}

/**
 * Gathers cosines by entry; good until the next search of this index.
 * @param except a question left out (a library question asking for its own neighbours), or -1
 */
export function closeness(index: NeighbourIndex, found: Float32Array, except = -1): Closeness {
  const entries = index.sizes.length;
  const { best: top, groups } = roomOf(index);
  top.fill(0);
  let best = 0;
  for (let question = 0; question < found.length; question += 1) {
    const cosine = found[question]!;
    // Most share nothing with the text: not even their entry is looked up.
    if (cosine === 0) continue;
    const first = index.labels[question]! * KEPT;
    if (cosine <= top[first + KEPT - 1]! || question === except) continue;
    let place = first + KEPT - 1;
    for (; place > first && top[place - 1]! < cosine; place -= 1) top[place] = top[place - 1]!;
    top[place] = cosine;
    if (cosine > best) best = cosine;
  }
  for (let entry = 0; entry < entries; entry += 1) {
    const counted = Math.min(KEPT, index.sizes[entry]!);
    let sum = 0;
    let weights = 0;
    for (let place = 0, weight = 1; place < counted; place += 1, weight *= DECAY) {
      sum += weight * top[entry * KEPT + place]!;
      weights += weight;
    }
    groups[entry] = weights > 0 ? sum / weights : 0;
  }
  return { best: Math.min(1, best), groups };
}
