import { fork, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { StateRows } from "../../routing/state.ts";
import type { Order, Report } from "./server-process.ts";

export interface KilledServer {
  readonly url: string;
  /** How long each start took until it listened. */
  readonly startsMs: number[];
  start(): Promise<void>;
  arm(order: Omit<Extract<Order, { kind: "arm" }>, "kind">): void;
  kill(): void;
  /** Resolves when the process now running is gone, and how. */
  gone(): Promise<string>;
  /** The engine's copy in memory. */
  look(): Promise<StateRows>;
}

/** A port that is free now and stays the same over all restarts. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen({ port: 0, host: "127.0.0.1" }, resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => void probe.close(() => resolve()));
  return port;
}

/** A real server process that is started again on the same port and database after each kill. */
export async function createKilledServer(databaseUrl: string, siteId: string): Promise<KilledServer> {
  const port = await freePort();
  const startsMs: number[] = [];
  let child: ChildProcess | null = null;
  let gone: Promise<string> = Promise.resolve("never started");
  const live = () => {
    if (child === null) throw new Error("the server was not started");
    return child;
  };
  const next = <K extends Report["kind"]>(kind: K) =>
    new Promise<Extract<Report, { kind: K }>>((resolve, reject) => {
      const hear = (report: Report) => {
        if (report.kind === kind) resolve(report as Extract<Report, { kind: K }>);
        else if (report.kind === "failed") reject(new Error(report.message));
        else return;
        live().off("message", hear);
      };
      live().on("message", hear);
      void gone.then((how) => reject(new Error(`the server ended (${how})`)));
    });
  const tell = (order: Order) => void live().send(order);
  return {
    url: `http://127.0.0.1:${port}`,
    startsMs,
    async start() {
      const began = performance.now();
      const fresh = fork(join(import.meta.dirname, "server-process.ts"), {
        execArgv: ["--import", "tsx"],
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      child = fresh;
      gone = new Promise((resolve) => void fresh.once("exit", (code, signal) => resolve(signal ?? `code ${code}`)));
      const listening = next("listening");
      tell({ kind: "open", url: databaseUrl, siteId, port });
      await listening;
      startsMs.push(Math.round(performance.now() - began));
    },
    arm: (order) => tell({ kind: "arm", ...order }),
    kill: () => void live().kill("SIGKILL"),
    gone: () => gone,
    async look() {
      const looked = next("looked");
      tell({ kind: "look" });
      return (await looked).rows;
    },
  };
}
