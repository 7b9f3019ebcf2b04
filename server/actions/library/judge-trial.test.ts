import { describe, expect, it } from "vitest";
import { changeOf, verdictOf, type Known, type Outcome } from "./judge-trial.ts";

const answer = (answerId: string): Outcome => ({
  say: "answer",
  answerId: answerId as Outcome["answerId"],
  title: answerId,
  degree: 0.8,
  isPersonOffered: false,
  offeredIds: [answerId],
});
const suggest = (...offeredIds: string[]): Outcome => ({
  ...answer(offeredIds[0] ?? ""),
  say: "suggest",
  degree: 0.3,
  offeredIds,
});
const honest: Outcome = { ...answer(""), say: "honest", answerId: null, title: null, degree: 0.05, offeredIds: [] };
const right = (answerId: string): Known => ({ right: { answerId, why: "right_answer" }, wrong: new Set() });
const wrong = (answerId: string): Known => ({ right: null, wrong: new Set([answerId]) });
const nothing: Known = { right: null, wrong: new Set() };

describe("a change", () => {
  it.each([
    ["same", answer("a"), answer("a")],
    ["different", answer("a"), answer("b")],
    ["newly", honest, answer("a")],
    ["newly", suggest("a", "b"), answer("a")],
    ["newly", honest, suggest("a")],
    ["lost", answer("a"), suggest("a", "b")],
    ["lost", answer("a"), honest],
    ["lost", suggest("a"), honest],
    ["same", suggest("a"), suggest("b")],
    ["same", honest, honest],
  ] as const)("is %s", (change, published, draft) => expect(changeOf(published, draft)).toBe(change));
});

describe("a verdict", () => {
  it.each([
    ["better", "right_answer", right("a"), answer("b"), answer("a")],
    ["better", "right_answer", right("a"), honest, answer("a")],
    ["better", "right_answer", right("a"), honest, suggest("b", "a")],
    ["better", "right_answer", right("a"), answer("b"), honest],
    ["worse", "right_answer", right("a"), answer("a"), suggest("a", "b")],
    ["worse", "right_answer", right("a"), honest, answer("b")],
    ["unknown", "none", right("a"), answer("b"), answer("c")],
    ["better", "not_helpful", wrong("a"), answer("a"), answer("b")],
    ["better", "not_helpful", wrong("a"), answer("a"), honest],
    ["worse", "not_helpful", wrong("a"), honest, answer("a")],
    ["unknown", "none", wrong("a"), honest, answer("b")],
    ["unknown", "none", nothing, answer("a"), answer("b")],
  ] as const)("is %s by %s", (verdict, why, known, published, draft) =>
    expect(verdictOf(known, published, draft)).toEqual({ verdict, why }),
  );
});
