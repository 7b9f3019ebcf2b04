import { describe, expect, it } from "vitest";
import { filterReplies, insertAt, slashAt } from "./slash.ts";

const reply = (shortcut: string, title = shortcut, body = "…", language = "en") => ({
  id: shortcut,
  shortcut,
  title,
  body,
  language,
});

describe("slashAt", () => {
  it("finds the word after a slash at the start or after white space", () => {
    expect(slashAt("/", 1)).toEqual({ query: "", start: 0, end: 1 });
    expect(slashAt("Hello /addr", 11)).toEqual({ query: "addr", start: 6, end: 11 });
    expect(slashAt("line\n/退货", 8)).toEqual({ query: "退货", start: 5, end: 8 });
  });

  it("leaves alone what only looks like one", () => {
    expect(slashAt("and/or", 6)).toBeNull();
    expect(slashAt("https://shop.example", 20)).toBeNull();
    expect(slashAt("/addr now", 9)).toBeNull();
  });

  it("looks only before the caret", () => {
    expect(slashAt("/addr", 0)).toBeNull();
    expect(slashAt("/address", 5)).toEqual({ query: "addr", start: 0, end: 5 });
  });
});

describe("filterReplies", () => {
  const replies = [
    reply("late", "Parcel is late"),
    reply("addr-locked", "Too late to change"),
    reply("address", "Ask for the address"),
    reply("bye", "Goodbye", "See you at the new address"),
  ];
  const found = (query: string, language = "en") =>
    filterReplies(replies, query, language).map(({ shortcut }) => shortcut);

  it("ranks shortcut, title, inside, text; the shorter shortcut first", () => {
    expect(found("addr")).toEqual(["address", "addr-locked", "bye"]);
    expect(found("late")).toEqual(["late", "addr-locked"]);
    expect(found("nothing")).toEqual([]);
  });

  it("offers all for an empty query", () => {
    expect(found("")).toHaveLength(replies.length);
  });

  it("puts the customer's language first within a rank, and folds accents", () => {
    const both = [reply("hello", "Hello", "Hi", "en"), reply("hello-zh", "你好", "您好", "zh")];
    expect(filterReplies(both, "hel", "zh-CN").map(({ id }) => id)).toEqual(["hello-zh", "hello"]);
    expect(filterReplies([reply("r", "Rückgabe")], "ruck", "de")).toHaveLength(1);
  });
});

describe("insertAt", () => {
  it("replaces the slash word and leaves the caret behind what came in", () => {
    expect(insertAt("Hi /addr there", { query: "addr", start: 3, end: 8 }, "Your address?")).toEqual({
      text: "Hi Your address? there",
      caret: 16,
    });
  });
});
