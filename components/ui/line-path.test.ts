import { describe, expect, it } from "vitest";
import { linePath } from "./line-path.ts";

const box = { width: 100, height: 46 };

describe("linePath", () => {
  it("stands on zero and reaches the top at the greatest value", () => {
    expect(linePath([0, 5, 10], box)).toBe("M0 43L50 23L100 3");
  });

  it("a quiet hour is a line at the bottom, not a division by zero", () => {
    expect(linePath([0, 0], box)).toBe("M0 43L100 43");
  });

  it("one value is not a line", () => {
    expect(linePath([4], box)).toBe("");
    expect(linePath([], box)).toBe("");
  });

  it("falls below zero where the values do", () => {
    expect(linePath([-5, 5], box)).toBe("M0 43L100 3");
  });
});
