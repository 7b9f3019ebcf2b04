import { match } from "#server/answers/match.ts";
import { train } from "#server/answers/train.ts";
import { type Judged, type Measures, measure, quantile, timed } from "../metrics.ts";
import { indexBm25 } from "./bm25.ts";
import type { BenchSet, Question } from "./sets.ts";

const WARM_UP = 200;
const PLAIN_ASKED = 500;

export interface SetLine extends Measures {
  readonly buildMs: number;
  readonly matchP50Ms: number;
  readonly matchP99Ms: number;
}

/** Trains on a set and asks it everything. */
export function measureSet({ entries, questions }: BenchSet, seed: number): SetLine {
  const startedAt = performance.now();
  const model = train(entries, { seed });
  const buildMs = Math.round(performance.now() - startedAt);
  for (const { text } of questions.slice(0, WARM_UP)) match(model, text);
  const times: number[] = [];
  const judged = questions.map((question): Judged => {
    const { ms, found } = timed(() => match(model, question.text));
    const { candidates } = found;
    times.push(ms);
    return judge(
      question,
      candidates.map(({ answerId }) => answerId),
      candidates[0]?.degree ?? 0,
    );
  });
  return {
    ...measure(judged),
    buildMs,
    matchP50Ms: rounded(quantile(times, 0.5)),
    matchP99Ms: rounded(quantile(times, 0.99)),
  };
}

/** Whether the entries found, best first, are the right ones. */
export function judge({ faqId }: Question, found: readonly string[], degree: number): Judged {
  const place = faqId === null ? -1 : found.indexOf(faqId);
  return { isInScope: faqId !== null, isRight: place === 0, isInTop3: place >= 0 && place < 3, degree };
}

/** p50 of a plain BM25 over the same questions. */
export function plainP50Ms({ entries, questions }: BenchSet): number {
  const bm25 = indexBm25(entries.flatMap((entry) => entry.questions));
  for (const { text } of questions.slice(0, WARM_UP)) bm25.search(text, 5);
  const times = questions.slice(0, PLAIN_ASKED).map(({ text }) => timed(() => bm25.search(text, 5)).ms);
  return rounded(quantile(times, 0.5));
}

export function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
