/** Small file operations that survive being killed at any moment. */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? "");
}

/** The file's text, or undefined when there is no such file. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/** Readers see the old text or the new one, never a half; on disk before it returns. */
export function writeAtomically(path: string, text: string, mode = 0o600): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode, flush: true });
  renameSync(draft, path);
}

/** Writes the file unless it exists: of two processes that start together one wins, and both read the same. */
export function writeOnce(path: string, text: string, mode = 0o600): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, text, { mode, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isErrno(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
