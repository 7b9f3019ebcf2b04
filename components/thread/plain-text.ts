import { type Inline, parseText } from "./parse-text.ts";

/** A message in one line for lists and previews: the words without the marks that only a bubble draws. */
export function plainText(text: string): string {
  return parseText(text)
    .flatMap((block) => block.lines.map((line) => line.map(wordsOf).join("")))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

function wordsOf(inline: Inline): string {
  return "children" in inline ? inline.children.map(wordsOf).join("") : inline.text;
}
