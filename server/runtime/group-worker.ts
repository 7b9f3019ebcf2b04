import { parentPort, workerData } from "node:worker_threads";
import { groupQuestions, type AskedText } from "../answers/group-questions.ts";

/** Groups questions off the main thread, so that no send waits for it. */
const { asked } = workerData as { asked: AskedText[] };
parentPort?.postMessage(groupQuestions(asked));
