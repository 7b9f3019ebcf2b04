import { expect, test } from "vitest";
import { rarities, readLibraryTexts, SPELLING } from "./corpus.ts";
import { hash, WORD_SALT } from "./features.ts";
import { findFeature } from "./vocabulary.ts";

/** Three entries with three questions each. */
const texts = [
  ...["fee one now", "fee two now", "fee three"],
  ...["card four now", "lost five", "card six"],
  ...["pin seven now", "pin eight", "code nine lost"],
];

test("A word is the rarer the fewer entries have it, and counts more the oftener an entry repeats it", () => {
  const { documents, vocabulary } = readLibraryTexts(texts);
  const labels = Uint32Array.from(texts, (_, at) => Math.floor(at / 3));
  const idf = rarities({ documents, labels, entries: 3, features: vocabulary.size, view: SPELLING });
  const table = vocabulary.build();
  const rarityOf = (word: string): number => idf[findFeature(table, hash(word, 0, word.length, WORD_SALT))]!;
  expect(rarityOf("one")).toBeCloseTo(Math.log(4 / 2) + 1);
  expect(rarityOf("fee")).toBeCloseTo(Math.log(4 / 2) + 0.6 * Math.log(3) + 1);
  expect(rarityOf("lost")).toBeCloseTo(Math.log(4 / 3) + 1);
  expect(rarityOf("now")).toBeLessThan(rarityOf("lost"));
});
