import { expect, it } from "vitest";
import { WORLDS } from "#server/bench/stream/customers.ts";
import { EMPTY_HISTORY } from "#server/rules/hand-off-history.ts";
import { askLibrary, type Customer, drawCustomers, USUAL_MANNERS } from "./customers.ts";
import { mean } from "./figures.ts";
import type { JudgedQuestion } from "./questions.ts";
import { calibratedQuestions } from "./testing-questions.ts";

const questions = calibratedQuestions();
const drawn = (seed: number, outsideShare = 0.25): Customer[] =>
  drawCustomers(
    Array.from({ length: 3_000 }, (_, at) => 1_000 * at),
    questions,
    { outsideShare, manners: USUAL_MANNERS, seed },
  );

it("customers are drawn the same for the same seed, with the shares asked for", () => {
  const people = drawn(1);
  expect(people).toEqual(drawn(1));
  expect(people).not.toEqual(drawn(2));
  const asked = people.flatMap((customer) => customer.questions);
  expect(asked.filter(({ isInScope }) => !isInScope).length / asked.length).toBeCloseTo(0.25, 1);
  expect(mean(people.map((customer) => customer.questions.length))).toBeCloseTo(0.6 + 2 * 0.25 + 3 * 0.15, 1);
  expect(Math.abs(mean(people.map(({ patienceMs }) => patienceMs)) / USUAL_MANNERS.patience.meanMs - 1)).toBeLessThan(
    0.1,
  );
  const efforts = people.flatMap(({ effortMs }) => effortMs);
  expect(Math.abs(mean(efforts) / USUAL_MANNERS.effort.meanMs - 1)).toBeLessThan(0.1);
});

it("no question is dealt twice before all of its kind were", () => {
  const inside = drawn(1, 0).flatMap((customer) => customer.questions);
  const count = questions.filter(({ isInScope }) => isInScope).length;
  expect(new Set(inside.slice(0, count)).size).toBe(count);
});

it("a set without questions out of scope asks only what it has", () => {
  const only = questions.filter(({ isInScope }) => isInScope);
  const [customer] = drawCustomers([0], only, { outsideShare: 1, manners: USUAL_MANNERS, seed: 1 });
  expect(customer?.questions.every(({ isInScope }) => isInScope)).toBe(true);
});

const customerWith = (...degrees: number[]): Customer => {
  const of = (degree: number, at: number): JudgedQuestion => ({
    candidates: [{ answerId: `a${at}`, kind: "answer", degree }],
    degree,
    isRight: true,
    isInScope: true,
  });
  const [customer] = drawn(1);
  if (customer === undefined) throw new Error("nobody came");
  return { ...customer, questions: degrees.map(of) };
};
const habits = WORLDS["usual"] ?? "told";
const thresholds = { single: 0.55, mean: 0.6 };

it("B3: a person is offered below the single threshold, and for a mean below the other", () => {
  const ask = (degrees: number[], history = EMPTY_HISTORY, at = 0) =>
    askLibrary(customerWith(...degrees), at, { thresholds, history, habits });
  expect(ask([0.5]).isPersonOffered).toBe(true);
  const first = ask([0.56, 0.57]);
  expect(first.isPersonOffered).toBe(false);
  expect(ask([0.56, 0.57], first.history, 1).isPersonOffered).toBe(true);
});

it("who declines is remembered as such, who accepts wants a person", () => {
  const seen = new Set<string>();
  for (const customer of drawn(3)) {
    const asked = askLibrary(customer, 0, { thresholds, history: EMPTY_HISTORY, habits });
    if (asked.isPersonOffered) expect(asked.history.declinedAfter === null).toBe(asked.wantsPerson);
    else expect(asked.wantsPerson).toBe(asked.feedback === "asked_person");
    seen.add(asked.feedback);
  }
  for (const feedback of ["taken_over", "declined", "helpful", "silent", "asked_person"])
    expect(seen).toContain(feedback);
});
