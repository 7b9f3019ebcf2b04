/** A real Redis on a port of its own, for one test file: it may be killed, frozen, and started again on the same port. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createServer, connect, type AddressInfo } from "node:net";
import { makeTemporaryFolder } from "./temporary-folder.ts";

export interface TestRedis {
  url: string;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Stands still without closing anything, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** One command by `redis-cli`; what it printed. */
  command(...words: string[]): string;
  stop(): Promise<void>;
}

/** Whether the machine has a Redis. */
export const hasRedis = (): boolean => spawnSync("redis-server", ["--version"]).status === 0;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("data", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

/** @param isStarted false: only its port is chosen, it comes with `start` */
export async function startTestRedis(isStarted = true): Promise<TestRedis> {
  if (!hasRedis())
    throw new Error(
      "These tests need redis-server in the PATH (Debian: apt-get install redis-server; macOS: brew install redis).",
    );
  const port = await freePort();
  const folder = makeTemporaryFolder();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const words = [
      "--port",
      `${port}`,
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      folder.path,
    ];
    const started = spawn("redis-server", words, { stdio: "ignore" });
    child = started;
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (started.exitCode !== null || tries > 200) throw new Error("redis-server did not start");
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  async function kill(): Promise<void> {
    const dying = child;
    child = null;
    if (dying === null || dying.exitCode !== null) return;
    const gone = new Promise((resolve) => dying.once("exit", resolve));
    dying.kill("SIGKILL");
    await gone;
  }

  // A test that fails before it stops anything leaves no server behind.
  process.once("exit", () => void child?.kill("SIGKILL"));
  if (isStarted) await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    command: (...words) => spawnSync("redis-cli", ["-p", `${port}`, ...words], { encoding: "utf8" }).stdout,
    async stop() {
      await kill();
      folder.remove();
    },
  };
}
