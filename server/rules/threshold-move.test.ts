import { expect, it } from "vitest";
import { isThresholdMove } from "./threshold-move.ts";

const announced = { single: 0.55, mean: 0.6, baseSingle: 0.55, reason: "normal" };

it.each([
  ["nothing moved", {}, false],
  ["less than is worth a decision", { single: 0.5539, mean: 0.5965 }, false],
  ["the single one moved", { single: 0.546 }, true],
  ["the mean moved", { mean: 0.605 }, true],
  ["the base moved", { baseSingle: 0.56 }, true],
  ["only the reason is another", { reason: "busy" }, true],
])("B4: %s", (_, more, isMove) => {
  expect(isThresholdMove(announced, { ...announced, ...more })).toBe(isMove);
});

it("B4: the first time is always a move", () => {
  expect(isThresholdMove(null, announced)).toBe(true);
});
