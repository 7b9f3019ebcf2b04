import { describe, expect, it } from "vitest";
import { errorCodes } from "#server/contract/errors.ts";
import { locales } from "./locales.ts";
import { type Area, messagesByLocale } from "./messages.ts";

/** "presence.busy" → "Busy", for every text of an area. */
function flat(node: unknown, path = ""): Map<string, string> {
  if (typeof node === "string") return new Map([[path, node]]);
  if (typeof node !== "object" || node === null) throw new Error(`${path} is neither a text nor a group of texts`);
  return new Map(Object.entries(node).flatMap(([key, child]) => [...flat(child, path ? `${path}.${key}` : key)]));
}

/** The names a text takes: `{count, plural, …}` and `{name}` give `count` and `name`; `<b>` gives `<b>`. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  let depth = 0;
  // Depth 0 → 1 opens an argument; 1 → 2 opens a branch of a plural or select, whose text may hold arguments again.
  for (const [index, sign] of [...text].entries()) {
    if (sign === "{") {
      depth += 1;
      if (depth % 2 === 1) names.add(/^\{\s*(\w+)/.exec([...text].slice(index).join(""))?.[1] ?? "?");
    } else if (sign === "}") depth -= 1;
  }
  for (const [, tag] of text.matchAll(/<(\w+)>/g)) names.add(`<${tag}>`);
  return [...names].sort();
}

describe("messages", () => {
  const areas = Object.keys(messagesByLocale.en) as Area[];

  it.each(areas)("%s: every language has the same texts, none of them empty", (area) => {
    const keys = [...flat(messagesByLocale.en[area]).keys()].sort();
    for (const locale of locales) {
      const texts = flat(messagesByLocale[locale][area]);
      expect([...texts.keys()].sort(), `${locale}/${area}.json`).toEqual(keys);
      expect([...texts].filter(([, text]) => text.trim() === "")).toEqual([]);
    }
  });

  it("every refusal has words", () => {
    expect(errorCodes.filter((code) => !Object.hasOwn(messagesByLocale.en.errors, code))).toEqual([]);
  });

  it.each(areas)("%s: every language uses the same placeholders", (area) => {
    const english = flat(messagesByLocale.en[area]);
    for (const locale of locales) {
      for (const [key, text] of flat(messagesByLocale[locale][area])) {
        expect(placeholders(text), `${locale}/${area}.json ${key}`).toEqual(placeholders(english.get(key) ?? ""));
      }
    }
  });

  it("no text was left in English", () => {
    const same = areas.flatMap((area) => {
      const english = flat(messagesByLocale.en[area]);
      return [...flat(messagesByLocale.zh[area])].filter(
        ([key, text]) =>
          text === english.get(key) && /[a-z]{4}/i.test(text) && !/[@/]/.test(text) && key !== "productName",
      );
    });
    expect(same).toEqual([]);
  });

  it("finds placeholders inside branches", () => {
    expect(placeholders("{used, plural, one {# chat of {name}} other {# chats}} <b>now</b>")).toEqual([
      "<b>",
      "name",
      "used",
    ]);
  });
});
