import { expect, it } from "vitest";
import { explain } from "./explain.ts";
import { featuresOf } from "./features.ts";
import { match } from "./match.ts";
import { namedFeatures } from "./named-features.ts";
import { SAMPLE_LIBRARY } from "./sample-library.ts";
import { train } from "./train.ts";

const model = train(SAMPLE_LIBRARY, { seed: 1 });

it.each(["How long does a REFUND take?", "退货的运费谁出 please", "", "👍"])(
  "every feature of %j has a name",
  (text) => {
    const hashes = featuresOf(text).groups.flat();
    expect(namedFeatures(text).map(({ hash }) => hash)).toEqual(hashes);
  },
);

it.each([
  ["my refund has still not arrived", "refund", "refund"],
  ["how do I wrap a present", "gift-wrap", "wrap"],
  ["请问退货怎么办", "return-zh", "退货"],
])("%j is %s for the sake of %j", (text, id, piece) => {
  const { features, evidence } = explain(model, text, id);
  const strongest = features[0]!;
  expect(strongest.weight).toBeGreaterThan(0);
  expect(`${strongest.text} ${features[1]!.text}`).toContain(piece);
  expect(evidence.map(({ name }) => name)).toContain("nearestQuestion");
  expect(evidence.every(({ value }) => Number.isFinite(value))).toBe(true);
});

it("what speaks for one entry speaks less for another", () => {
  const text = "my refund has still not arrived";
  const sum = (id: string) => explain(model, text, id).features.reduce((all, { weight }) => all + weight, 0);
  expect(match(model, text).candidates[0]!.answerId).toBe("refund");
  expect(sum("refund")).toBeGreaterThan(sum("delivery-time"));
});

it("has nothing to say for an entry that was not trained, or a text of which nothing is known", () => {
  expect(explain(model, "refund", "no-such-entry")).toEqual({ features: [], evidence: [] });
  expect(explain(model, "👍 \ud800", "refund")).toEqual({ features: [], evidence: [] });
  expect(explain(train([], { seed: 1 }), "refund", "refund")).toEqual({ features: [], evidence: [] });
});
