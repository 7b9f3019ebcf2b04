import { Worker } from "node:worker_threads";
import type { LibraryEntry } from "../answers/entry.ts";

export interface Training {
  /** The trained model, as bytes of `serialiseModel`; null when it was stopped. */
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

/** Starts a training in a thread of its own. */
export function trainModel(entries: readonly LibraryEntry[], seed: number): Training {
  const plain = entries.map(({ id, kind, language, category, questions }) => ({
    id,
    kind,
    language,
    category: category ?? null,
    questions,
  }));
  const program = new URL("./train-worker.ts", import.meta.url).href;
  const worker = new Worker(boot, {
    eval: true,
    execArgv: [],
    workerData: { loader: import.meta.resolve("tsx/esm/api"), program, entries: plain, seed },
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
  return {
    bytes,
    stop() {
      isStopped = true;
      void worker.terminate();
    },
  };
}
