import { describe, expect, it } from "vitest";
import { diffLines, diffTexts } from "./text-diff.ts";

const shown = (before: string, after: string) =>
  diffTexts(before, after)
    .map(({ kind, text }) => (kind === "same" ? text : kind === "gone" ? `[-${text}-]` : `[+${text}+]`))
    .join("");

describe("diffTexts", () => {
  it("marks words that came and went, and leaves the others alone", () => {
    expect(shown("Three to five days.", "Two to five working days.")).toBe(
      "[-Three-][+Two+] to five[+ working+] days.",
    );
    expect(shown("same", "same")).toBe("same");
    expect(shown("", "new")).toBe("[+new+]");
    expect(shown("old", "")).toBe("[-old-]");
    expect(diffTexts("", "")).toEqual([]);
  });

  it("compares signs where words have no spaces", () => {
    expect(shown("三天内送到", "五天内送到")).toBe("[-三-][+五+]天内送到");
  });

  it("gives both texts back, whatever they are", () => {
    const [before, after] = ["a, b\n\nc 👩‍🚀 d", "b\nc 👩‍🚀 e d!"];
    const pieces = diffTexts(before, after);
    const side = (kind: string) =>
      pieces
        .filter((piece) => piece.kind === "same" || piece.kind === kind)
        .map(({ text }) => text)
        .join("");
    expect(side("gone")).toBe(before);
    expect(side("new")).toBe(after);
  });

  it("takes two long texts that share nothing without a table", () => {
    const [before, after] = ["a ".repeat(4_000), "b ".repeat(4_000)];
    expect(diffTexts(before, after).length).toBeGreaterThan(1);
  });
});

describe("diffLines", () => {
  it("tells lines that came and went in their own order", () => {
    expect(diffLines(["a", "b", "c"], ["c", "d", "a"])).toEqual({ gone: ["b"], fresh: ["d"] });
  });
});
