/** Starts, kills and stops one node process, on the same port over all its lives. */
import { fork, type ChildProcess } from "node:child_process";
import { openSync, closeSync } from "node:fs";
import { join } from "node:path";
import type { StateRows } from "#server/routing/state.ts";
import { readIfThere } from "#server/database/files.ts";
import { CLOCK_OFFSET_VARIABLE } from "./clock-offset.ts";
import type { FailpointRates, NodeOptions, Order, Report } from "./orders.ts";
import type { ChaosNode, FailpointName } from "./world.ts";

export interface NodeWithEyes extends ChaosNode {
  /** Its copy of the engine's state, at the newest decision. */
  look(): Promise<StateRows>;
}

export interface ChaosNodeOptions {
  options: Omit<NodeOptions, "rates" | "seed">;
  seed: number;
  /** Where what it says is kept. */
  outputFile: string;
  onHit(point: FailpointName): void;
  /** It ended and nobody had asked for that; it has been started again unless that seems hopeless. */
  onUnexpectedExit(what: string): void;
  log(line: string): void;
}

/** Unexpected exits after which a node is left lying. */
const HOPELESS = 5;
const LAST_WORDS_LINES = 12;
const LOOK_WITHIN_MS = 10_000;

interface Life {
  child: ChildProcess;
  /** How it ended. */
  gone: Promise<string>;
  listening: Promise<void>;
  /** Somebody asked for its end. */
  isEnding: boolean;
  isListening: boolean;
}

/** The node does not run before the first `start`. */
export function createChaosNode(given: ChaosNodeOptions): NodeWithEyes {
  const { options, log } = given;
  const startsMs: number[] = [];
  const looks = new Map<number, { resolve(rows: StateRows): void; reject(error: Error): void }>();
  let rates: FailpointRates = {};
  let clockOffsetMs = 0;
  let life: Life | null = null;
  let lives = 0;
  let unexpected = 0;
  let asked = 0;

  function begin(): Life {
    lives += 1;
    const began = performance.now();
    const output = openSync(given.outputFile, "a");
    const child = fork(
      join(import.meta.dirname, "node-process.ts"),
      [JSON.stringify({ ...options, rates, seed: given.seed + lives } satisfies NodeOptions)],
      {
        execArgv: ["--import", "tsx", "--import", join(import.meta.dirname, "shift-clock.ts")],
        env: { ...process.env, [CLOCK_OFFSET_VARIABLE]: String(clockOffsetMs) },
        stdio: ["ignore", output, output, "ipc"],
      },
    );
    closeSync(output);
    let isDying = false;
    let listens = (): void => undefined;
    const listening = new Promise<void>((resolve) => (listens = resolve));
    const gone = new Promise<string>((resolve) => {
      child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
    });
    const born: Life = { child, gone, listening, isEnding: false, isListening: false };
    child.on("message", (report: Report) => {
      switch (report.kind) {
        case "listening":
          startsMs.push(Math.round(performance.now() - began));
          born.isListening = true;
          return listens();
        case "hit":
          return given.onHit(report.point);
        case "dying":
          isDying = true;
          return log(`${options.name} dies at ${report.point}`);
        case "looked":
          looks.get(report.id)?.resolve(report.rows);
          return void looks.delete(report.id);
        case "blind":
          looks.get(report.id)?.reject(new Error(`${options.name} cannot look: ${report.message}`));
          return void looks.delete(report.id);
      }
    });
    // A process that has just gone is no place to send to; its exit says the rest.
    child.on("error", () => undefined);
    void gone.then((how) => {
      if (life === born) life = null;
      for (const { reject } of looks.values()) reject(new Error(`${options.name} is gone (${how})`));
      looks.clear();
      if (born.isEnding) return;
      if (!isDying) {
        unexpected += 1;
        const words = (readIfThere(given.outputFile) ?? "").trim().split("\n").slice(-LAST_WORDS_LINES).join("\n");
        given.onUnexpectedExit(`${options.name} ended by itself (${how}):\n${words}`);
        if (unexpected >= HOPELESS) return;
      }
      // As a service manager would.
      if (life === null) life = begin();
    });
    return born;
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const ending = life;
    if (ending === null) return;
    ending.isEnding = true;
    ending.child.kill(signal);
    await ending.gone;
  }
  const tell = (order: Order): void => {
    if (life?.child.connected === true) life.child.send(order, () => undefined);
  };

  return {
    name: options.name,
    port: options.port,
    startsMs,
    get pid() {
      return life?.child.pid;
    },
    get isUp() {
      return life?.isListening === true && !life.isEnding;
    },
    get clockOffsetMs() {
      return clockOffsetMs;
    },
    set clockOffsetMs(offsetMs) {
      clockOffsetMs = offsetMs;
    },
    async start() {
      for (;;) {
        // One that is on its way out has to leave its port first.
        if (life?.isEnding === true) await life.gone;
        life ??= begin();
        const mine: Life = life;
        const isListening = await Promise.race([mine.listening.then(() => true), mine.gone.then(() => false)]);
        // Killed while it came up: whoever did that wants it down.
        if (isListening || mine.isEnding) return;
        // Ended by itself: it has been started again, or is left lying.
        if (life === null) throw new Error(`${options.name} does not come up`);
      }
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    get armed() {
      return rates;
    },
    arm(next) {
      rates = next;
      tell({ kind: "arm", rates });
    },
    look() {
      asked += 1;
      const id = asked;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          looks.delete(id);
          reject(new Error(`${options.name} did not answer a look`));
        }, LOOK_WITHIN_MS);
        const settled = <T>(then: (value: T) => void) => {
          return (value: T) => {
            clearTimeout(timer);
            then(value);
          };
        };
        looks.set(id, { resolve: settled(resolve), reject: settled(reject) });
        tell({ kind: "look", id });
      });
    },
  };
}
