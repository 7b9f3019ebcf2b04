import { describe, expect, it } from "vitest";
import { type LearnedPair, withLearned } from "./learned.ts";
import { match } from "./match.ts";
import { SAMPLE_LIBRARY } from "./sample-library.ts";
import { train } from "./train.ts";

const model = train(SAMPLE_LIBRARY, { seed: 1 });
const degreeOf = (given: typeof model, text: string, id: string) =>
  match(given, text, { limit: 20 }).candidates.find(({ answerId }) => answerId === id)?.degree ?? 0;
const pair = (text: string, answerId: string, isRight: boolean): LearnedPair => ({ text, answerId, isRight });

describe("what was learned", () => {
  it.each([
    ["my package is nowhere to be seen", "delivery-time"],
    ["我的东西在哪儿呢", "delivery-zh"],
    ["ou est mon colis", "delivery-time"],
    ["أين طلبي", "delivery-time"],
  ])("a text once answered rightly is found again: %s", (text, id) => {
    const learned = withLearned(model, [pair(text, id, true), pair(text, id, true)]);
    expect(match(learned, text).candidates[0]).toMatchObject({ answerId: id });
    expect(degreeOf(learned, text, id)).toBeGreaterThan(Math.max(0.6, degreeOf(model, text, id)));
  });

  it("speaks for texts like it, less the less like, and not for others", () => {
    const learned = withLearned(model, [pair("my package is nowhere to be seen", "delivery-time", true)]);
    const gain = (text: string) => degreeOf(learned, text, "delivery-time") - degreeOf(model, text, "delivery-time");
    expect(gain("my package is nowhere to be seen!")).toBeGreaterThan(gain("the package is nowhere"));
    expect(gain("the package is nowhere to be seen")).toBeGreaterThan(0);
    expect(gain("do you take cash")).toBe(0);
  });

  it("a wrong answer sinks, and rises again when that is revoked", () => {
    const text = "can i send this dress back";
    const before = degreeOf(model, text, "return-policy");
    const told = withLearned(model, [pair(text, "return-policy", false)]);
    expect(degreeOf(told, text, "return-policy")).toBeLessThan(before - 0.1);
    expect(match(withLearned(told, []), text)).toEqual(match(model, text));
  });

  it("never moves an exact question, however many say so", () => {
    const text = "Where is my refund?";
    const pairs = Array.from({ length: 50 }, () => [pair(text, "refund", false), pair(text, "password", true)]).flat();
    expect(match(withLearned(model, pairs), text)).toEqual(match(model, text));
  });

  it("never returns an entry that is not published", () => {
    const learned = withLearned(model, [pair("anything new", "gone", true)]);
    expect(match(learned, "anything new").candidates.map(({ answerId }) => answerId)).not.toContain("gone");
  });

  it("keeps degrees sorted, in [0, 1] and at most 1 in all, and the order of pairs does not matter", () => {
    const text = "my package is nowhere";
    const pairs = SAMPLE_LIBRARY.flatMap(({ id }) => [pair(text, id, true), pair(text, id, true)]);
    const { candidates } = match(withLearned(model, pairs), text, { limit: 20 });
    const degrees = candidates.map(({ degree }) => degree);
    expect(degrees).toEqual(degrees.toSorted((a, b) => b - a));
    expect(degrees.reduce((sum, degree) => sum + degree, 0)).toBeLessThanOrEqual(1 + 1e-9);
    const backwards = match(withLearned(model, pairs.toReversed()), text, { limit: 20 }).candidates;
    expect(backwards.map(({ answerId }) => answerId)).toEqual(candidates.map(({ answerId }) => answerId));
  });

  it("pairs added one by one are the pairs given at once", () => {
    const pairs = ["first thing", "second thing", "third of them"].map((text) => pair(text, "refund", true));
    const bitByBit = pairs.reduce((given, _, at) => withLearned(given, pairs.slice(0, at + 1)), model);
    for (const { text } of pairs) expect(match(bitByBit, text)).toEqual(match(withLearned(model, pairs), text));
  });
});
