import { costsAtBase } from "#server/rules/hand-off-cost.ts";
import type { Thresholds } from "#server/rules/hand-off-thresholds.ts";
import { type Day, type DayRules, type LineOrder, runDay } from "./day.ts";
import { type Figures, figuresOf, mean, meanFigures } from "./figures.ts";
import type { ThresholdRule } from "./keeper.ts";
import type { JudgedQuestion } from "./questions.ts";
import { type DayPlan, type PlanOptions, planDay, SHAPES, type ShapeName } from "./shapes.ts";

/** The fixed thresholds that are tried. */
export const FIXED: readonly number[] = Array.from(
  { length: 15 },
  (_, at) => Math.round(100 * (0.2 + 0.05 * at)) / 100,
);
/** What the adaptive thresholds may cost over the fixed one that is best for a shape alone (issue 5). */
const MOST_OVER_BEST = 1.02;

export interface CompareOptions extends Omit<PlanOptions, "shape" | "seed"> {
  readonly seeds: readonly number[];
  readonly isLearning: boolean;
  say(line: string): void;
}

export interface Fixed {
  readonly single: number;
  readonly figures: Figures;
}

export interface ShapeComparison {
  readonly shape: ShapeName;
  readonly adaptive: Figures;
  readonly fixed: readonly Fixed[];
  /** The fixed one that costs least over all shapes, here; and the one that costs least here. */
  readonly bestOverAll: Fixed;
  readonly bestHere: Fixed;
  /** As `adaptive`, in the order of coming. */
  readonly firstCome: Figures;
  readonly creditBoundMs: number;
}

export interface Goal {
  readonly goal: string;
  /** What was found, and what it has to be below (or, for a bound, may reach). */
  readonly is: number;
  readonly limit: number;
  readonly isMet: boolean;
}

/** The mean threshold that goes with a single one: as far from it as the site's two are from each other. */
export const fixedAt = (single: number, base: Thresholds): Thresholds => ({
  single,
  mean: single + base.mean - base.single,
});

/** The same days by every rule: adaptive and fixed thresholds, worst-first and first-come. */
export function compare(questions: readonly JudgedQuestion[], options: CompareOptions): ShapeComparison[] {
  const { base, seeds, isLearning, say } = options;
  const costs = costsAtBase(base.single);
  const adaptiveRule: ThresholdRule = { kind: "adaptive", isLearning };
  const shapes = Object.keys(SHAPES) as ShapeName[];
  const raw = shapes.map((shape) => {
    const plans = seeds.map((seed) => planDay(questions, { ...options, shape, seed }));
    const run = (
      thresholds: ThresholdRule,
      order: LineOrder,
    ): { figures: Figures; days: Pick<Day, "creditBoundMs">[] } => counted(plans, { thresholds, order, base }, costs);
    const adaptive = run(adaptiveRule, "worst-first");
    say(`${shape}: ${plans.map(({ customers }) => customers.length).join(", ")} customers`);
    const firstCome = run(adaptiveRule, "first-come");
    const fixed = FIXED.map((single): Fixed => {
      const { figures } = run({ kind: "fixed", at: fixedAt(single, base) }, "worst-first");
      return { single, figures };
    });
    return { shape, adaptive, firstCome, fixed };
  });
  const costOverAll = (at: number): number => mean(raw.map(({ fixed }) => fixed[at]?.figures.cost ?? Infinity));
  const overAll = least(FIXED.map((_, at) => costOverAll(at)));
  return raw.map(({ shape, adaptive, firstCome, fixed }) => ({
    shape,
    adaptive: adaptive.figures,
    fixed,
    bestOverAll: fixed[overAll]!,
    bestHere: fixed[least(fixed.map(({ figures }) => figures.cost))]!,
    firstCome: firstCome.figures,
    creditBoundMs: Math.max(...adaptive.days.map(({ creditBoundMs }) => creditBoundMs)),
  }));
}

function counted(plans: readonly DayPlan[], rules: DayRules, costs: ReturnType<typeof costsAtBase>) {
  const figures: Figures[] = [];
  const days: Pick<Day, "creditBoundMs">[] = [];
  let mostOvertakenMs = 0;
  for (const plan of plans) {
    const day = runDay(plan, rules);
    figures.push(figuresOf(day, costs));
    days.push({ creditBoundMs: day.creditBoundMs });
    mostOvertakenMs = Math.max(mostOvertakenMs, day.mostOvertakenMs);
  }
  // A bound is kept by every day or not at all.
  return { figures: { ...meanFigures(figures), mostOvertakenMs }, days };
}

/** Where the least value stands. */
function least(values: readonly number[]): number {
  return values.reduce((best, value, at) => (value < (values[best] ?? Infinity) ? at : best), 0);
}

/** What issue 5 asks of the comparison. */
export function goalsOf(shapes: readonly ShapeComparison[]): Goal[] {
  const of = (name: ShapeName): ShapeComparison => {
    const found = shapes.find(({ shape }) => shape === name);
    if (found === undefined) throw new Error(`${name} was not run`);
    return found;
  };
  const [quiet, busy] = [of("quiet"), of("busy")];
  const costOf = (read: (shape: ShapeComparison) => Figures): number => mean(shapes.map((shape) => read(shape).cost));
  const { single } = quiet.bestOverAll;
  const below = (goal: string, is: number, limit: number): Goal => ({ goal, is, limit, isMet: is < limit });
  const within = (goal: string, is: number, limit: number): Goal => ({ goal, is, limit, isMet: is <= limit });
  return [
    below(
      `quiet: fewer wrong answers while agents are idle than at ${single}`,
      quiet.adaptive.wrongWhenIdlePercent,
      quiet.bestOverAll.figures.wrongWhenIdlePercent,
    ),
    below(`busy: shorter p90 wait than at ${single}`, busy.adaptive.waitP90Ms, busy.bestOverAll.figures.waitP90Ms),
    below(
      `busy: less abandonment than at ${single}`,
      busy.adaptive.abandonedPercent,
      busy.bestOverAll.figures.abandonedPercent,
    ),
    below(
      `lower cost over all shapes than at ${single}`,
      costOf(({ adaptive }) => adaptive),
      costOf(({ bestOverAll }) => bestOverAll.figures),
    ),
    ...shapes.map(({ shape, adaptive, bestHere }) =>
      within(
        `${shape}: within 2 % of the best fixed threshold of this shape, ${bestHere.single}`,
        adaptive.cost,
        MOST_OVER_BEST * bestHere.figures.cost,
      ),
    ),
    ...shapes
      .filter(({ shape }) => shape !== "quiet")
      .map(({ shape, adaptive, firstCome }) =>
        below(
          `${shape}: hopeless cases wait less (mean, ms) than first come, first served`,
          adaptive.hopelessWaitMeanMs,
          firstCome.hopelessWaitMeanMs,
        ),
      ),
    ...shapes.map(({ shape, adaptive, creditBoundMs }) =>
      within(`${shape}: nobody is overtaken beyond the bound (ms)`, adaptive.mostOvertakenMs, creditBoundMs),
    ),
  ];
}
