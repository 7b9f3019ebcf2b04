import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { LibraryEntry } from "../answers/entry.ts";
import { LENGTH_BYTES, LONG, MODEL_PIPE, type TrainingOrder, type TrainingReport } from "./train-orders.ts";

export interface Training {
  /** The trained model, as bytes of `serialiseModel`; null when it was stopped. */
  bytes: Promise<Uint8Array | null>;
  /** The same as it is stored, made by that process too; null unless asked for, and when it was stopped. */
  packed: Promise<Uint8Array | null>;
  /** The process that trains; for who watches its memory. */
  pid: number;
  /** Ends the process. */
  stop(): void;
}

export interface TrainingOptions {
  /** Hears the share done, 0 to 1. */
  onProgress?(share: number): void;
  /** The model will be stored. */
  isPacked?: boolean;
}

/** Questions sent to the process in one go: copying a large library at once would hold up every send meanwhile. */
const QUESTIONS_AT_ONCE = 2_000;

/** More take longer than a few seconds: they wait for everything else, the others are wanted soon on a busy machine too. */
const MANY_QUESTIONS = 2_000;

/** Its memory is bounded, and its collector takes no second core. */
const NODE_OPTIONS = ["--max-old-space-size=2048", "--single-threaded-gc"];

/**
 * Starts a training in a process of its own that stands back: a thread would share the engine's helper threads (which
 * collect and compile at the priority of those who serve people) and its fate when memory runs out.
 */
export function trainModel(entries: readonly LibraryEntry[], seed: number, options: TrainingOptions = {}): Training {
  const isLong = entries.reduce((sum, { questions }) => sum + questions.length, 0) > MANY_QUESTIONS;
  const child = fork(fileURLToPath(new URL("./train-process.ts", import.meta.url)), isLong ? [LONG] : [], {
    execArgv: ["--import", import.meta.resolve("tsx"), ...NODE_OPTIONS],
    stdio: ["ignore", "ignore", "inherit", "ipc", "pipe"],
  });
  standBack(child, isLong ? constants.priority.PRIORITY_LOW : constants.priority.PRIORITY_BELOW_NORMAL);
  let isStopped = false;
  let fault: string | null = null;
  child.on("message", (report: TrainingReport) => {
    if (report.kind === "failed") fault = report.message;
    else options.onProgress?.(report.share);
  });
  const isPacked = options.isPacked === true;
  const received: ((bytes: Uint8Array) => void)[] = [];
  const next = (): Promise<Uint8Array | null> => {
    const part = new Promise<Uint8Array | null>((resolve, reject) => {
      received.push(resolve);
      child.once("error", reject);
      // After the pipe was read to its end.
      child.once("close", (code, signal) =>
        isStopped ? resolve(null) : reject(new Error(`the training ended early (${fault ?? signal ?? code})`)),
      );
    });
    // Whoever waits for the first hears of its end; nobody has to wait for the second.
    part.catch(() => undefined);
    return part;
  };
  const bytes = next();
  const packed = isPacked ? next() : Promise.resolve(null);
  receiveModels(child.stdio[MODEL_PIPE] as Readable, (model) => received.shift()?.(model));
  sendLibrary(child, entries, { seed, isPacked });
  return {
    bytes,
    packed,
    pid: child.pid ?? 0,
    stop() {
      isStopped = true;
      child.kill("SIGKILL");
    },
  };
}

/** Lets those who serve people go first. At once, so that every thread it starts inherits it. */
function standBack({ pid }: ChildProcess, priority: number): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, priority);
  } catch {
    // Not allowed here, or already gone: training merely shares the cores evenly.
  }
}

function sendLibrary(
  child: ChildProcess,
  entries: readonly LibraryEntry[],
  last: { seed: number; isPacked: boolean },
  from = 0,
): void {
  if (!child.connected) return;
  const batch: LibraryEntry[] = [];
  let at = from;
  for (let questions = 0; at < entries.length && questions < QUESTIONS_AT_ONCE; at += 1) {
    const { id, kind, language, category, questions: own } = entries[at]!;
    batch.push({ id, kind, language, category: category ?? null, questions: own });
    questions += own.length;
  }
  const isLast = at >= entries.length;
  const order: TrainingOrder = { entries: batch, isPacked: last.isPacked, seed: isLast ? last.seed : null };
  // A process that is gone is told by its end.
  child.send(order, () => undefined);
  if (!isLast) setImmediate(() => sendLibrary(child, entries, last, at));
}

/** Reads a length, then so many bytes, and so on; a piece (64 KB) in each turn of the event loop. */
function receiveModels(pipe: Readable, done: (bytes: Uint8Array) => void): void {
  const head = new Uint8Array(LENGTH_BYTES);
  let headed = 0;
  let model: Uint8Array | null = null;
  let at = 0;
  // How it ends is told by the end of the process.
  pipe.on("error", () => undefined);
  pipe.on("data", (piece: Buffer) => {
    // As much as there is would be read in this turn: some 10 ms.
    pipe.pause();
    setImmediate(() => pipe.resume());
    for (let rest: Uint8Array = piece; rest.length > 0; ) {
      if (model === null) {
        const taken = rest.subarray(0, LENGTH_BYTES - headed);
        head.set(taken, headed);
        headed += taken.length;
        rest = rest.subarray(taken.length);
        if (headed < LENGTH_BYTES) return;
        model = new Uint8Array(new DataView(head.buffer).getFloat64(0, true));
        at = 0;
      }
      const taken = rest.subarray(0, model.length - at);
      model.set(taken, at);
      at += taken.length;
      rest = rest.subarray(taken.length);
      if (at < model.length) return;
      const whole = model;
      model = null;
      headed = 0;
      done(whole);
    }
  });
}
