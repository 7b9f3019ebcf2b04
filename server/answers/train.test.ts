import { describe, expect, it } from "vitest";
import { match } from "./match.ts";
import { restoreModel, serialiseModel } from "./model-bytes.ts";
import { createRandom, shuffle } from "./random.ts";
import { SAMPLE_LIBRARY } from "./sample-library.ts";
import { train } from "./train.ts";

const ASKED = ["when does my order come", "怎么退", "gift card with a present", "zzz", "", "I want to return my shoes"];
const answersOf = (model: ReturnType<typeof train>) => ASKED.map((text) => match(model, text));

describe("the same library and seed", () => {
  const model = train(SAMPLE_LIBRARY, { seed: 7 });

  it("give the same model, whatever the order of the entries", () => {
    const mixed = SAMPLE_LIBRARY.map((_, at) => at);
    shuffle(mixed, createRandom(3));
    const again = train(
      mixed.map((at) => SAMPLE_LIBRARY[at]!),
      { seed: 7 },
    );
    expect(answersOf(again)).toEqual(answersOf(model));
  });

  it("survive bytes, wherever these lie, and structured clone", () => {
    const bytes = serialiseModel(model);
    const elsewhere = new Uint8Array(bytes.length + 3);
    elsewhere.set(bytes, 3);
    expect(restoreModel(elsewhere.subarray(3))).toEqual(model);
    expect(answersOf(restoreModel(bytes))).toEqual(answersOf(model));
    expect(answersOf(structuredClone(model))).toEqual(answersOf(model));
  });

  it("and other bytes are refused", () => {
    expect(() => restoreModel(new Uint8Array())).toThrow("not an answer model");
    expect(() => restoreModel(new Uint8Array([255, 255, 255, 255, 1]))).toThrow("not an answer model");
    expect(() => restoreModel(serialiseModel({ ...model, version: 0 }))).toThrow("version 0");
  });
});

describe("small libraries", () => {
  it.each([0, 1, 2, 3, 10])("%i entries with 3 questions each work and stay modest", (count) => {
    const entries = SAMPLE_LIBRARY.slice(0, count).map((entry) => ({
      ...entry,
      questions: entry.questions.slice(0, 3),
    }));
    const model = restoreModel(serialiseModel(train(entries, { seed: 1 })));
    for (const { id, questions } of entries) {
      for (const question of questions) {
        expect(match(model, question).candidates[0]).toMatchObject({ answerId: id });
        expect(match(model, question).candidates[0]!.degree).toBeGreaterThanOrEqual(0.95);
      }
    }
    for (const text of ["what is the capital of France", "今天天气怎么样", "zzz", "", "👍"])
      expect(match(model, text).candidates[0]?.degree ?? 0).toBeLessThan(0.5);
  });

  it("an entry known by a sign only is found by it, and does not disturb the others", () => {
    const entries = [
      ...SAMPLE_LIBRARY.slice(0, 3),
      { id: "up", language: "en", kind: "thanks" as const, questions: ["👍"] },
    ];
    const model = train(entries, { seed: 1 });
    expect(match(model, "👍").candidates[0]).toMatchObject({ answerId: "up", kind: "thanks" });
    expect(match(model, "Where is my refund?").candidates[0]).toMatchObject({ answerId: "refund" });
  });
});

it("an unrelated entry moves the degrees of others little", () => {
  const without = train(
    SAMPLE_LIBRARY.filter(({ id }) => id !== "gift-wrap"),
    { seed: 1 },
  );
  const whole = train(SAMPLE_LIBRARY, { seed: 1 });
  const texts = SAMPLE_LIBRARY.filter(({ id }) => id !== "gift-wrap").flatMap(({ questions }) => questions);
  const moved = texts.map((text) =>
    Math.abs(match(whole, text).candidates[0]!.degree - match(without, text).candidates[0]!.degree),
  );
  expect(moved.reduce((sum, change) => sum + change, 0) / moved.length).toBeLessThan(0.05);
});

it("tells its progress, rising to 1", () => {
  const shares: number[] = [];
  train(SAMPLE_LIBRARY, { seed: 1, onProgress: (share) => shares.push(share) });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});
