import { expect, it } from "vitest";
import { SPELLING, readLibraryTexts, readQuestion } from "./corpus.ts";
import { createRandom } from "./random.ts";
import { highest } from "./ranking.ts";
import { fit, read } from "./scorer.ts";
import { emptyWeights, rowOf } from "./weights.ts";

const THINGS = ["shoes", "lamp", "kettle", "scarf", "desk", "tent", "bicycle", "camera", "carpet", "mirror"];
const ASKS = [
  (thing: string, model: number) => `where can I buy the ${thing} number ${model}`,
  (thing: string, model: number) => `is ${thing} ${model} in stock`,
  (thing: string, model: number) => `price of ${thing} ${model} please`,
];

it("with very many entries learns in a shared table, from rivals only, and still tells them apart", () => {
  const texts: string[] = [];
  const labels: number[] = [];
  for (let entry = 0; entry < 1_200; entry += 1) {
    for (const ask of ASKS) {
      texts.push(ask(THINGS[entry % THINGS.length]!, 1_000 + entry));
      labels.push(entry);
    }
  }
  const { documents, vocabulary } = readLibraryTexts(texts);
  // More features than there are makes the table too large to be whole.
  const data = {
    seen: [{ view: SPELLING, documents, features: Math.max(12_000, vocabulary.size) }],
    labels: Uint32Array.from(labels),
    entries: 1_200,
  };
  const scorer = fit(data, 0.2, createRandom(1));
  expect(scorer.members[0]!.weights.rows).toBe("shared");
  const built = vocabulary.build();
  for (const entry of [0, 17, 599, 1_199]) {
    const asked = readQuestion(`do you still have the ${THINGS[entry % THINGS.length]} ${1_000 + entry}`, built);
    expect(read(scorer, [asked], 5).ranked[0]?.entry).toBe(entry);
  }
});

it("rows of a shared table stay inside it", () => {
  const weights = emptyWeights(1_000_000, 5_000, 10);
  for (let feature = 0; feature < 100_000; feature += 7)
    expect(rowOf(weights, feature) + weights.entries).toBeLessThanOrEqual(weights.table.length);
});

it("ranks the highest first and the earlier of equals", () => {
  expect([...highest(Float32Array.of(1, 3, 2, 3, 0), 3)]).toEqual([1, 3, 2]);
  expect([...highest(Float32Array.of(5), 3)]).toEqual([0]);
  expect([...highest(Float32Array.of(5, 6), 0)]).toEqual([]);
});
