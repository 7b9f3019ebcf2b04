import { parseArgs } from "node:util";
import { startOthersMeter } from "../others-cpu.ts";
import { breachesOf } from "./goals.ts";
import { measureSet, plainP50Ms, rounded, type SetLine } from "./measure-set.ts";
import { type BenchSet, fewShotSets, readSet, setNames } from "./sets.ts";
import { runScale } from "./scale.ts";
import { runWhileTraining } from "./while-training.ts";
import { runYardstick } from "./yardsticks.ts";

const USAGE = `Usage: npm run bench -- answers --data DIR [--sets a,b] [--seed N] [--without-others]
       npm run bench -- answers --scale [--sizes 1000,10000,100000]
       npm run bench -- answers --while-training
`;

/**
 * The matcher: on every set of a data folder, at three sizes of library, or while messages go by.
 * @returns the exit code: 1 when a goal is missed, 2 when the arguments are wrong
 */
export async function runAnswersBench(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      data: { type: "string" },
      sets: { type: "string" },
      seed: { type: "string", default: "1" },
      "without-others": { type: "boolean", default: false },
      scale: { type: "boolean", default: false },
      sizes: { type: "string" },
      "while-training": { type: "boolean", default: false },
    },
  });
  if (values.scale) return runScale(values.sizes?.split(",").map(Number) ?? null);
  if (values["while-training"]) return runWhileTraining();
  if (!values.data) {
    process.stderr.write(USAGE);
    return 2;
  }
  return runSets(values.data, values.sets?.split(",") ?? null, Number(values.seed), !values["without-others"]);
}

async function runSets(folder: string, only: readonly string[] | null, seed: number, withOthers: boolean) {
  const breaches: string[] = [];
  const tell = (line: { set: string } & SetLine, more: object): void => {
    process.stdout.write(`${JSON.stringify({ bench: "answers", ...line, ...more })}\n`);
    breaches.push(...breachesOf(line));
  };
  for (const name of only ?? setNames(folder)) {
    const set = readSet(folder, name);
    const others = startOthersMeter();
    process.stderr.write(`${name} …\n`);
    const line = { set: name, ...measureSet(set, seed) };
    const othersCpuPercent = others();
    const bm25P50Ms = plainP50Ms(set);
    tell(line, {
      seed,
      ...sizesOf(set),
      bm25P50Ms,
      matchToBm25: rounded(line.matchP50Ms / bm25P50Ms),
      ...(withOthers
        ? { miniSearch: await runYardstick("miniSearch", set, seed), nlpjs: await runYardstick("nlpjs", set, seed) }
        : {}),
      othersCpuPercent,
    });
    for (const { shots, sets } of fewShotSets(set)) {
      process.stderr.write(`${name}, ${shots} questions an entry …\n`);
      const lines = sets.map((cut) => measureSet(cut, seed));
      tell({ set: `${name} ${shots}-shot`, ...meanOf(lines) }, { seeds: lines.length, ...sizesOf(sets[0]!) });
    }
  }
  for (const breach of breaches) process.stderr.write(`${breach}\n`);
  return breaches.length > 0 ? 1 : 0;
}

function sizesOf({ entries, questions }: BenchSet) {
  return {
    entries: entries.length,
    similarQuestions: entries.reduce((sum, { questions: own }) => sum + own.length, 0),
    asked: questions.length,
    outsidePercent:
      Math.round((1_000 * questions.filter(({ faqId }) => faqId === null).length) / questions.length) / 10,
  };
}

function meanOf(lines: readonly SetLine[]): SetLine {
  const names = Object.keys(lines[0]!) as (keyof SetLine)[];
  const means = names.map((name) => {
    const values = lines.map((line) => line[name]);
    const sum = values.reduce<number>((all, value) => all + (value ?? 0), 0);
    return [name, values.includes(null) ? null : rounded(sum / lines.length)];
  });
  return Object.fromEntries(means) as unknown as SetLine;
}
