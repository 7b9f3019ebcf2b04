import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import type { LibraryEntry } from "../answers/entry.ts";
import { serialiseModel } from "../answers/model-bytes.ts";
import { train } from "../answers/train.ts";

/** A part of the library; `seed` comes with the last part and starts the training. */
export interface TrainingOrder {
  readonly entries: LibraryEntry[];
  readonly seed: number | null;
}

/** Trains off the main thread, so that no send waits for it; answers with the model's bytes. */
const gathered: LibraryEntry[] = [];
standBack();
parentPort?.on("message", ({ entries, seed }: TrainingOrder) => {
  for (const entry of entries) gathered.push(entry);
  if (seed === null) return;
  const bytes = serialiseModel(train(gathered, { seed }));
  parentPort?.postMessage(bytes, [bytes.buffer]);
});

/** Lets the threads that serve people go first. On Linux 0 is the calling thread; elsewhere it would be the whole process. */
function standBack(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(0, constants.priority.PRIORITY_LOW);
  } catch {
    // Not allowed here: training merely shares the cores evenly.
  }
}
