import { describe, expect, it } from "vitest";
import { accentHint, readHex } from "./accent.ts";

describe("accent colour", () => {
  it("is read however it is written", () => {
    expect(["#2F5BD8", "2f5bd8", " #abc ", "#12345", "blue", ""].map(readHex)).toEqual([
      "#2f5bd8",
      "#2f5bd8",
      "#aabbcc",
      null,
      null,
      null,
    ]);
  });

  it.each([
    ["#2f5bd8", "good"],
    ["#f2c14e", "darkWords"],
    ["#fffbe0", "pale"],
    ["#111111", "deep"],
  ])("%s is %s", (hex, verdict) => {
    expect(accentHint(hex).verdict).toBe(verdict);
  });
});
