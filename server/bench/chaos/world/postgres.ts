/** A PostgreSQL of its own for a chaos run: the product's launcher and settings, on a port that stays. */
import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { findBinaries } from "#server/database/binaries.ts";
import { embeddedUrl, ensureCluster } from "#server/database/cluster.ts";
import { chooseDatabaseUser } from "#server/database/database-user.ts";
import { readIfThere } from "#server/database/files.ts";
import { ensureRunning, isServerRunning, stopServer, type Installation } from "#server/database/postmaster.ts";
import { runProgram } from "#server/database/run-program.ts";
import { findFixedPort } from "./free-port.ts";
import type { PostgresControl } from "./world.ts";

export interface ChaosPostgres extends PostgresControl {
  /** Of an empty database in it. */
  url: string;
  /** Its first process, while it lives. */
  postmaster(): number | undefined;
}

const databaseName = "answerline_chaos";
const run = promisify(execFile);

/** Starts it in this folder; durable as in the product. */
export async function startChaosPostgres(folder: string): Promise<ChaosPostgres> {
  const home = join(folder, "postgres");
  const user = chooseDatabaseUser(home);
  const binaries = findBinaries(user, folder);
  await ensureCluster(home, binaries, user);
  const cluster = join(home, "cluster");
  const installation: Installation = { cluster, binaries, user };
  const port = await findFixedPort();
  let isUp = false;

  async function start(): Promise<void> {
    const running = await ensureRunning(installation, port);
    if (running.port !== port) throw new Error(`PostgreSQL could not have its port ${port} again`);
    isUp = true;
  }
  async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: embeddedUrl(cluster, port, "postgres") });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  function postmaster(): number | undefined {
    if (!isServerRunning(cluster)) return undefined;
    return Number(readIfThere(join(cluster, "postmaster.pid"))?.split("\n")[0]) || undefined;
  }
  /** All its processes that live now. */
  async function pids(): Promise<number[]> {
    const first = postmaster();
    if (first === undefined) return [];
    const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
    const children = stdout.split("\n").flatMap((line) => {
      const [pid, parent] = line.trim().split(/\s+/).map(Number);
      return parent === first && pid !== undefined ? [pid] : [];
    });
    return [first, ...children];
  }

  await start();
  await withClient((client) => client.query(`CREATE DATABASE ${databaseName}`));
  return {
    url: embeddedUrl(cluster, port, databaseName),
    postmaster,
    get isUp() {
      return isUp;
    },
    start,
    stop() {
      isUp = false;
      return stopServer(installation);
    },
    async restartImmediately() {
      isUp = false;
      const args = ["stop", "--silent", "--mode=immediate", "--wait", "--timeout=60", "--pgdata", cluster];
      const { status, output } = await runProgram(binaries.pgCtl, args, user, dirname(cluster));
      if (status !== 0) throw new Error(`pg_ctl stop failed: ${output}`);
      await start();
    },
    async terminateBackends() {
      await withClient((client) =>
        client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
        ),
      );
    },
    async kill() {
      isUp = false;
      for (const pid of await pids()) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // A backend that has just ended by itself.
        }
      }
      while (postmaster() !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}
