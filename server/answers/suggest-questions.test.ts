import { expect, it } from "vitest";
import { SAMPLE_LIBRARY } from "./sample-library.ts";
import { suggestQuestions } from "./suggest-questions.ts";
import { train } from "./train.ts";

const model = train(SAMPLE_LIBRARY, { seed: 1 });
const refund = SAMPLE_LIBRARY.find(({ id }) => id === "refund")!;
const asked = [
  { id: "1", text: "my refund still did not come" },
  { id: "2", text: "where's my refund money" },
  { id: "3", text: "Where's my refund money?" },
  { id: "4", text: "do you sell lawn mowers" },
  { id: "5", text: "Where is my refund?" },
  { id: "6", text: "" },
  { id: "7", text: "快递要几天" },
];

it("offers what leans towards the entry, each text once with all who asked, and nothing it already has", () => {
  const offered = suggestQuestions(model, refund, asked);
  expect(offered.map(({ ids }) => ids.join(" ")).sort()).toEqual(["1", "2 3"]);
  expect(offered.every(({ degree }) => degree > 0 && degree <= 1)).toBe(true);
});

it("works for a draft the model has never seen, by its own words", () => {
  const mowers = { id: "mowers", questions: ["Do you sell mowers for the lawn?"] };
  expect(suggestQuestions(model, mowers, asked).map(({ ids }) => ids)).toEqual([["4"]]);
});

it("works in Chinese", () => {
  const delivery = SAMPLE_LIBRARY.find(({ id }) => id === "delivery-zh")!;
  expect(suggestQuestions(model, delivery, asked).map(({ ids }) => ids)).toEqual([["7"]]);
});
