import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

interface AnyReport {
  kind: string;
  message?: string;
}

/** A forked process of the benchmark that answers each order with one report. */
export interface Child<Order, Report extends AnyReport> {
  pid: number;
  ask<K extends Report["kind"]>(order: Order, kind: K): Promise<Extract<Report, { kind: K }>>;
  /** The next report, when the process speaks first. */
  next<K extends Report["kind"]>(kind: K): Promise<Extract<Report, { kind: K }>>;
  stop(): Promise<void>;
}

/** @param file beside this one or above it; `.ts` files run through tsx. `execArgv` for profiles. */
export function startChild<Order extends object, Report extends AnyReport>(
  file: string,
  execArgv: readonly string[] = [],
): Child<Order, Report> {
  const child: ChildProcess = fork(join(import.meta.dirname, file), [], {
    execArgv: ["--max-semi-space-size=32", ...(file.endsWith(".ts") ? ["--import", "tsx"] : []), ...execArgv],
    // As `npm start` runs the server.
    env: { MALLOC_ARENA_MAX: "2", ...process.env, NODE_ENV: "production" },
    // What it prints is progress, never figures.
    stdio: ["ignore", process.stderr, process.stderr, "ipc"],
  });
  const gone = once(child, "exit");
  async function next<K extends Report["kind"]>(kind: K): Promise<Extract<Report, { kind: K }>> {
    const report = await Promise.race([
      once(child, "message").then(([message]) => message as Report),
      gone.then(([code]) => Promise.reject(new Error(`${file} ended with ${String(code)}`))),
    ]);
    if (report.kind !== kind) throw new Error(`${file}: ${report.message ?? report.kind}`);
    return report as Extract<Report, { kind: K }>;
  }
  return {
    pid: child.pid ?? 0,
    next,
    ask(order, kind) {
      const answer = next(kind);
      child.send(order);
      return answer;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null && child.connected) child.disconnect();
      await gone;
    },
  };
}
