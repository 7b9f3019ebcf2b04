/**
 * Feature hash → id as one open-addressed table (linear probing): hash and id + 1 side by side, 0 is empty; its length is
 * twice a power of two. Plain numbers, so it can be stored and sent as it is.
 */
export type Vocabulary = Uint32Array;

/** The id of a feature, or -1. */
export function findFeature(vocabulary: Vocabulary, hash: number): number {
  const mask = vocabulary.length / 2 - 1;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const found = vocabulary[2 * slot]!;
    if (found === hash) return vocabulary[2 * slot + 1]! - 1;
    if (found === 0) return -1;
  }
}

/** Collects features and numbers them in order of first sight. */
export class VocabularyBuilder {
  private readonly ids = new Map<number, number>();

  get size(): number {
    return this.ids.size;
  }

  /** The id of a feature, new if it was not seen before. */
  add(hash: number): number {
    const known = this.ids.get(hash);
    if (known !== undefined) return known;
    this.ids.set(hash, this.ids.size);
    return this.ids.size - 1;
  }

  /** Freezes what was collected, at most half full so that a miss is found quickly. */
  build(): Vocabulary {
    let capacity = 16;
    while (capacity < 2 * this.ids.size) capacity *= 2;
    const slots = new Uint32Array(2 * capacity);
    for (const [hash, id] of this.ids) {
      let slot = hash & (capacity - 1);
      while (slots[2 * slot] !== 0) slot = (slot + 1) & (capacity - 1);
      slots[2 * slot] = hash;
      slots[2 * slot + 1] = id + 1;
    }
    return slots;
  }
}
