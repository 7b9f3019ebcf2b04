import { execFileSync } from "node:child_process";

/** Open files this process may have; Node raises the soft limit to the hard one by itself. Null where it cannot be read. */
export function openFileLimit(): number | null {
  try {
    const text = execFileSync("/bin/sh", ["-c", "ulimit -n"], { encoding: "utf8" }).trim();
    return text === "unlimited" ? Number.MAX_SAFE_INTEGER : Number(text);
  } catch {
    return null;
  }
}

/** Says on standard error, and answers false, when `needed` sockets in one process are more than the machine allows. */
export function hasOpenFiles(needed: number): boolean {
  const limit = openFileLimit();
  if (limit === null || limit >= needed) return true;
  process.stderr.write(`This needs ${needed} open files and ${limit} are allowed: run "ulimit -n ${needed}" first.\n`);
  return false;
}
