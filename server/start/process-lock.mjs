/**
 * A lock file that names the process holding it. Taken over when that process is gone (kill -9, power cut),
 * refused while it lives. Plain JavaScript: the start program uses it before anything is installed.
 */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** Locks this very process holds: its own pid in a file proves nothing after a restart in a container. */
const heldHere = new Set();

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/**
 * Something that differs between two processes that had the same number one after the other
 * (pid reuse, reboot, a restarted container); null when no such process runs.
 */
export function processIdentity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return null;
  }
  const stat = read(`/proc/${pid}/stat`);
  if (stat !== null) {
    // Fields are counted after the command's closing bracket, since a command may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, startedTicks] = [fields[0], fields[19]];
    if (state === "Z" || state === "X") return null;
    return `${(read("/proc/sys/kernel/random/boot_id") ?? "").trim()}:${startedTicks}`;
  }
  if (process.platform === "win32") return "running";
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
  } catch {
    return null;
  }
}

/** Does the process this record names still run? The record is `{ pid, identity }`, as locks write it. */
export function isRunning(record) {
  return Number.isInteger(record?.pid) && record.pid > 0 && processIdentity(record.pid) === record.identity;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Takes the lock at `path`.
 * `{ isHeld: true, previous, update, release }`: ours; `previous` is what a dead holder left, `update(more)` adds to it.
 * `{ isHeld: false, holder }`: a living process has it.
 * Algorithm: write a file of our own and `link` it to the name (atomic, fails if it exists). A stale lock is renamed
 * away and compared with what was judged stale, so that of two rescuers one cannot remove the other's new lock.
 */
export function acquireLock(path) {
  if (heldHere.has(path)) return { isHeld: false, holder: { pid: process.pid } };
  const mine = { pid: process.pid, identity: processIdentity(process.pid), token: randomUUID() };
  let previous = null;
  for (;;) {
    const draft = `${path}.${mine.token}`;
    writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
    try {
      linkSync(draft, path);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    const found = read(path);
    if (found === null) continue;
    const holder = parse(found);
    if (holder && holder.pid !== process.pid && isRunning(holder)) return { isHeld: false, holder };
    const aside = `${path}.stale-${mine.token}`;
    try {
      renameSync(path, aside);
    } catch {
      continue;
    }
    if (read(aside) === found) previous = holder;
    else {
      try {
        linkSync(aside, path);
      } catch {
        // Somebody else already holds the name: the next round judges them.
      }
    }
    rmSync(aside, { force: true });
  }
  heldHere.add(path);
  return {
    isHeld: true,
    previous,
    update(more) {
      const draft = `${path}.${mine.token}`;
      writeFileSync(draft, JSON.stringify({ ...mine, ...more }), { mode: 0o600 });
      renameSync(draft, path);
    },
    release() {
      if (!heldHere.delete(path)) return;
      if (parse(read(path))?.token === mine.token) rmSync(path, { force: true });
    },
  };
}
