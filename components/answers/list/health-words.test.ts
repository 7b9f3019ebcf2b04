import { expect, it } from "vitest";
import { careOf } from "./health-words.ts";

it("an entry's trouble is named by the worse of its two figures", () => {
  const row = { health: "care", asked: 10, helpful: 1, notHelpful: 1, ledToPerson: 9 } as const;
  expect(careOf(row)).toEqual({ kind: "ledToPerson", share: 0.9 });
  expect(careOf({ ...row, ledToPerson: 3 })).toEqual({ kind: "notHelpful", share: 0.5 });
  expect(careOf({ ...row, health: "fine" })).toBeNull();
  expect(careOf({ ...row, asked: 0, helpful: 0, notHelpful: 0, ledToPerson: 0 })?.share).toBe(0);
});
