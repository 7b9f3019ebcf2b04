/** The product as the messages benchmark loads it, learning a library on demand as it does itself: trained, swapped in, stored. */
import { MODEL_VERSION } from "#server/answers/model.ts";
import { trainModel } from "#server/runtime/train-model.ts";
import { readyModel } from "#server/runtime/train-swap.ts";
import { openDatabase, type Database } from "#server/store/database.ts";
import { storeModel } from "#server/store/library-models.ts";
import "../messages/product-process.ts";
import { syntheticLibrary } from "./synthetic-library.ts";
import type { TrainingServerOrder, TrainingServerReport } from "./training-orders.ts";

const report = (what: TrainingServerReport): void => void process.send?.(what);

let store: { database: Database; siteId: string } | null = null;

// The product's own orders go on to it; it knows nothing of training.
const serve = process.listeners("message");
process.removeAllListeners("message");
process.on("message", (order: TrainingServerOrder, handle) => {
  if (order.kind !== "train") {
    if (order.kind === "open") {
      const { databaseUrl, siteId } = order;
      store = { siteId, database: openDatabase(databaseUrl, (error) => process.stderr.write(`${error.message}\n`)) };
    }
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
  const training = trainModel(entries, seed, { isPacked: true });
  const bytes = await training.bytes;
  if (bytes === null) throw new Error("the training was stopped");
  await readyModel(bytes, entries);
  if (store === null) throw new Error("not open yet");
  const key = { siteId: store.siteId, libraryHash: `library ${seed}`, codeVersion: MODEL_VERSION, seed };
  const packed = await training.packed;
  if (packed === null) throw new Error("the training was stopped");
  await storeModel(store.database.main, key, packed, questions);
  report({ kind: "trained", buildMs: performance.now() - startedAt });
}
