import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../swarm/free-port.ts";

const root = resolve(import.meta.dirname, "../../..");
const READY_WITHIN_MS = 90_000;

export interface BuiltServer {
  url: string;
  stop(): Promise<void>;
}

/** The product as it is served: built, in a process of its own, on this database. */
export async function startBuiltServer(options: {
  databaseUrl: string;
  dataDir: string;
  authSecret: string;
}): Promise<BuiltServer> {
  if (!existsSync(resolve(root, ".next/BUILD_ID"))) await build();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["--import=tsx", "server/index.ts"], {
    cwd: root,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NODE_ENV: "production",
      PORT: String(port),
      DATA_DIR: options.dataDir,
      DATABASE_URL: options.databaseUrl,
      AUTH_SECRET: options.authSecret,
      LOG_LEVEL: "warn",
    },
    // What it prints is progress, never figures.
    stdio: ["ignore", process.stderr, process.stderr],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  };
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error("the server did not become ready");
    }
    await sleep(200);
  }
  return { url, stop };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/api/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

async function build(): Promise<void> {
  process.stderr.write("building\n");
  const child: ChildProcess = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    stdio: ["ignore", process.stderr, process.stderr],
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("the product could not be built");
}
