import { describe, expect, it } from "vitest";
import { inPieces, nothingPicked, pickUpTo, togglePick } from "./selection.ts";

const order = ["a", "b", "c", "d", "e"];
const picked = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join("");

describe("picking rows", () => {
  it("takes one and lets it go again", () => {
    const one = togglePick(nothingPicked, "b");
    expect(picked(one)).toBe("b");
    expect(picked(togglePick(one, "b"))).toBe("");
  });

  it("takes a range either way, and keeps what was picked", () => {
    const from = togglePick(togglePick(nothingPicked, "a"), "d");
    expect(picked(pickUpTo(from, "b", order))).toBe("abcd");
    expect(picked(pickUpTo(from, "e", order))).toBe("ade");
  });

  it("starts anew where the anchor has gone", () => {
    expect(picked(pickUpTo({ ids: new Set(), anchor: "x" }, "c", order))).toBe("c");
  });
});

it("cuts into pieces", () => {
  expect(inPieces([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inPieces([], 2)).toEqual([]);
});
