/**
 * Starting, adopting and stopping the PostgreSQL server of one cluster.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { PlainError } from "#server/start/plain-error.ts";
import type { Binaries } from "./binaries.ts";
import { embeddedUrl, writeSettings } from "./cluster.ts";
import type { DatabaseUser } from "./database-user.ts";
import { isErrno, readIfThere } from "./files.ts";
import { runProgram } from "./run-program.ts";

/** What is needed to run the server of a cluster. */
export interface Installation {
  cluster: string;
  binaries: Binaries;
  user: DatabaseUser;
  overrides?: Record<string, string> | undefined;
}

export interface Postmaster {
  pid: number;
  port: number;
}

const patienceMs = 60_000;
const logLimitBytes = 5_000_000;

/**
 * What postmaster.pid says: its server `lives`; its number is `taken` by a process that is no server of this cluster
 * (after a reboot, in a new container, or a dead one not yet buried); or its process is `gone`, also without a file.
 */
function inspect(cluster: string): { state: "lives"; server: Postmaster } | { state: "taken" | "gone" } {
  const lines = readIfThere(join(cluster, "postmaster.pid"))?.split("\n");
  const [pid, port] = [Number(lines?.[0]), Number(lines?.[3])];
  if (!Number.isInteger(pid) || pid <= 0) return { state: "gone" };
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isErrno(error, "EPERM")) return { state: "gone" };
  }
  // Only Linux tells cheaply whose number it is; elsewhere PostgreSQL's own checks decide.
  const command = existsSync("/proc/self/cmdline") ? (readIfThere(`/proc/${pid}/cmdline`) ?? "") : cluster;
  return command.split("\0").includes(cluster) ? { state: "lives", server: { pid, port } } : { state: "taken" };
}

function findLiving(cluster: string): Postmaster | undefined {
  const found = inspect(cluster);
  return found.state === "lives" ? found.server : undefined;
}

/** Is the port free on the loopback address? 0 finds one that is. */
function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}

/** Waits until the server answers as this cluster's; false when its process went away meanwhile. */
async function waitUntilReady(cluster: string, found: Postmaster): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const client = new pg.Client({ connectionString: embeddedUrl(cluster, found.port, "postgres") });
    // A connection cut while it is being made reports twice; the second time must not end the process.
    client.on("error", () => undefined);
    try {
      await client.connect();
      const answer = await client.query<{ data_directory: string }>("SHOW data_directory");
      if (answer.rows[0]?.data_directory === cluster) return true;
      throw new PlainError(`Port ${found.port} is answered by another PostgreSQL than the one of ${cluster}.`);
    } catch (error) {
      const isWaiting = isErrno(error, "ECONNREFUSED", "ECONNRESET", "57P03", "57P01", "57P02") || isCut(error);
      if (!isWaiting) throw error;
      if (findLiving(cluster)?.pid !== found.pid) return false;
      if (Date.now() > deadline)
        throw new PlainError(`PostgreSQL (process ${found.pid}) of ${cluster} does not answer on port ${found.port}.`);
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function isCut(error: unknown): boolean {
  return error instanceof Error && /terminated unexpectedly|Connection terminated/.test(error.message);
}

function logTail(log: string): string {
  return (readIfThere(log) ?? "").trim().split("\n").slice(-8).join("\n");
}

/**
 * The running server of this cluster: the one that already lives (left by a killed Answerline), or a new one.
 * @param preferredPort taken again when free, so that connections of a tool survive a restart
 */
export async function ensureRunning(
  installation: Installation,
  preferredPort: number,
): Promise<Postmaster & { wasAdopted: boolean }> {
  const { cluster, binaries, user } = installation;
  const log = join(dirname(cluster), "postgres.log");
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const living = findLiving(cluster);
    // A server that has just begun has not written its port yet.
    if (living && !living.port) {
      await delay(20);
      continue;
    }
    if (living) {
      if (await waitUntilReady(cluster, living)) return { ...living, wasAdopted: true };
      continue;
    }
    // A file whose process is gone is PostgreSQL's own business; one that points at a stranger would stop it.
    if (inspect(cluster).state === "taken") rmSync(join(cluster, "postmaster.pid"), { force: true });
    if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > logLimitBytes) renameSync(log, `${log}.old`);
    const port = (await tryPort(preferredPort)) ?? (await tryPort(0));
    if (port === undefined) throw new PlainError("No free port on 127.0.0.1 for the embedded database.");
    writeSettings(cluster, port, user, installation.overrides);
    const args = ["start", "--silent", "--wait", "--timeout=600", "--pgdata", cluster, "--log", log];
    const run = await runProgram(binaries.pgCtl, args, user, dirname(cluster));
    const started = findLiving(cluster);
    if (run.status === 0 && started) return { ...started, wasAdopted: false };
    const tail = logTail(log);
    // Another process took the port meanwhile, or children of a killed server are still going away: again.
    const isPassing = /Address already in use|could not bind|pre-existing shared memory|already exists/.test(tail);
    if (!isPassing || Date.now() > deadline)
      throw new PlainError(
        `The embedded PostgreSQL does not start (${run.output || "no message"}). Its log says:\n${tail}`,
      );
    await delay(200);
  }
}

/** Orderly stop: open transactions are rolled back, everything committed is on disk. */
export async function stopServer({ cluster, binaries, user }: Installation): Promise<void> {
  if (!findLiving(cluster)) return;
  const args = ["stop", "--silent", "--mode=fast", "--wait", "--timeout=60", "--pgdata", cluster];
  const run = await runProgram(binaries.pgCtl, args, user, dirname(cluster));
  if (run.status !== 0 && findLiving(cluster)) throw new Error(`pg_ctl stop failed: ${run.output}`);
}

export function isServerRunning(cluster: string): boolean {
  return findLiving(cluster) !== undefined;
}

/** The port the settings file names, 0 when there is none yet. */
export function lastPort(cluster: string): number {
  const path = join(cluster, "postgresql.conf");
  if (!existsSync(path)) return 0;
  return Number(/^port = '(\d+)'/m.exec(readFileSync(path, "utf8"))?.[1] ?? 0);
}
