import { Worker } from "node:worker_threads";
import { groupQuestions, type AskedText, type QuestionGroup } from "../answers/group-questions.ts";

/** So few are grouped at once: about 10 ms. */
const FEW = 80;

/** A thread does not inherit the TypeScript loader of the process: it registers its own and then loads the program. */
const boot = `
const { workerData } = require('node:worker_threads')
import(workerData.loader).then(({ register }) => {
  register()
  return import(workerData.program)
}).catch((error) => { throw error })
`;

/** Groups similar questions, many of them in a thread of its own. */
export async function groupInThread(asked: readonly AskedText[]): Promise<QuestionGroup[]> {
  if (asked.length <= FEW) return groupQuestions(asked);
  const worker = new Worker(boot, {
    eval: true,
    execArgv: [],
    workerData: {
      loader: import.meta.resolve("tsx/esm/api"),
      program: new URL("./group-worker.ts", import.meta.url).href,
      asked,
    },
  });
  try {
    return await new Promise<QuestionGroup[]>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`the grouping ended early (${code})`)));
    });
  } finally {
    // The loader it registered keeps the thread alive for nothing.
    await worker.terminate();
  }
}
