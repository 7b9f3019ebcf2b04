import { expect, it } from "vitest";
import { createRandom, type Random } from "#server/answers/random.ts";
import { WORLDS } from "./customers.ts";
import { type Asked, overBest, runStream, sumOf } from "./run-stream.ts";

const BASE = 0.55;
const SEEDS = 12;

/** Degrees as a matcher gives them: in-scope questions mostly high, out-of-scope ones mostly low, and how far from calibrated. */
function asked(random: Random, share: number, bias: number): Asked {
  const isInScope = random() >= share;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const z = isInScope ? 1.8 + 1.6 * normal : -1.4 + 1.5 * normal;
  // Among in-scope questions the higher scores are right more often.
  const isRight = isInScope && random() < 1 / (1 + Math.exp(-(1.2 + 0.8 * z)));
  return { degree: 1 / (1 + Math.exp(-(z + bias))), isRight };
}

const run = (share: number, world: string, bias: number, drift = 0) =>
  Array.from({ length: SEEDS }, (_, seed) => {
    const random = createRandom(seed);
    const questions = Array.from({ length: 800 }, (__, at) => asked(random, at < 400 ? share : share + drift, bias));
    return runStream(questions, { base: BASE, habits: WORLDS[world]!, seed, learnedAfter: 200 });
  });

it.each([0.1, 0.4, 0.7])(
  "at %d out of scope: within 5 per cent of the best fixed threshold after 200 questions",
  (share) => {
    for (const world of ["told", "usual"]) {
      const results = run(share, world, 0);
      expect(overBest(sumOf(results.map(({ after }) => after))), `${world}, after 200`).toBeLessThanOrEqual(5);
      expect(overBest(sumOf(results.map(({ all }) => all))), `${world}, all`).toBeLessThanOrEqual(6);
    }
  },
);

it.each([
  ["too sure of itself", 1.5],
  ["too modest", -1.5],
])("a degree that is %s is found out", (_, bias) => {
  const after = sumOf(run(0.4, "usual", bias).map((result) => result.after));
  expect(overBest(after)).toBeLessThanOrEqual(6);
  expect(overBest(after)).toBeLessThan(overBest(after, "unmoved") / 2);
});

it("follows when the share of out-of-scope questions doubles on the way", () => {
  const all = sumOf(run(0.3, "usual", 0, 0.3).map((result) => result.all));
  expect(overBest(all)).toBeLessThanOrEqual(6);
});

it("the same stream costs the same", () => {
  expect(run(0.4, "usual", 0)).toEqual(run(0.4, "usual", 0));
});
