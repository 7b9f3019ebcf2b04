import { expect, it } from "vitest";
import { lastDays } from "./last-days.ts";

it("days without a question count as none, and today is the last one", () => {
  const now = Date.UTC(2026, 10, 20, 15);
  const days = [
    { day: "2026-11-18", asked: 4 },
    { day: "2026-11-20", asked: 2 },
    { day: "2026-10-01", asked: 9 },
  ];
  expect(lastDays(days, 4, now)).toEqual([0, 4, 0, 2]);
});
