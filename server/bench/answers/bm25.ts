import { runsOf, normalise } from "#server/answers/text.ts";

/** A plain BM25 over words (single characters and their pairs where no spaces are written): the yardstick for match times. */
export interface Bm25 {
  /** Texts by falling score: their places in what was indexed. */
  search(text: string, most: number): number[];
}

const K1 = 1.2;
const B = 0.75;

/** Indexes texts (Robertson & Zaragoza 2009). */
export function indexBm25(texts: readonly string[]): Bm25 {
  const postings = new Map<string, { places: number[]; counts: number[] }>();
  const lengths = texts.map((text, place) => {
    const terms = termsOf(text);
    for (const term of terms) {
      const found = postings.get(term);
      if (!found) postings.set(term, { places: [place], counts: [1] });
      else if (found.places.at(-1) === place) found.counts[found.counts.length - 1]! += 1;
      else {
        found.places.push(place);
        found.counts.push(1);
      }
    }
    return terms.length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length);
  return {
    search(text, most) {
      const scores = new Map<number, number>();
      for (const term of new Set(termsOf(text))) {
        const found = postings.get(term);
        if (!found) continue;
        const { places, counts } = found;
        const rarity = Math.log(1 + (texts.length - places.length + 0.5) / (places.length + 0.5));
        for (let at = 0; at < places.length; at += 1) {
          const count = counts[at]!;
          const score = (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * lengths[places[at]!]!) / mean));
          scores.set(places[at]!, (scores.get(places[at]!) ?? 0) + score);
        }
      }
      const ranked = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      return ranked.slice(0, most).map(([place]) => place);
    },
  };
}

/** The terms both yardsticks use: words, and in scripts without spaces characters and pairs of them. */
export function termsOf(text: string): string[] {
  return runsOf(normalise(text)).flatMap((run) => {
    if (!run.isSpaceless) return [run.text];
    const characters = [...run.text];
    return [...characters, ...characters.slice(1).map((character, at) => characters[at]! + character)];
  });
}
