import type { AnswerId } from "#server/contract/ids.ts";
import { expect, it } from "vitest";
import { type DraftChoice, isChosen, isNone, toggled } from "./draft-choice.ts";

const [a, b] = ["a", "b"] as AnswerId[] as [AnswerId, AnswerId];
const chosen = (choice: DraftChoice) => [a, b].filter((id) => isChosen(choice, id));

it("takes all of them until one is left out, and all again when it is back", () => {
  expect(chosen(null)).toEqual([a, b]);
  const without = toggled(null, a);
  expect(without).toEqual({ except: [a] });
  expect(chosen(without)).toEqual([b]);
  expect(toggled(without, a)).toBeNull();
});

it("takes none, and then only what is ticked", () => {
  expect(isNone([])).toBe(true);
  expect(chosen([])).toEqual([]);
  expect(chosen(toggled([], b))).toEqual([b]);
  expect(isNone(toggled([b], b))).toBe(true);
  expect(isNone({ except: [a, b] })).toBe(false);
});

it("names no more than one command takes", () => {
  const many = Array.from({ length: 500 }, (_, at) => `x${at}`) as AnswerId[];
  expect(toggled({ except: many }, a)).toEqual({ except: many });
  expect(toggled({ except: many }, many[0]!)).toEqual({ except: many.slice(1) });
});
