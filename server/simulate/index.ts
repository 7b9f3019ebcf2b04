/**
 * `npm run simulate`: days of a shop on virtual time, by the rules of the product. JSON lines on standard output,
 * progress on standard error; with `--compare` or `--waits` exits 1 where a goal of issue 5 is missed. `--replay` runs a
 * recorded day again (`replay-command.ts`).
 */
import { parseArgs } from "node:util";
import { costsAtBase } from "#server/rules/hand-off-cost.ts";
import { DEFAULT_HAND_OFF } from "#server/store/site.ts";
import { compare, fixedAt, goalsOf, type ShapeComparison } from "./compare.ts";
import { type LineOrder, runDay } from "./day.ts";
import { type Figures, figuresOf, printed } from "./figures.ts";
import type { ThresholdRule } from "./keeper.ts";
import { demoQuestions, loadQuestions, type QuestionSet, setsIn } from "./questions.ts";
import { planDay, SHAPES, type ShapeName, USUAL_STAFF } from "./shapes.ts";
import { runReplay } from "./replay-command.ts";
import { areWaitsGood, judgeWaits, rounded } from "./waits.ts";

const USAGE = `Usage: npm run simulate -- --replay [--help], or
  npm run simulate -- [--compare | --waits] [--data DIR [--sets a,b]] [--shape ${Object.keys(SHAPES).join("|")}] [--seed N] [--seeds N]
  [--hours N] [--agents N] [--capacity N] [--outside PERCENT] [--world NAME] [--base DEGREE] [--threshold DEGREE] [--order worst-first|first-come] [--no-learning]
  --data       folders with library.jsonl and dev.jsonl; without it part of the demo shop's own library is held back and asked
  --threshold  a fixed one instead of the adaptive ones
  --compare    every shape by every rule, --seeds days each
  --waits      how the waiting times that customers are told come true, --seeds days of each shape
`;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const print = (line: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

function optionsOf(argv: string[]) {
  const { values } = parseArgs({
    args: argv,
    options: {
      compare: { type: "boolean", default: false },
      waits: { type: "boolean", default: false },
      data: { type: "string" },
      sets: { type: "string" },
      shape: { type: "string" },
      seed: { type: "string", default: "1" },
      seeds: { type: "string", default: "3" },
      hours: { type: "string", default: "10" },
      agents: { type: "string", default: String(USUAL_STAFF.agents) },
      capacity: { type: "string", default: String(USUAL_STAFF.capacity) },
      outside: { type: "string", default: "25" },
      world: { type: "string", default: "usual" },
      base: { type: "string", default: String(DEFAULT_HAND_OFF.single) },
      threshold: { type: "string" },
      order: { type: "string", default: "worst-first" },
      "no-learning": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const { data, sets, shape, order, world } = values;
  const numbers = [
    values.seed,
    values.seeds,
    values.hours,
    values.agents,
    values.capacity,
    values.outside,
    values.base,
  ];
  const isKnown = (shape === undefined || shape in SHAPES) && (order === "worst-first" || order === "first-come");
  if (values.help || !isKnown || numbers.some((text) => !Number.isFinite(Number(text)))) return null;
  const base = {
    single: Number(values.base),
    mean: Number(values.base) + DEFAULT_HAND_OFF.mean - DEFAULT_HAND_OFF.single,
  };
  const rule: ThresholdRule =
    values.threshold === undefined
      ? { kind: "adaptive", isLearning: !values["no-learning"] }
      : { kind: "fixed", at: fixedAt(Number(values.threshold), base) };
  return {
    isComparing: values.compare,
    isJudgingWaits: values.waits,
    data,
    sets: sets?.split(","),
    shapes: (shape === undefined ? Object.keys(SHAPES) : [shape]) as ShapeName[],
    seed: Number(values.seed),
    seeds: Array.from({ length: Number(values.seeds) }, (_, at) => Number(values.seed) + at),
    rule,
    order: order as LineOrder,
    isLearning: !values["no-learning"],
    plan: {
      hours: Number(values.hours),
      staff: { agents: Number(values.agents), capacity: Number(values.capacity) },
      outsideShare: Number(values.outside) / 100,
      world,
      base,
    },
  };
}
type Options = NonNullable<ReturnType<typeof optionsOf>>;

function* questionSets({ data, sets }: Options): Generator<QuestionSet> {
  if (data === undefined) yield demoQuestions();
  else
    for (const name of sets ?? setsIn(data)) {
      say(`${name}: training`);
      yield loadQuestions(data, name);
    }
}

/** @returns the exit code: 1 when a goal is missed, 2 when the arguments are wrong */
export function runSimulate(argv: string[]): number {
  const options = optionsOf(argv);
  if (options === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  let hasMissed = false;
  for (const set of questionSets(options)) {
    if (options.isComparing) hasMissed = !compareSet(set, options) || hasMissed;
    else if (options.isJudgingWaits) hasMissed = !waitsOf(set, options) || hasMissed;
    else for (const shape of options.shapes) simulateDay(set, shape, options);
  }
  return hasMissed ? 1 : 0;
}

function simulateDay(set: QuestionSet, shape: ShapeName, { plan: planned, seed, rule, order }: Options): void {
  const plan = planDay(set.questions, { ...planned, shape, seed });
  const begun = performance.now();
  const day = runDay(plan, { thresholds: rule, order, base: planned.base });
  const tookMs = Math.round(performance.now() - begun);
  const figures = figuresOf(day, costsAtBase(planned.base.single));
  print({ simulate: "day", set: set.name, shape, seed, ...namesOf(rule, order), ...printed(figures), tookMs });
}

const namesOf = (rule: ThresholdRule, order: LineOrder): Record<string, unknown> => ({
  thresholds: rule.kind,
  ...(rule.kind === "fixed" ? { single: rule.at.single } : {}),
  order,
});

/** @returns whether the waiting times that were told are as good as issue 5 asks, on every shape */
function waitsOf(set: QuestionSet, { plan: planned, seeds, shapes, rule, order }: Options): boolean {
  const areGood = shapes.map((shape) => {
    const plans = seeds.map((seed) => planDay(set.questions, { ...planned, shape, seed }));
    const figures = judgeWaits(plans, { thresholds: rule, order, base: planned.base });
    const isMet = areWaitsGood(figures);
    print({ simulate: "waits", set: set.name, shape, seeds: seeds.length, ...rounded(figures), isMet });
    return isMet;
  });
  return areGood.every(Boolean);
}

/** @returns whether all goals are met */
function compareSet(set: QuestionSet, { plan, seeds, isLearning }: Options): boolean {
  const shapes = compare(set.questions, { ...plan, seeds, isLearning, say: (line) => say(`${set.name}, ${line}`) });
  for (const shape of shapes) printShape(set.name, seeds, shape);
  const goals = goalsOf(shapes);
  for (const { goal, isMet, is, limit } of goals)
    print({ simulate: "goal", set: set.name, goal, isMet, ...printed({ is, limit }) });
  return goals.every(({ isMet }) => isMet);
}

function printShape(set: string, seeds: readonly number[], shape: ShapeComparison): void {
  const { adaptive, bestOverAll, bestHere, firstCome } = shape;
  const line = (rule: Record<string, unknown>, figures: Figures): void =>
    print({
      simulate: "compare",
      set,
      shape: shape.shape,
      seeds: seeds.length,
      ...rule,
      overBestHerePercent: Math.round(1_000 * (figures.cost / bestHere.figures.cost - 1)) / 10,
      ...printed(figures),
    });
  line({ thresholds: "adaptive", order: "worst-first" }, adaptive);
  line(
    { thresholds: "fixed, best over all shapes", single: bestOverAll.single, order: "worst-first" },
    bestOverAll.figures,
  );
  line({ thresholds: "fixed, best for this shape", single: bestHere.single, order: "worst-first" }, bestHere.figures);
  line({ thresholds: "adaptive", order: "first-come" }, firstCome);
}

async function run(argv: string[]): Promise<number> {
  return argv.includes("--replay") ? runReplay(argv) : runSimulate(argv);
}

if (import.meta.filename === process.argv[1])
  run(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 2;
    },
  );
