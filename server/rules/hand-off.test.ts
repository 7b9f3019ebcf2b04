import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_REPLY_SETTINGS,
  decideReply,
  type ReplyCandidate,
  type ReplyDecision,
  type ReplyInput,
} from "./hand-off.ts";
import {
  declineHandOff,
  EMPTY_HISTORY,
  handOffHistoryOf,
  type HandOffHistory,
  lowestDegree,
  meanDegree,
} from "./hand-off-history.ts";

const thresholds = { single: 0.5, mean: 0.6 };

function reply(candidates: readonly ReplyCandidate[], input: Partial<ReplyInput> = {}): ReplyDecision {
  return decideReply({
    candidates,
    medium: "text",
    thresholds,
    history: EMPTY_HISTORY,
    settings: DEFAULT_REPLY_SETTINGS,
    ...input,
  });
}

const answer = (degree: number, answerId = "a"): ReplyCandidate => ({ answerId, kind: "answer", degree });

/** Asks questions with these degrees one after another; `null` is a "no" to the prompt. Returns the causes. */
function conversation(degrees: readonly (number | null)[]): { causes: (string | null)[]; history: HandOffHistory } {
  let history = EMPTY_HISTORY;
  const causes: (string | null)[] = [];
  for (const degree of degrees) {
    if (degree === null) history = declineHandOff(history);
    else {
      const decision = reply([answer(degree)], { history });
      history = decision.nextHistory;
      causes.push(decision.prompt?.cause ?? null);
    }
  }
  return { causes, history };
}

describe("B6 what is said", () => {
  const list = (...degrees: number[]) => degrees.map((degree, at) => answer(degree, `a${at}`));
  it.each([
    ["sure: the answer", list(0.9, 0.05), "answer", ["a0"]],
    ["at the answering degree: the answer", list(0.5, 0.3), "answer", ["a0"]],
    ["between: did you mean", list(0.4, 0.3, 0.2), "suggest", ["a0", "a1", "a2"]],
    [
      "between: never more than five, none that is unlikely",
      list(0.2, 0.19, 0.18, 0.15, 0.12, 0.1),
      "suggest",
      ["a0", "a1", "a2", "a3", "a4"],
    ],
    ["between, no other likely: that one", list(0.2, 0.04), "suggest", ["a0"]],
    ["below the giving-up degree: honest", list(0.1, 0.1), "honest", []],
    ["an empty library: honest", [], "honest", []],
  ] as const)("%s", (_, candidates, say, ids) => {
    expect(reply(candidates)).toMatchObject({ say, candidateIds: ids });
  });

  it("suggests answers only, and takes their degree, when a greeting is first but not sure", () => {
    const decision = reply([{ answerId: "hello", kind: "greeting", degree: 0.4 }, answer(0.3)]);
    expect(decision).toMatchObject({ say: "suggest", candidateIds: ["a"], degree: 0.3 });
  });
});

