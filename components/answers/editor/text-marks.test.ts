import { describe, expect, it } from "vitest";
import { applyMark, type TextMark } from "./text-marks.ts";

/** "a [b] c" → the text with what stands between the brackets selected. */
function at(marked: string) {
  const start = marked.indexOf("‹");
  const end = marked.indexOf("›") - 1;
  return { text: marked.replace(/[‹›]/g, ""), start, end };
}
function run(marked: string, mark: TextMark): string {
  const { text, start, end } = applyMark(at(marked), mark, "words");
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`;
}

describe("applyMark", () => {
  it.each<[TextMark, string, string]>([
    ["bold", "takes ‹3 days›.", "takes **‹3 days›**."],
    ["bold", "takes **‹3 days›**.", "takes ‹3 days›."],
    ["bold", "takes‹ 3 days › or", "takes **‹3 days›**  or"],
    ["bold", "‹›", "**‹words›**"],
    ["italic", "‹only› once", "_‹only›_ once"],
    ["list", "one\ntw‹o\nthr›ee\nfour", "one\n‹- two\n- three›\nfour"],
    ["list", "‹- two\n- three›", "‹two\nthree›"],
    ["list", "‹›", "‹- ›"],
    ["link", "see ‹the guide› now", "see [the guide](‹https://›) now"],
    ["link", "see ‹https://a.example/x›", "see [‹words›](https://a.example/x)"],
    ["link", "‹›", "[words](‹https://›)"],
  ])("%s on “%s”", (mark, before, after) => {
    expect(run(before, mark)).toBe(after);
  });
});
