import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AskedRow, type Feedback, feedbackOf } from "./feedback.ts";
import { costOf, costsAtBase, evenDegree } from "./hand-off-cost.ts";
import { baseFor, type Evidence, type Heard, LEARNED_BOUNDS, NOTHING_HEARD, withHeard } from "./learned-base.ts";
import { basesOfTeam, NOTHING_HEARD_OF_TEAM, withHeardOfTeam } from "./learned-team.ts";

const BASE = 0.55;
const learn = (heard: readonly Heard[], from: Evidence = NOTHING_HEARD) =>
  heard.reduce((evidence, each) => withHeard(evidence, each, BASE), from);
const times = (count: number, feedback: Feedback, degree: number, isPersonOffered = degree < BASE): Heard[] =>
  Array.from({ length: count }, () => ({ degree, isPersonOffered, feedback }));
const singleAfter = (heard: readonly Heard[]) => baseFor(learn(heard), BASE).single;

describe("cost", () => {
  it("the base is where answering alone and a hand-over cost the same", () => {
    for (const base of [0.2, 0.55, 0.9]) {
      const costs = costsAtBase(base);
      expect(evenDegree(costs)).toBeCloseTo(base);
      const alone = (1 - base) * costOf({ isPersonOffered: false, isAnswered: true, isRight: false }, costs);
      expect(alone).toBeCloseTo(costOf({ isPersonOffered: true, isAnswered: true, isRight: true }, costs));
    }
  });

  it("right alone costs nothing; nothing said and nobody offered costs as much as a wrong answer", () => {
    const costs = costsAtBase(BASE);
    expect(costOf({ isPersonOffered: false, isAnswered: true, isRight: true }, costs)).toBe(0);
    expect(costOf({ isPersonOffered: false, isAnswered: false, isRight: true }, costs)).toBe(costs.unhelped);
  });
});

describe("what was heard of a question", () => {
  const row: AskedRow = {
    degree: 0.6,
    category: null,
    answerId: "a",
    isPersonOffered: false,
    isPromptDeclined: false,
    isHelpful: null,
    rightAnswerId: null,
    isHandedOff: false,
    isResolvedByLibrary: null,
  };
  it.each([
    ["nothing yet", {}, null],
    ["an agent: this was right", { rightAnswerId: "a" }, "right"],
    ["an agent: another one", { rightAnswerId: "b" }, "wrong"],
    ["the agent's word outweighs the customer's", { rightAnswerId: "b", isHelpful: true }, "wrong"],
    ["helpful", { isHelpful: true }, "helpful"],
    ["not helpful, and then a person", { isHelpful: false, isHandedOff: true }, "not_helpful"],
    ["answered, a person all the same", { isHandedOff: true }, "asked_person"],
    ["offered and taken over", { isHandedOff: true, isPersonOffered: true }, "taken_over"],
    ["offered and declined", { isPersonOffered: true, isPromptDeclined: true }, "declined"],
    ["offered, not taken, gone", { isPersonOffered: true, isResolvedByLibrary: true }, "declined"],
    ["answered, gone", { isResolvedByLibrary: true }, "silent"],
    ["another question of it went to a person", { isResolvedByLibrary: false }, null],
  ] as const)("%s", (_, change, feedback) => {
    expect(feedbackOf({ ...row, ...change })).toBe(feedback);
  });
});

