import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Inline, parseText, type TextBlock } from "./parse-text.ts";

/** A readable picture of what was read: `p(Hello |strong(you))`. */
function draw(blocks: TextBlock[]): string {
  const inline = (piece: Inline): string => {
    if (piece.kind === "words") return piece.text;
    if (piece.kind === "link") return `link(${piece.text}>${piece.href})`;
    return `${piece.kind}(${piece.children.map(inline).join("|")})`;
  };
  return blocks
    .map(
      (block) =>
        `${block.kind === "list" ? "ul" : "p"}(${block.lines.map((line) => line.map(inline).join("|")).join("⏎")})`,
    )
    .join("");
}

describe("parseText", () => {
  it.each([
    ["Hello", "p(Hello)"],
    ["one\ntwo\n\nthree", "p(one⏎two)p(three)"],
    ["\r\n a\r\nb \n\n\n", "p(a⏎b)"],
    ["takes **3–5 working days** with DPD", "p(takes |strong(3–5 working days)| with DPD)"],
    ["**a**", "p(strong(a))"],
    ["_soon_, I _really_ hope", "p(em(soon)|, I |em(really)| hope)"],
    ["**very _very_ good**", "p(strong(very |em(very)| good))"],
    ["Bring:\n- the card\n- a pen\nThanks", "p(Bring:)ul(the card⏎a pen)p(Thanks)"],
    ["[Delivery times](https://shop.example/delivery)", "p(link(Delivery times>https://shop.example/delivery))"],
    ["see https://shop.example/a_b_c.", "p(see |link(https://shop.example/a_b_c>https://shop.example/a_b_c)|.)"],
    ["(https://e.example/x(1))", "p((|link(https://e.example/x(1)>https://e.example/x(1))|))"],
    ["请看https://shop.example/faq谢谢", "p(请看|link(https://shop.example/faq>https://shop.example/faq)|谢谢)"],
    ["**https://shop.example**", "p(strong(link(https://shop.example>https://shop.example/)))"],
  ])("reads %j", (text, expected) => {
    expect(draw(parseText(text))).toBe(expected);
  });

  it.each([
    "snake_case_name and 2 * 3 ** 4",
    "** not bold ** and _ not italic _",
    "a **b",
    "-5 degrees",
    "<b>bold</b> <script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "[click](data:text/html,x)",
    "javascript:alert(1)",
    "https://",
    "https://bank.example@evil.example/pay",
    "![x](y)",
  ])("leaves %j as it was written", (text) => {
    expect(draw(parseText(text))).toBe(`p(${text})`);
  });

  it("without marks only line breaks and bare addresses count", () => {
    const text = "**no** _no_ [bank](https://evil.example)\n- https://a.example";
    expect(draw(parseText(text, false))).toBe(
      "p(**no** _no_ [bank](|link(https://evil.example>https://evil.example/)|)⏎- |link(https://a.example>https://a.example/))",
    );
  });

  const signs = fc.constantFrom(
    "**",
    "_",
    "[",
    "](",
    ")",
    "https://a.example/x",
    "- ",
    "\n",
    " ",
    "a",
    "好",
    "<b>",
    "javascript:",
    "\u202e",
  );
  const anyText = fc.array(signs, { maxLength: 40 }).map((parts) => parts.join(""));
  const words = (pieces: Inline[]): string =>
    pieces.map((piece) => ("children" in piece ? words(piece.children) : piece.text)).join("");

  it("links only to http and https, whatever was written", () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, hasMarks) => {
        const links = JSON.stringify(parseText(text, hasMarks)).match(/"href":"[^"]*"/g) ?? [];
        expect(links.filter((link) => !/"href":"https?:\/\//.test(link))).toEqual([]);
      }),
    );
  });

  it("without marks every sign that was written is read, in order", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = parseText(text, false).flatMap((block) => block.lines.map(words));
        expect(lines.join("\n").split(/\s+/).filter(Boolean)).toEqual(text.split(/\s+/).filter(Boolean));
      }),
    );
  });

  it("stays quick on hostile text", () => {
    const start = performance.now();
    for (const piece of ["**a", "_a ", "[a](https://", "((((", "https://", "- ", "**_[", "\n- **"])
      parseText(piece.repeat(8000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
