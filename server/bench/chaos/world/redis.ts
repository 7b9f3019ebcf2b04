/** A Redis of its own for a chaos run: `redis-server` of this machine, nothing kept on disk. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { connect } from "node:net";
import { findFixedPort } from "./free-port.ts";
import type { RedisControl } from "./world.ts";

export interface ChaosRedis extends RedisControl {
  url: string;
  readonly pid: number | undefined;
}

const STARTS_WITHIN_MS = 10_000;

/** Starts it in this folder; rejects where `redis-server` is not installed. */
export async function startChaosRedis(folder: string): Promise<ChaosRedis> {
  const port = await findFixedPort();
  let child: ChildProcess | null = null;

  /** One command, one line of answer; rejects when nobody listens. */
  function ask(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1" }, () => void socket.write(`${command}\r\n`));
      socket.once("data", (answer: Buffer) => {
        socket.destroy();
        resolve(answer.toString().trim());
      });
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("Redis said nothing")));
    });
  }
  async function start(): Promise<void> {
    if (child !== null) return;
    const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    const born = spawn("redis-server", [...args, "--dir", folder, "--pidfile", join(folder, "redis.pid")], {
      stdio: "ignore",
    });
    child = born;
    born.once("exit", () => {
      if (child === born) child = null;
    });
    const failed = new Promise<never>((_, reject) => {
      born.once("error", (error) => reject(new Error(`redis-server does not start: ${error.message}`)));
    });
    await Promise.race([failed, answers()]);
  }
  async function answers(): Promise<void> {
    const deadline = performance.now() + STARTS_WITHIN_MS;
    while (!(await ask("PING").catch(() => "")).includes("PONG")) {
      if (performance.now() > deadline) throw new Error("Redis does not answer");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    get pid() {
      return child?.pid;
    },
    async kill() {
      if (child === null) return;
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
    async flush() {
      await ask("FLUSHALL");
    },
  };
}