describe("B3 the two tests", () => {
  it.each([
    ["a good match does not prompt", [0.9], [null]],
    ["a bad match prompts at once", [0.3], ["single"]],
    ["exactly at both thresholds does not", [0.6], [null]],
    ["a mediocre conversation prompts by its mean", [0.62, 0.55], [null, "mean"]],
    ["one question is no mean: it is tested by itself alone", [0.55], [null]],
    ["good matches carry one mediocre", [0.95, 0.55], [null, null]],
    ["good matches do not carry a bad one", [0.95, 0.95, 0.2], [null, null, "single"]],
  ])("%s", (_, degrees, causes) => {
    expect(conversation(degrees).causes).toEqual(causes);
  });

  it.each([
    ["two questions are quiet, the third is not", [0.3, null, 0.4, 0.4, 0.4], ["single", null, null, "single"]],
    ["a new low prompts all the same", [0.3, null, 0.2], ["single", "single"]],
    ["only a new low does: as bad as before is quiet", [0.3, null, 0.3], ["single", null]],
    ["after a new low the next must be lower again", [0.3, null, 0.2, 0.25], ["single", "single", null]],
    ["the mean starts anew, and needs two again", [0.1, null, 0.9, 0.55], ["single", null, null]],
    ["the mean starts anew", [0.1, 0.1, null, 0.9, 0.9, 0.7], ["single", "single", null, null, null]],
    [
      "a second no gives quiet again",
      [0.3, null, 0.4, 0.4, 0.4, null, 0.4, 0.4],
      ["single", null, null, "single", null, null],
    ],
  ])("after a no: %s", (_, degrees, causes) => {
    expect(conversation(degrees).causes).toEqual(causes);
  });

  it("asking for a person prompts at any time, also while it is quiet, and counts as no question", () => {
    const history = declineHandOff(conversation([0.3]).history);
    const decision = reply([{ answerId: "p", kind: "person", degree: 0.5 }], { history });
    expect(decision).toMatchObject({ say: "person", candidateIds: ["p"], prompt: { cause: "asked" }, degree: null });
    expect(decision.nextHistory).toEqual(history);
  });

  it("a person hardly meant is not asked for", () => {
    expect(reply([{ answerId: "p", kind: "person", degree: 0.49 }, answer(0.2)])).toMatchObject({
      say: "suggest",
      degree: 0.2,
      prompt: { cause: "single" },
    });
  });

  it.each(["greeting", "thanks"] as const)("a %s is no question", (kind) => {
    const { history } = conversation([0.9]);
    const decision = reply([{ answerId: "g", kind, degree: 0.8 }, answer(0.1)], { history });
    expect(decision).toMatchObject({ say: kind, candidateIds: ["g"], prompt: null, degree: null });
    expect(decision.nextHistory).toEqual(history);
  });

  it("a picture has no degree, stays out of the mean and brings its own question at once", () => {
    const { history } = conversation([0.3]);
    const decision = reply([], { medium: "picture", history });
    expect(decision).toMatchObject({ say: "picture", candidateIds: [], prompt: null, degree: null, mean: 0.3 });
    expect(decision.nextHistory).toEqual(history);
  });

  it("emoji alone neither count nor prompt, unless the library answers them", () => {
    expect(reply([], { medium: "wordless" })).toMatchObject({
      say: "honest",
      prompt: null,
      degree: null,
      nextHistory: EMPTY_HISTORY,
    });
    expect(reply([{ answerId: "t", kind: "thanks", degree: 0.97 }], { medium: "wordless" })).toMatchObject({
      say: "thanks",
    });
    expect(reply([answer(0.97)], { medium: "wordless" })).toMatchObject({ say: "answer", degree: 0.97 });
  });

  it("the same mediocre question prompts with idle agents and does not with all busy", () => {
    expect(reply([answer(0.6)], { thresholds: { single: 0.7, mean: 0.75 } }).prompt).toEqual({ cause: "single" });
    expect(reply([answer(0.6)], { thresholds: { single: 0.41, mean: 0.46 } }).prompt).toBeNull();
  });
});

describe("the history", () => {
  it("B5 knows the worst match of the whole conversation, also past a no; none when nothing was asked", () => {
    expect(lowestDegree(EMPTY_HISTORY)).toBeNull();
    expect(lowestDegree(conversation([0.9, 0.3, null, 0.8]).history)).toBe(0.3);
  });

  it("is plain JSON and comes back from it; anything else is a new conversation", () => {
    const { history } = conversation([0.9, 0.3, null, 0.8]);
    expect(handOffHistoryOf(JSON.parse(JSON.stringify(history)))).toEqual(history);
    for (const foreign of [null, undefined, 7, [], {}, { ...history, degrees: [2] }, { ...history, questions: -1 }])
      expect(handOffHistoryOf(foreign)).toEqual(EMPTY_HISTORY);
  });

  it("holds for every conversation: the mean is of the degrees since the last no, quiet is quiet", () => {
    const turn = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 4, nil: null });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 30 }), (turns) => {
        const { causes, history } = conversation(turns);
        const asked = turns.filter((degree): degree is number => degree !== null);
        const since = turns.slice(turns.lastIndexOf(null) + 1) as number[];
        expect(history.questions).toBe(asked.length);
        expect(history.degrees).toEqual(since);
        expect(meanDegree(history)).toBe(
          since.length === 0 ? null : since.reduce((sum, degree) => sum + degree, 0) / since.length,
        );
        expect(lowestDegree(history)).toBe(asked.length === 0 ? null : Math.min(...asked));
        let question = 0;
        turns.forEach((degree, at) => {
          if (degree === null) return;
          const quietSince = turns.slice(0, at).lastIndexOf(null);
          const isQuiet = quietSince >= 0 && at - quietSince <= 2;
          const isNewLow = asked.slice(0, question).every((before) => degree < before) && question > 0;
          if (isQuiet && !isNewLow) expect(causes[question]).toBeNull();
          question += 1;
        });
      }),
    );
  });
});
