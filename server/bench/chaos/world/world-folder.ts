/** The temporary folder of a chaos run, and what runs that were killed have left behind. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIfThere } from "#server/database/files.ts";
import { isRunning, processIdentity } from "#server/start/process-lock.mjs";

const prefix = "answerline-chaos-";

export interface WorldFolder {
  path: string;
  media: string;
  remove(): void;
}

/** On a disk, not in memory: what is durable must really be written. Other users may pass through, as PostgreSQL needs. */
export function makeWorldFolder(): WorldFolder {
  sweepLeftovers();
  const path = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(path, 0o711);
  writeFileSync(join(path, "maker.json"), JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }));
  const media = join(path, "media");
  mkdirSync(media);
  return { path, media, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Servers of runs that were killed: each folder says which process made it. Nodes end by themselves. */
function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const maker = readIfThere(join(folder, "maker.json"));
    if (maker === undefined || isRunning(JSON.parse(maker) as { pid: number; identity: string })) continue;
    for (const [file, signal] of [
      ["postgres/cluster/postmaster.pid", "SIGQUIT"],
      ["redis.pid", "SIGKILL"],
    ] as const) {
      const pid = Number(readIfThere(join(folder, file))?.split("\n")[0]);
      // Only a process whose command line names this very folder.
      if (pid > 0 && readIfThere(`/proc/${pid}/cmdline`)?.includes(folder) === true) process.kill(pid, signal);
    }
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Its server is still going away: whoever comes next finds the rest.
    }
  }
}
