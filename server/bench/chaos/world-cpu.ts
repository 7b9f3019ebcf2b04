/** The processor time that others took: everything busy on this machine but this process, its children and its database. */
import { cpus } from "node:os";
import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 2_000;
const TICKS_PER_SECOND = 100;

interface Seen {
  ticks: number;
  parent: number;
}

const busyMs = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

function processes(): Map<number, Seen> {
  const found = new Map<number, Seen>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      found.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It has just ended.
    }
  }
  return found;
}

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
};

/**
 * @param folder part of the command line of servers that are ours without being our children
 * @returns reads the meter: percent of one core; null where the system does not tell
 */
export function startWorldMeter(folder: string): { read(): number | null; stop(): void } {
  let before: Map<number, Seen>;
  try {
    before = processes();
  } catch {
    return { read: () => null, stop: () => undefined };
  }
  const isOurs = new Map<number, boolean>();
  const startedAt = performance.now();
  let busy = busyMs();
  let othersMs = 0;

  function ours(pid: number, all: ReadonlyMap<number, Seen>): boolean {
    const known = isOurs.get(pid);
    if (known !== undefined) return known;
    const parent = all.get(pid)?.parent ?? 0;
    const is = pid === process.pid || commandOf(pid).includes(folder) || (parent > 1 && ours(parent, all));
    isOurs.set(pid, is);
    return is;
  }
  function look(): void {
    const now = processes();
    let ticks = 0;
    for (const [pid, seen] of now) if (ours(pid, now)) ticks += seen.ticks - (before.get(pid)?.ticks ?? 0);
    before = now;
    const after = busyMs();
    othersMs += Math.max(0, after - busy - (ticks * 1_000) / TICKS_PER_SECOND);
    busy = after;
  }
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return {
    read() {
      look();
      return Math.round((100 * othersMs) / (performance.now() - startedAt));
    },
    stop: () => clearInterval(timer),
  };
}
