/** `npm run bench -- answers --while-training`: message acknowledgements while a library of 10,000 questions is learned. */
import { CONTRACT_VERSION } from "#server/contract/version.ts";
import { startChild } from "../messages/child.ts";
import { openBenchDatabase } from "../messages/database.ts";
import type { LoadOrder, LoadReport, Pair } from "../messages/orders.ts";
import { quantile } from "../metrics.ts";
import { startOthersMeter } from "../others-cpu.ts";
import { rounded } from "./measure-set.ts";
import type { TrainingServerOrder, TrainingServerReport } from "./training-orders.ts";

/** The most that the slowest acknowledgements may grow (issue 4). */
const MOST_RATIO = 2;
/** So many that a pair sends its next only after a second and a half, however slow the machine was meanwhile. */
const PAIRS = 150;
const PER_SECOND = 100;
/** Quiet and training take turns, so that what else the machine does weighs on both; a figure is the median of the turns. */
const ROUNDS = 5;
const QUIET_SECONDS = 8;
/** While training, so many seconds at a time until the model is in use and stored. */
const TRAINING_SECONDS = 3;
const QUESTIONS = 10_000;
const ENTRIES = 77;

/** @returns the exit code: 1 when acknowledgements slow down too much */
export async function runWhileTraining(): Promise<number> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const database = await openBenchDatabase({ pairs: PAIRS, storedMessages: 1_000, folder: null, say });
  const server = startChild<TrainingServerOrder, TrainingServerReport>("../answers/training-server-process.ts");
  const load = startChild<LoadOrder, LoadReport>("load-process.ts");
  try {
    const { port } = await server.ask(
      { kind: "open", databaseUrl: database.url, siteId: database.siteId },
      "listening",
    );
    const url = `http://127.0.0.1:${port}`;
    const pairs = database.pairs.map(
      ({ cookie, token, conversationId }): Pair => ({
        conversationId,
        sides: [
          { url: `${url}/agent`, auth: { version: CONTRACT_VERSION }, headers: { cookie } },
          { url: `${url}/customer`, auth: { version: CONTRACT_VERSION, token }, headers: {} },
        ],
      }),
    );
    await load.ask({ kind: "connect", target: "product", pairs }, "connected");
    await server.ask({ kind: "serve", teamId: database.teamId, pairs: database.pairs }, "serving");
    const others = startOthersMeter();
    const acks = async (seconds: number): Promise<number[]> =>
      (await load.ask({ kind: "paced", target: "product", seconds, perSecond: PER_SECOND }, "done")).result.ackMs;
    await acks(QUIET_SECONDS);
    const quiet: number[][] = [];
    const training: number[][] = [];
    const buildMs: number[] = [];
    for (let at = 0; at < ROUNDS; at += 1) {
      quiet.push(await acks(QUIET_SECONDS));
      await server.ask({ kind: "train", questions: QUESTIONS, entries: ENTRIES, seed: at + 1 }, "training");
      let isDone = false;
      const trained = server.next("trained").finally(() => (isDone = true));
      const during: number[] = [];
      do during.push(...(await acks(TRAINING_SECONDS)));
      while (!isDone);
      training.push(during);
      buildMs.push((await trained).buildMs);
      say(
        `round ${at + 1} of ${ROUNDS}: p99 ${rounded(quantile(quiet[at]!, 0.99))} ms, while training ${rounded(quantile(during, 0.99))} ms`,
      );
    }
    const medianOf = (turns: readonly number[][], share: number): number =>
      quantile(
        turns.map((turn) => quantile(turn, share)),
        0.5,
      );
    const [quietP99, trainingP99] = [medianOf(quiet, 0.99), medianOf(training, 0.99)];
    const line = {
      bench: "answers",
      whileTraining: QUESTIONS,
      messagesPerSecond: PER_SECOND,
      rounds: ROUNDS,
      ackQuietP50Ms: rounded(medianOf(quiet, 0.5)),
      ackTrainingP50Ms: rounded(medianOf(training, 0.5)),
      ackQuietP99Ms: rounded(quietP99),
      ackTrainingP99Ms: rounded(trainingP99),
      ratio: rounded(trainingP99 / quietP99),
      trainingMs: Math.round(quantile(buildMs, 0.5)),
      seed: 1,
      cpuPercent: others(),
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    if (line.ratio <= MOST_RATIO) return 0;
    say(`acknowledgements at p99 are ${line.ratio} times as slow while training, more than ${MOST_RATIO}`);
    return 1;
  } finally {
    await load.stop();
    await server.stop();
    await database.stop();
  }
}
