import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Acknowledged } from "./random-work.ts";
import type { Order, Report } from "./working-node-orders.ts";

export interface WorkingNode {
  /** Gives an order and waits for the report that answers it. */
  ask<K extends Report["kind"]>(order: Order, answer: K): Promise<Extract<Report, { kind: K }>>;
  /** What it said was acknowledged, since the start. */
  acknowledged: Acknowledged[];
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves with the next report of one of these kinds. */
  next(...kinds: Report["kind"][]): Promise<Report>;
}

/** Starts `working-node.ts` as a process of its own. */
export function startWorkingNode(): WorkingNode {
  const child: ChildProcess = fork(join(import.meta.dirname, "working-node.ts"), {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const acknowledged: Acknowledged[] = [];
  const waiting: { kinds: readonly string[]; resolve(report: Report): void; reject(error: Error): void }[] = [];
  const gone = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      for (const { reject } of waiting.splice(0)) reject(new Error(`the working node ended (${signal ?? code})`));
      resolve();
    });
  });
  child.on("message", (report: Report) => {
    if (report.kind === "acknowledged") acknowledged.push(report.what);
    if (report.kind === "failed") for (const { reject } of waiting.splice(0)) reject(new Error(report.message));
    const at = waiting.findIndex(({ kinds }) => kinds.includes(report.kind));
    if (at >= 0) waiting.splice(at, 1)[0]?.resolve(report);
  });
  const next: WorkingNode["next"] = (...kinds) =>
    new Promise((resolve, reject) => void waiting.push({ kinds, resolve, reject }));
  return {
    acknowledged,
    next,
    async ask(order, answer) {
      const answered = next(answer);
      child.send(order);
      return (await answered) as Extract<Report, { kind: typeof answer }>;
    },
    kill() {
      child.kill("SIGKILL");
      return gone;
    },
  };
}
