import { expect, it } from "vitest";
import { spanOf } from "./span.ts";

it("rounds down to the largest unit", () => {
  expect([-5, 59_999, 60_000, 119_999, 3_600_000, 86_399_999, 86_400_000].map(spanOf)).toEqual([
    { unit: "seconds", count: 0 },
    { unit: "seconds", count: 59 },
    { unit: "minutes", count: 1 },
    { unit: "minutes", count: 1 },
    { unit: "hours", count: 1 },
    { unit: "hours", count: 23 },
    { unit: "days", count: 1 },
  ]);
});
