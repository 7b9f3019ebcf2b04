/** One library size: trains it in the product's own way while the main thread's stalls are measured, then asks it. */
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { match } from "#server/answers/match.ts";
import { trainModel } from "#server/runtime/train-model.ts";
import { readyModel } from "#server/runtime/train-swap.ts";
import { quantile, timed } from "../metrics.ts";
import { indexBm25 } from "./bm25.ts";
import type { ScaleLine, ScaleOrder, ScaleReport } from "./scale-orders.ts";
import { syntheticLibrary } from "./synthetic-library.ts";

const ASKED = 2_000;
const WARM_UP = 300;
const RESOLUTION_MS = 1;
const NS = 1e6;
const MB = 2 ** 20;
const PAGE = 4_096;

async function run({ questions, entries: entryCount }: ScaleOrder): Promise<ScaleLine> {
  const { entries, asked } = syntheticLibrary(questions, entryCount, ASKED);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  let pid = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss + memoryOf(pid))), 100);
  // The start of its process is part of it.
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const startedAt = performance.now();
  const training = trainModel(entries, 1);
  pid = training.pid;
  const bytes = await training.bytes;
  if (bytes === null) throw new Error("the training was stopped");
  const buildMs = performance.now() - startedAt;
  const swappedAt = performance.now();
  const model = await readyModel(bytes, entries);
  const swapMs = performance.now() - swappedAt;
  await new Promise((resolve) => void setTimeout(resolve, 50));
  delay.disable();
  clearInterval(watch);
  globalThis.gc?.();
  const servingMb = (process.memoryUsage().rss - before) / MB;

  for (const { text } of asked.slice(0, WARM_UP)) match(model, text);
  let right = 0;
  const times = asked.map(({ text, answerId }) => {
    const { ms, found } = timed(() => match(model, text));
    if (found.candidates[0]?.answerId === answerId) right += 1;
    return ms;
  });
  const bm25 = indexBm25(entries.flatMap((entry) => entry.questions));
  for (const { text } of asked.slice(0, WARM_UP)) bm25.search(text, 5);
  const plain = asked.map(({ text }) => timed(() => bm25.search(text, 5)).ms);
  const [matchP50Ms, bm25P50Ms] = [quantile(times, 0.5), quantile(plain, 0.5)];
  return {
    similarQuestions: questions,
    entries: entryCount,
    buildMs: Math.round(buildMs),
    stallP99Ms: rounded(delay.percentile(99) / NS - RESOLUTION_MS),
    stallMaxMs: rounded(delay.max / NS - RESOLUTION_MS),
    swapMs: rounded(swapMs),
    modelMb: Math.round(bytes.length / MB),
    peakMb: Math.round((peak - before) / MB),
    servingMb: Math.round(servingMb),
    matchP50Ms: rounded(matchP50Ms),
    matchP99Ms: rounded(quantile(times, 0.99)),
    bm25P50Ms: rounded(bm25P50Ms),
    bm25P99Ms: rounded(quantile(plain, 0.99)),
    ratio: rounded(matchP50Ms / bm25P50Ms),
    top1: Math.round((1_000 * right) / asked.length) / 10,
  };
}

/** Memory of the process that trains, in bytes; 0 where the system does not tell or it is gone. */
function memoryOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * PAGE;
  } catch {
    return 0;
  }
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
const report = (what: ScaleReport): void => void process.send?.(what);

process.once("message", (order: ScaleOrder) => {
  run(order).then(
    (line) => report({ kind: "done", line }),
    (error: unknown) =>
      report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Nobody is left to tell.
process.on("disconnect", () => process.exit(0));
