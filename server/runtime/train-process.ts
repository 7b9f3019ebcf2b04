/** Trains a library in a process of its own, so that no send waits for it; started by `train-model.ts`. */
import { spawn } from "node:child_process";
import { writeSync } from "node:fs";
import type { LibraryEntry } from "../answers/entry.ts";
import { serialisedParts } from "../answers/model-bytes.ts";
import { train } from "../answers/train.ts";
import { packModel } from "../store/packed-model.ts";
import { LENGTH_BYTES, LONG, MODEL_PIPE, type TrainingOrder, type TrainingReport } from "./train-orders.ts";

const TELL_MS = 250;

const parent = process.ppid;
const gathered: LibraryEntry[] = [];
let toldAt = 0;

function tell(report: TrainingReport): void {
  if (process.connected) process.send?.(report, () => undefined);
}

function onProgress(share: number): void {
  // Nobody is left to train for; "disconnect" is only heard between turns, and the training is one turn.
  if (process.ppid !== parent) process.exit(0);
  const now = performance.now();
  if (now - toldAt < TELL_MS && share < 1) return;
  toldAt = now;
  tell({ kind: "progress", share });
}

function write(part: Uint8Array): void {
  for (let at = 0; at < part.length; ) at += writeSync(MODEL_PIPE, part, at);
}

function send(parts: readonly Uint8Array[]): void {
  const head = new Uint8Array(LENGTH_BYTES);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  new DataView(head.buffer).setFloat64(0, length, true);
  for (const part of [head, ...parts]) write(part);
}

/**
 * The lowest priority, which this process already has, is not enough on Linux: who wakes up may still have to wait for the
 * end of a slice of some 3 ms, and a message wakes several. The idle policy gives way at once; only `chrt` can set it, where
 * it is installed.
 */
function standBack(): void {
  if (process.platform !== "linux") return;
  const chrt = spawn("chrt", ["-i", "-p", "0", String(process.pid)], { stdio: "ignore" });
  chrt.on("error", () => undefined);
  chrt.unref();
}

if (process.argv.includes(LONG)) standBack();
process.on("message", ({ entries, seed, isPacked }: TrainingOrder) => {
  for (const entry of entries) gathered.push(entry);
  if (seed === null) return;
  try {
    const parts = serialisedParts(train(gathered, { seed, onProgress }));
    send(parts);
    // Here nobody waits for the processor; where the model is used, everybody does.
    if (isPacked) send([packModel(parts)]);
  } catch (error) {
    tell({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exitCode = 1;
  }
  // Not in the turn of the message: Node still holds the channel there.
  setImmediate(() => process.disconnect());
});
process.on("disconnect", () => process.exit());
// A terminal's Ctrl-C reaches every process of the group: whoever started this one decides what becomes of it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => undefined);
