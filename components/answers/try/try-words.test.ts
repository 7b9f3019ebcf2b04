import type { Tried } from "#server/contract/library-views.ts";
import { describe, expect, it } from "vitest";
import { rememberTry, tryWords } from "./try-words.ts";

const result = (degree: number, change: Partial<Tried> = {}): Tried => ({
  tookMs: 1,
  candidates: [
    { answerId: "a" as never, title: "Delivery", category: null, language: "en", degree, features: [], evidence: [] },
  ],
  isExact: false,
  say: "answer",
  title: "Delivery",
  body: "3 days",
  pictures: [],
  quickReplies: [],
  followUps: [],
  suggestions: [],
  isPersonOffered: false,
  promptCause: null,
  single: 0.48,
  mean: 0.55,
  reason: "normal",
  freeSeats: 2,
  totalSeats: 5,
  waiting: 0,
  answeringDegree: 0.5,
  givingUpDegree: 0.15,
  published: null,
  isDraftModelOld: false,
  ...change,
});

describe("tryWords", () => {
  it("tells an answer, and which threshold offers a person beside it", () => {
    expect(tryWords(result(0.81))).toEqual({ key: "answer", tone: "good", degree: 0.81, offer: null });
    expect(tryWords(result(0.5, { isPersonOffered: true, promptCause: "mean" })).offer).toEqual({
      key: "mean",
      threshold: 0.55,
    });
    expect(tryWords(result(0.3, { say: "suggest", isPersonOffered: true, promptCause: "single" }))).toMatchObject({
      tone: "unsure",
      offer: { key: "single", threshold: 0.48 },
    });
  });

  it("asking for a person needs no threshold, and no candidate is no degree", () => {
    expect(tryWords(result(0.9, { say: "person", isPersonOffered: true, promptCause: "asked" })).offer).toBeNull();
    expect(
      tryWords(result(0, { candidates: [], say: "honest", isPersonOffered: true, promptCause: "single" })),
    ).toMatchObject({ tone: "none", degree: 0, offer: { key: "single" } });
  });
});

describe("rememberTry", () => {
  it("keeps the newest six, each once", () => {
    const tried = ["a", "b", "c", "d", "e", "f", "g", "c"].reduce<ReturnType<typeof rememberTry>>(
      (list, text) => rememberTry(list, text, result(0.5)),
      [],
    );
    expect(tried.map(({ text }) => text)).toEqual(["c", "g", "f", "e", "d", "b"]);
  });
});
