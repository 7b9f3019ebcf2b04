import { readdirSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Sql } from "#server/store/database.ts";

/** Ticks of the kernel's process accounting in a second; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

interface ProcessRow {
  parent: number;
  /** Own time and that of children already gone, in ms. */
  ms: number;
}

function readProcesses(): Map<number, ProcessRow> {
  const rows = new Map<number, ProcessRow>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The program's name is in brackets and may hold anything; fields are counted after it (proc(5): ppid is the 4th).
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      rows.set(Number(name), { parent: Number(fields[1]), ms: (1_000 * ticks) / TICKS_PER_SECOND });
    } catch {
      // It has just ended.
    }
  }
  return rows;
}

function familyMs(roots: readonly number[]): number {
  const rows = readProcesses();
  const isFamily = (pid: number): boolean => {
    for (let at = pid; at > 1; at = rows.get(at)?.parent ?? 0) if (roots.includes(at)) return true;
    return false;
  };
  return [...rows].reduce((sum, [pid, { ms }]) => (isFamily(pid) ? sum + ms : sum), 0);
}

const busyMs = () => cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

/** The process that all backends of this PostgreSQL are children of; null where that cannot be read. */
export async function postmasterOf(sql: Sql): Promise<number | null> {
  const found = await sql.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return readIfLinux()?.get(found.rows[0]?.pid ?? 0)?.parent ?? null;
}

function readIfLinux(): Map<number, ProcessRow> | null {
  return process.platform === "linux" ? readProcesses() : null;
}

/**
 * Starts measuring the processor time that others take: everything but this process, whatever it started, and the
 * families of `roots` (a database that made itself a daemon).
 * @returns reads the meter: percent of one core; null where the system does not say
 */
export function startFamilyMeter(roots: readonly (number | null)[] = []): () => number | null {
  if (process.platform !== "linux") return () => null;
  const pids = [process.pid, ...roots.filter((pid) => pid !== null)];
  const startedAt = performance.now();
  const busyBefore = busyMs();
  const familyBefore = familyMs(pids);
  return () => {
    const others = busyMs() - busyBefore - (familyMs(pids) - familyBefore);
    return Math.max(0, Math.round((100 * others) / Math.max(1, performance.now() - startedAt)));
  };
}
