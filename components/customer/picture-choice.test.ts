import { describe, expect, it } from "vitest";
import { choosePictures, PICTURE_MAX_BYTES } from "./picture-choice.ts";

const file = (name: string, type = "image/png", size = 1000) => ({ name, type, size });

describe("choosePictures", () => {
  it("takes pictures up to exactly 10 MB", () => {
    const largest = file("card.jpg", "image/jpeg", PICTURE_MAX_BYTES);
    expect(choosePictures([largest], 0)).toEqual({ taken: [largest], faults: [] });
  });

  it.each([
    ["tooLarge", file("door.png", "image/png", PICTURE_MAX_BYTES + 1)],
    ["wrongType", file("drawing.svg", "image/svg+xml")],
    ["wrongType", file("bill.pdf", "application/pdf")],
    ["empty", file("nothing.gif", "image/gif", 0)],
  ])("refuses as %s", (fault, refused) => {
    expect(choosePictures([refused], 0)).toEqual({ taken: [], faults: [{ name: refused.name, fault }] });
  });

  it("takes what fits beside those already chosen and names the rest", () => {
    const { taken, faults } = choosePictures([file("a.png"), file("b.png")], 3);
    expect(taken.map(({ name }) => name)).toEqual(["a.png"]);
    expect(faults).toEqual([{ name: "b.png", fault: "tooMany" }]);
  });
});