describe("the learned base", () => {
  it("stands at the site's own until something is heard", () => {
    expect(baseFor(NOTHING_HEARD, BASE)).toMatchObject({ single: BASE, count: 0 });
    expect(baseFor(NOTHING_HEARD, 0.3).single).toBe(0.3);
  });

  it.each([
    ["agents took over what looked good: rises", times(40, "wrong", 0.65), "up"],
    ["customers asked for a person though answered: rises", times(40, "asked_person", 0.65), "up"],
    ["not helpful: rises", times(40, "not_helpful", 0.65), "up"],
    ["solved where a person was offered: falls", times(40, "helpful", 0.45), "down"],
    ["the agents' word that the library was right: falls", times(40, "right", 0.45), "down"],
  ] as const)("%s", (_, heard, where) => {
    const moved = singleAfter(heard) - BASE;
    expect(where === "up" ? moved : -moved).toBeGreaterThan(0.05);
  });

  it("silence moves it less than words", () => {
    const silent = BASE - singleAfter(times(20, "silent", 0.6));
    const helpful = BASE - singleAfter(times(20, "helpful", 0.6));
    expect(silent).toBeLessThan(helpful);
  });

  it("one word hardly moves it", () => {
    for (const feedback of ["wrong", "right", "helpful", "not_helpful", "asked_person", "silent"] as const)
      expect(Math.abs(singleAfter(times(1, feedback, 0.6, false)) - BASE)).toBeLessThan(0.12);
  });

  it("never leaves its bounds, whatever is said, and is a number", () => {
    const all: Feedback[] = [
      "right",
      "wrong",
      "helpful",
      "not_helpful",
      "asked_person",
      "taken_over",
      "declined",
      "silent",
    ];
    const heard = fc.record({
      degree: fc.double({ min: 0, max: 1, noNaN: true }),
      isPersonOffered: fc.boolean(),
      feedback: fc.constantFrom(...all),
    });
    fc.assert(
      fc.property(
        fc.array(heard, { maxLength: 40 }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (rows, base) => {
          const evidence = rows.reduce((before, each) => withHeard(before, each, base), NOTHING_HEARD);
          const { single } = baseFor(evidence, base);
          expect(single).toBeGreaterThanOrEqual(LEARNED_BOUNDS.least);
          expect(single).toBeLessThanOrEqual(LEARNED_BOUNDS.most);
        },
      ),
      { seed: 4, numRuns: 60 },
    );
    expect(singleAfter(times(2_000, "wrong", 0.99))).toBeLessThanOrEqual(LEARNED_BOUNDS.most);
    expect(singleAfter(times(2_000, "right", 0.01))).toBeGreaterThanOrEqual(LEARNED_BOUNDS.least);
  });

  it("is replayed from the same rows to the last digit, also by way of JSON", () => {
    const heard = [...times(20, "helpful", 0.7), ...times(10, "asked_person", 0.6), ...times(30, "taken_over", 0.3)];
    const once = learn(heard);
    let stored = NOTHING_HEARD;
    for (const each of heard) stored = JSON.parse(JSON.stringify(withHeard(stored, each, BASE))) as Evidence;
    expect(baseFor(stored, BASE)).toEqual(baseFor(once, BASE));
  });

  it("follows a shop that changes", () => {
    const good = learn(times(300, "right", 0.5, false));
    const before = baseFor(good, BASE).single;
    const after = baseFor(learn(times(300, "wrong", 0.5, false), good), BASE).single;
    expect(after).toBeGreaterThan(before + 0.1);
  });
});

describe("a team and its categories", () => {
  const told = (category: string | null, count: number, feedback: Feedback) =>
    times(count, feedback, 0.6, false).map((each) => ({ ...each, category }));
  const basesAfter = (heard: readonly (Heard & { category: string | null })[]) =>
    basesOfTeam(
      heard.reduce((evidence, each) => withHeardOfTeam(evidence, each, BASE), NOTHING_HEARD_OF_TEAM),
      BASE,
    );

  it("a category with feedback of its own goes its own way", () => {
    const bases = basesAfter([...told("returns", 60, "wrong"), ...told("delivery", 60, "right")]);
    expect(bases.get("returns")!.single).toBeGreaterThan(bases.get("")!.single);
    expect(bases.get("delivery")!.single).toBeLessThan(bases.get("")!.single);
    expect(bases.get("delivery")!.count).toBe(60);
  });

  it("a category hardly heard of leans on its team", () => {
    const bases = basesAfter([...told("returns", 1, "right"), ...told("delivery", 60, "wrong")]);
    expect(bases.get("returns")!.single).toBeGreaterThan(BASE + 0.05);
  });
});
