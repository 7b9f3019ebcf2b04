import { Worker } from "node:worker_threads";
import type { LibraryEntry } from "../answers/entry.ts";
import type { TrainingOrder } from "./train-worker.ts";

export interface Training {
  /** The trained model, as bytes of `serialiseModel`, handed over without copying; null when it was stopped. */
  bytes: Promise<Uint8Array | null>;
  /** Ends the thread. */
  stop(): void;
}

/** A thread does not inherit the TypeScript loader of the process: it registers its own and then loads the program. */
const boot = `
const { workerData } = require('node:worker_threads')
import(workerData.loader).then(({ register }) => {
  register()
  return import(workerData.program)
}).catch((error) => { throw error })
`;

/** Questions sent to the thread in one go: copying a large library at once would hold up every send meanwhile. */
const QUESTIONS_AT_ONCE = 2_000;

/** Starts a training in a thread of its own. */
export function trainModel(entries: readonly LibraryEntry[], seed: number): Training {
  const program = new URL("./train-worker.ts", import.meta.url).href;
  const worker = new Worker(boot, {
    eval: true,
    execArgv: [],
    workerData: { loader: import.meta.resolve("tsx/esm/api"), program },
  });
  let isStopped = false;
  const bytes = new Promise<Uint8Array | null>((resolve, reject) => {
    worker.once("message", (trained: Uint8Array) => {
      resolve(trained);
      // The loader it registered keeps the thread and a helper process alive, with all their memory, for nothing.
      void worker.terminate();
    });
    worker.once("error", reject);
    worker.once("exit", (code) =>
      isStopped ? resolve(null) : reject(new Error(`the training ended early (${code})`)),
    );
  });
  const send = (from: number): void => {
    if (isStopped) return;
    const batch: LibraryEntry[] = [];
    let at = from;
    for (let questions = 0; at < entries.length && questions < QUESTIONS_AT_ONCE; at += 1) {
      const { id, kind, language, category, questions: own } = entries[at]!;
      batch.push({ id, kind, language, category: category ?? null, questions: own });
      questions += own.length;
    }
    const order: TrainingOrder = { entries: batch, seed: at < entries.length ? null : seed };
    worker.postMessage(order);
    if (at < entries.length) setImmediate(send, at);
  };
  send(0);
  return {
    bytes,
    stop() {
      isStopped = true;
      void worker.terminate();
    },
  };
}
