import { describe, expect, it } from "vitest";
import {
  addLines,
  duplicateKeys,
  editQuestion,
  removeQuestion,
  restoreQuestion,
  savedQuestions,
} from "./question-list.ts";

let made = 0;
const makeKey = () => `new-${(made += 1)}`;
const texts = (list: readonly { text: string }[]) => list.map(({ text }) => text);
const list = savedQuestions(["Where is my order?", "track my parcel"]);

describe("addLines", () => {
  it("takes several lines at once, without list marks and empty lines", () => {
    const {
      list: next,
      added,
      skipped,
    } = addLines(list, "- it never came\r\n\n  2. lost parcel \n• 包裹在哪里\n3、没收到", makeKey);
    expect(texts(next)).toEqual([
      "Where is my order?",
      "track my parcel",
      "it never came",
      "lost parcel",
      "包裹在哪里",
      "没收到",
    ]);
    expect({ added, skipped }).toEqual({ added: 4, skipped: 0 });
    expect(next.slice(2).every(({ isNew }) => isNew)).toBe(true);
    expect(new Set(next.map(({ key }) => key)).size).toBe(6);
  });

  it("skips what is there already, also within the pasted lines, whatever capitals and spaces", () => {
    const { list: next, added, skipped } = addLines(list, "TRACK  my parcel\nnew one\nNew One", makeKey);
    expect(texts(next).slice(2)).toEqual(["new one"]);
    expect({ added, skipped }).toEqual({ added: 1, skipped: 2 });
  });

  it("keeps numbers that belong to the question", () => {
    expect(texts(addLines([], "2 lamps in one parcel?\n-40 degrees, does it work", makeKey).list)).toEqual([
      "2 lamps in one parcel?",
      "-40 degrees, does it work",
    ]);
  });
});

describe("removing", () => {
  it("can be undone at the old place, once, also after other changes", () => {
    const { list: without, removed, at } = removeQuestion(list, "saved-0");
    if (!removed) throw new Error("nothing removed");
    const changed = addLines(without, "another", makeKey).list;
    const back = restoreQuestion(changed, removed, at);
    expect(texts(back)).toEqual(["Where is my order?", "track my parcel", "another"]);
    expect(restoreQuestion(back, removed, at)).toEqual(back);
  });

  it("of a key that is not there changes nothing", () => {
    expect(removeQuestion(list, "x")).toEqual({ list, removed: null, at: -1 });
  });
});

describe("duplicateKeys", () => {
  it("flags the later ones only, full-width signs included, and no empty ones", () => {
    const edited = editQuestion(addLines(list, "a\nb\nc", makeKey).list, "saved-1", "Ｗhere is  my ORDER?");
    expect([...duplicateKeys(edited)]).toEqual(["saved-1"]);
    expect(duplicateKeys(savedQuestions(["", " "])).size).toBe(0);
  });
});
