import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface Forked {
  pid: number;
  /** What it said when it was ready. */
  ready: Record<string, unknown>;
  /** A question with one answer; rejects when the process ends before it. */
  ask<T>(what: string, more?: Record<string, unknown>): Promise<T>;
  /** Ends it and waits until it is gone. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** Forks a file of this folder (under tsx unless it is plain JavaScript) and waits for its first word. */
export async function forkProcess(file: string, options: unknown, nodeOptions: string[] = []): Promise<Forked> {
  const child = fork(join(import.meta.dirname, file), [], {
    execArgv: ["--expose-gc", ...nodeOptions, ...(file.endsWith(".ts") ? ["--import", "tsx"] : [])],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production", MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "2" },
  });
  const gone = once(child, "exit");
  child.send(options as object);
  const ready = await Promise.race([
    once(child, "message").then(([message]) => message as Record<string, unknown>),
    gone.then(([code]) => Promise.reject(new Error(`${file} ended with ${String(code)} before it was ready`))),
  ]);
  return { pid: child.pid ?? 0, ready, ask: asker(child, file), end: (signal) => endProcess(child, gone, signal) };
}

function asker(child: ChildProcess, file: string): Forked["ask"] {
  const open = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let lastId = 0;
  child.on("message", (message: { answer?: number; error?: string }) => {
    if (message.answer === undefined) return;
    const question = open.get(message.answer);
    open.delete(message.answer);
    if (message.error === undefined) question?.resolve(message as never);
    else question?.reject(new Error(message.error));
  });
  child.on("exit", () => {
    for (const { reject } of open.values()) reject(new Error(`${file} ended`));
    open.clear();
  });
  return (what, more = {}) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      open.set(lastId, { resolve, reject });
      child.send({ ask: what, id: lastId, ...more });
    });
}

async function endProcess(child: ChildProcess, gone: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await gone;
}
