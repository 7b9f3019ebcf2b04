/**
 * One step of the preparation: a program that is run to its end, with a line on the terminal when it begins,
 * every few seconds while it lasts, and when it is done. Its own output is shown only when it fails.
 */
import { spawn } from "node:child_process";

const sayEveryMs = 5_000;
const keptCharacters = 6_000;

let terminal = process.stdout;

/** Standard output, until told otherwise: a tool's own output is for its results. */
export const say = (line) => terminal.write(`${line}\n`);
export const sayTo = (stream) => (terminal = stream);

/** A step that failed; `output` is the end of what its program printed. */
export class StepFailed extends Error {
  constructor(label, outcome, output) {
    super(`${label} failed (${outcome}).`);
    this.output = output;
  }
}

/**
 * @param label what is being done: "Building the pages"
 * @param command program and arguments
 * @param options `env` and `shell` for spawn; `onStarted(pid)` is called at once
 */
export async function runStep(label, [program, ...args], options) {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(0);
  say(`${label} ...`);
  const ticker = setInterval(() => say(`  ${label.toLowerCase()}: ${seconds()} s so far`), sayEveryMs);
  let output = "";
  try {
    const child = spawn(program, args, { env: options.env, shell: options.shell, stdio: ["ignore", "pipe", "pipe"] });
    const endWithUs = () => child.kill("SIGKILL");
    process.once("exit", endWithUs);
    const keep = (chunk) => (output = (output + chunk).slice(-keptCharacters));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    if (child.pid) options.onStarted(child.pid);
    const outcome = await new Promise((resolve) => {
      child.on("error", (error) => resolve(error.message));
      child.on("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
    });
    process.off("exit", endWithUs);
    if (outcome !== null) throw new StepFailed(label, outcome, output.trim());
  } finally {
    clearInterval(ticker);
  }
  say(`  done in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
