/** Another package on one set: built on its similar questions, asked its questions. */
import MiniSearch from "minisearch";
import { type Judged, measure, quantile } from "../metrics.ts";
import { termsOf } from "./bm25.ts";
import { judge, rounded } from "./measure-set.ts";
import { startNlpjs } from "./nlpjs.ts";
import type { BenchSet } from "./sets.ts";
import type { YardstickLine, YardstickName, YardstickOrder, YardstickReport } from "./yardsticks.ts";

/** Entries by falling score, with the score of the first (0: nothing found). */
type Ask = (text: string) => Promise<{ found: string[]; score: number }>;

const STARTS: Record<YardstickName, (set: BenchSet) => Promise<Ask>> = {
  miniSearch: startMiniSearch,
  nlpjs: startNlpjs,
};

/** With prefixes and typing errors, as its guide advises, and characters and their pairs where no spaces are written. */
async function startMiniSearch({ entries }: BenchSet): Promise<Ask> {
  const index = new MiniSearch<{ id: number; entry: string; text: string }>({
    fields: ["text"],
    storeFields: ["entry"],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: { prefix: (term) => term.length > 3, fuzzy: (term) => (term.length > 3 ? 0.2 : false) },
  });
  index.addAll(
    entries
      .flatMap(({ id, questions }) => questions.map((text) => ({ entry: id, text })))
      .map((one, id) => ({ id, ...one })),
  );
  return async (text) => {
    const results = index.search(text);
    return {
      found: [...new Set(results.slice(0, 50).map(({ entry }) => String(entry)))],
      score: results[0]?.score ?? 0,
    };
  };
}

async function run({ package: name, set, mostAskMs }: YardstickOrder): Promise<YardstickLine> {
  const startedAt = performance.now();
  const ask = await STARTS[name](set);
  const builtAt = performance.now();
  const times: number[] = [];
  const judged: Judged[] = [];
  for (const question of set.questions) {
    const askedAt = performance.now();
    if (askedAt - builtAt > mostAskMs) break;
    const { found, score } = await ask(question.text);
    times.push(performance.now() - askedAt);
    judged.push(judge(question, found, score));
  }
  const highest = judged.reduce((most, { degree }) => Math.max(most, degree), 1e-9);
  const { ece: _, ...measures } = measure(judged.map((one) => ({ ...one, degree: one.degree / highest })));
  return {
    ...measures,
    asked: judged.length,
    buildMs: Math.round(builtAt - startedAt),
    matchP50Ms: rounded(quantile(times, 0.5)),
    matchP99Ms: rounded(quantile(times, 0.99)),
  };
}

const report = (what: YardstickReport): void => void process.send?.(what);
process.once("message", (order: YardstickOrder) => {
  run(order).then(
    (line) => report({ kind: "done", line }),
    (error: unknown) =>
      report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Nobody is left to tell.
process.on("disconnect", () => process.exit(0));
