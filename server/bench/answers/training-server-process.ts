/** The product as the messages benchmark loads it, learning a library in its worker on demand. */
import { trainModel } from "#server/runtime/train-model.ts";
import { readyModel } from "#server/runtime/train-swap.ts";
import "../messages/product-process.ts";
import { syntheticLibrary } from "./synthetic-library.ts";
import type { TrainingServerOrder, TrainingServerReport } from "./training-orders.ts";

const report = (what: TrainingServerReport): void => void process.send?.(what);

// The product's own orders go on to it; it knows nothing of training.
const serve = process.listeners("message");
process.removeAllListeners("message");
process.on("message", (order: TrainingServerOrder, handle) => {
  if (order.kind !== "train") {
    for (const listen of serve) listen(order, handle);
    return;
  }
  learn(order).catch((error: unknown) =>
    report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

async function learn({ questions, entries: count, seed }: Extract<TrainingServerOrder, { kind: "train" }>) {
  const { entries } = syntheticLibrary(questions, count, 1);
  // What the making of the library holds up is not the training's.
  await new Promise((resolve) => setTimeout(resolve, 200));
  report({ kind: "training" });
  const startedAt = performance.now();
  const bytes = await trainModel(entries, seed).bytes;
  if (bytes === null) throw new Error("the training was stopped");
  await readyModel(bytes, entries);
  report({ kind: "trained", buildMs: performance.now() - startedAt });
}
