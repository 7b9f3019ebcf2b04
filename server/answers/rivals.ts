import type { Vector } from "./corpus.ts";
import { closeness, cosines, type NeighbourIndex } from "./neighbours.ts";
import { highest } from "./ranking.ts";

const RIVALS = 15;

/**
 * For each question its own entry and the 15 others nearest to it: with many entries only these are worth telling apart.
 * @param commonest features in more questions than this are left out of the search
 * @returns 16 entry numbers for each question (fewer when there are fewer entries), its own first
 */
export function rivalsOf(index: NeighbourIndex, vectors: readonly Vector[], commonest: number): Uint32Array {
  const each = Math.min(RIVALS + 1, index.sizes.length);
  const rivals = new Uint32Array(vectors.length * each);
  vectors.forEach((vector, question) => {
    const own = index.labels[question]!;
    const { groups } = closeness(index, cosines(index, vector, commonest), question);
    let place = question * each;
    rivals[place++] = own;
    for (const entry of highest(groups, each))
      if (entry !== own && place < (question + 1) * each) rivals[place++] = entry;
  });
  return rivals;
}
