/** A folder for one test that other users may pass through, as the embedded PostgreSQL needs when tests run as root. */
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const neededBytes = 2 ** 30;

/** Memory where the system offers enough of it as a folder: copying a database takes 10 ms there, 350 ms on a disk. */
export function temporaryBase(): string {
  const memory = "/dev/shm";
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= neededBytes ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

export interface TemporaryFolder {
  path: string;
  remove(): void;
}

export function makeTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(temporaryBase(), "answerline-unit-"));
  chmodSync(path, 0o711);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
