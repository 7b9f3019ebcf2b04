import { parentPort, workerData } from "node:worker_threads";
import type { LibraryEntry } from "../answers/entry.ts";
import { serialiseModel } from "../answers/model-bytes.ts";
import { train } from "../answers/train.ts";

/** Trains off the main thread, so that no send waits for it; answers with the model's bytes. */
const { entries, seed } = workerData as { entries: LibraryEntry[]; seed: number };
const bytes = serialiseModel(train(entries, { seed }));
parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
