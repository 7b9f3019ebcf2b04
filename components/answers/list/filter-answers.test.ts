import { describe, expect, it } from "vitest";
import { filterAnswers, type ListedAnswer, noFilter, poorShare } from "./filter-answers.ts";

const listed = (change: Partial<ListedAnswer>): ListedAnswer => ({
  id: "x" as never,
  kind: "answer",
  title: "Delivery times",
  category: "Delivery",
  language: "en",
  teamId: null,
  isEnabled: true,
  updatedAt: 1,
  updatedByName: null,
  asked: 0,
  helpful: 0,
  notHelpful: 0,
  questionCount: 1,
  search: "delivery times\nhow long until it arrives",
  ...change,
});

const times = listed({ asked: 5 });
const poor = listed({
  title: "Customs",
  search: "customs and duty",
  asked: 9,
  helpful: 4,
  notHelpful: 4,
  updatedAt: 3,
});
const off = listed({
  title: "国际配送",
  category: null,
  language: "zh",
  isEnabled: false,
  search: "国际配送需要多久",
  updatedAt: 2,
});
const all = [times, poor, off];
const titles = (change: Partial<typeof noFilter>) =>
  filterAnswers(all, { ...noFilter, ...change }).map(({ title }) => title);

describe("filterAnswers", () => {
  it("finds every word of the search anywhere in the entry", () => {
    expect(titles({ search: "ARRIVES how" })).toEqual(["Delivery times"]);
    expect(titles({ search: "配送" })).toEqual(["国际配送"]);
    expect(titles({ search: "arrives customs" })).toEqual([]);
  });

  it("filters by category (also none), language and state", () => {
    expect(titles({ category: "" })).toEqual(["国际配送"]);
    expect(titles({ language: "en", state: "on" })).toEqual(["Customs", "Delivery times"]);
    expect(titles({ state: "off" })).toEqual(["国际配送"]);
    expect(titles({ state: "poor" })).toEqual(["Customs"]);
  });

  it("sorts by asked, title or last change", () => {
    expect(titles({})).toEqual(["Customs", "Delivery times", "国际配送"]);
    expect(titles({ sort: "changed" })).toEqual(["Customs", "国际配送", "Delivery times"]);
  });

  it("needs some votes before it calls an answer poor", () => {
    expect(poorShare({ helpful: 1, notHelpful: 3 })).toBeNull();
    expect(poorShare({ helpful: 5, notHelpful: 3 })).toBeCloseTo(0.375);
    expect(poorShare({ helpful: 8, notHelpful: 2 })).toBeNull();
  });
});
