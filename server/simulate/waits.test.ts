import { expect, it } from "vitest";
import type { DayRules } from "./day.ts";
import { planDay } from "./shapes.ts";
import { calibratedQuestions } from "./testing-questions.ts";
import { areWaitsGood, judgeWaits } from "./waits.ts";

const base = { single: 0.55, mean: 0.6 };
const questions = calibratedQuestions();
const rules: DayRules = { thresholds: { kind: "adaptive", isLearning: true }, order: "worst-first", base };

it.each(["quiet", "busy", "burst"] as const)(
  "%s: a range of waiting time holds four times of five, and scores better than the last 50 waits",
  (shape) => {
    const plans = [1, 2].map((seed) => planDay(questions, { shape, seed, hours: 8, base }));
    const figures = judgeWaits(plans, rules);
    expect(figures.count).toBeGreaterThan(500);
    expect(figures).toSatisfy(areWaitsGood);
    // Rounded to what is shown it may hold more often, not less.
    expect(figures.shownCoveragePercent).toBeGreaterThan(78);
    // Told again while waiting, on the days on which people do wait.
    if (shape === "quiet") return;
    expect(figures.laterCount).toBeGreaterThan(300);
    expect(figures.laterCoveragePercent).toBeGreaterThan(75);
    expect(figures.laterCoveragePercent).toBeLessThan(87);
  },
  60_000,
);
