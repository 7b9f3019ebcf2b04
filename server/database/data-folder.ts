/**
 * The data folder (DATA_DIR): the embedded database, secrets and files. Private to the user who made it.
 */
import { accessSync, constants, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { PlainError } from "#server/start/plain-error.ts";
import { acquireLock } from "#server/start/process-lock.mjs";
import { isErrno, readIfThere, writeAtomically } from "./files.ts";

const marker = "answerline.json";
/** Things a fresh mount or a desktop puts into a folder by itself. */
const ignorable = new Set(["lost+found", ".DS_Store", "Thumbs.db"]);

/**
 * Makes the data folder on first use, checks that it is ours, and returns its path.
 * Refuses, as a PlainError: a folder made by another user, one we cannot write, one full of something else.
 */
export function openDataFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    if (isErrno(error, "EEXIST", "ENOTDIR")) throw new PlainError(`${path} is not a folder. Set DATA_DIR to a folder.`);
    throw new PlainError(`The data folder ${path} cannot be written by this user (${whoWeAre()})${whoseIs(path)}.`);
  }
  const seen = readIfThere(join(path, marker));
  if (seen === undefined) {
    const strangers = readdirSync(path).filter((name) => !ignorable.has(name) && !name.startsWith(`${marker}.`));
    if (strangers.length > 0)
      throw new PlainError(
        `The folder ${path} holds other things (${strangers.slice(0, 3).join(", ")}) and was not made by Answerline. ` +
          "Set DATA_DIR to an empty or a new folder.",
      );
    writeAtomically(join(path, marker), `${JSON.stringify({ madeBy: "answerline", layout: 1 })}\n`);
    return path;
  }
  const owner = statSync(join(path, marker)).uid;
  if (process.getuid && owner !== process.getuid())
    throw new PlainError(
      `The data folder ${path} belongs to user ${owner}; this server runs as ${whoWeAre()}. ` +
        "Run it as that user, or set DATA_DIR to another folder.",
    );
  return path;
}

/**
 * Takes the data folder for this process until the returned function is called. A lock left by a process that
 * was killed is taken over; a folder in use is refused as a PlainError naming the process.
 * @param patienceMs how long a server that is just stopping is given
 */
export async function lockDataFolder(path: string, patienceMs = 3_000): Promise<() => void> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const lock = acquireLock(join(path, "server.lock"));
    if (lock.isHeld) return lock.release;
    if (performance.now() >= deadline)
      throw new PlainError(
        `The data folder ${path} is used by a running server (process ${lock.holder.pid}). ` +
          "Stop that one first, or set DATA_DIR to another folder.",
      );
    await delay(100);
  }
}

function whoWeAre(): string {
  return process.getuid ? `user ${process.getuid()}` : "this user";
}

function whoseIs(path: string): string {
  try {
    return `; it belongs to user ${statSync(path).uid}`;
  } catch {
    return "";
  }
}
