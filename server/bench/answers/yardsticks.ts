import { createRandom, shuffle } from "#server/answers/random.ts";
import { startChild } from "../messages/child.ts";
import type { Measures } from "../metrics.ts";
import type { BenchSet } from "./sets.ts";

/** What the process that runs another package is asked and tells. */
export interface YardstickOrder {
  readonly package: YardstickName;
  readonly set: BenchSet;
  /** Questions are asked until this much time has gone by. */
  readonly mostAskMs: number;
}
export type YardstickName = "miniSearch" | "nlpjs";
export type YardstickReport =
  | { readonly kind: "done"; readonly line: YardstickLine }
  | { readonly kind: "failed"; readonly message: string };

/** Its degree is its own score: never meant as a probability, so there is no calibration error to tell. */
export interface YardstickLine extends Omit<Measures, "ece"> {
  readonly asked: number;
  readonly buildMs: number;
  readonly matchP50Ms: number;
  readonly matchP99Ms: number;
}

const MOST_ASKED = 1_000;
const MOST_ASK_MS = 15_000;
const MOST_MS = 120_000;

/**
 * Runs another package on a set in a process of its own, on a random sample of its questions.
 * @returns its figures, or what kept it from having any
 */
export async function runYardstick(
  name: YardstickName,
  set: BenchSet,
  seed: number,
): Promise<YardstickLine | { readonly stopped: string }> {
  const order = set.questions.map((_, at) => at);
  shuffle(order, createRandom(seed));
  const sample = { ...set, questions: order.slice(0, MOST_ASKED).map((at) => set.questions[at]!) };
  const child = startChild<YardstickOrder, YardstickReport>("../answers/yardstick-process.ts");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ stopped: string }>((resolve) => {
    timer = setTimeout(() => {
      process.kill(child.pid);
      resolve({ stopped: `not done after ${MOST_MS / 1_000} s` });
    }, MOST_MS);
  });
  const done = child.ask({ package: name, set: sample, mostAskMs: MOST_ASK_MS }, "done").then(
    ({ line }) => line,
    (error: unknown) => ({ stopped: error instanceof Error ? error.message : String(error) }),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    await child.stop();
  }
}
