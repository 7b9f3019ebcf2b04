import { expect, it } from "vitest";
import { collisions } from "./collisions.ts";
import type { LibraryEntry } from "./entry.ts";
import { SAMPLE_LIBRARY } from "./sample-library.ts";
import { train } from "./train.ts";

const model = train(SAMPLE_LIBRARY, { seed: 1 });
const questionsOf = (id: string) => SAMPLE_LIBRARY.find((entry) => entry.id === id)?.questions ?? [];
const draft = (id: string, ...questions: string[]): LibraryEntry => ({ id, language: "en", kind: "answer", questions });

it("finds what another entry asks word for word, with degree 1", () => {
  expect(collisions(model, [draft("new", "WHERE is my refund", "Do you sell hats?")], { questionsOf })).toEqual([
    {
      questionA: "WHERE is my refund",
      answerA: "new",
      answerB: "refund",
      questionB: "WHERE is my refund",
      degree: 1,
      isExact: true,
    },
  ]);
});

it.each([
  ["how long does the delivery take", "delivery-time", "How long does delivery take?"],
  ["请问怎么退货", "return-zh", "怎么退货？"],
])("finds what another entry asks nearly: %s", (question, id, near) => {
  const [first] = collisions(model, [draft("new", question)], { questionsOf });
  expect(first).toMatchObject({ answerB: id, questionB: near, isExact: false });
  expect(first!.degree).toBeGreaterThan(0.6);
  expect(first!.degree).toBeLessThan(1);
});

it("does not count an entry's own questions, as published or as edited", () => {
  expect(collisions(model, [SAMPLE_LIBRARY[0]!]).filter(({ answerB }) => answerB === "delivery-time")).toEqual([]);
  const edited = { ...SAMPLE_LIBRARY[0]!, questions: ["When will my parcel arrive"] };
  expect(collisions(model, [edited])).toEqual([]);
});

it("finds what two drafts ask alike", () => {
  const found = collisions(model, [draft("a", "Do you sell hats?"), draft("b", "do you sell hats")]);
  expect(found.map(({ answerA, answerB, degree }) => [answerA, answerB, degree])).toEqual([
    ["a", "b", 1],
    ["b", "a", 1],
  ]);
});
