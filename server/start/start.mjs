/**
 * `npm start`: from a fresh clone to a running server, with nothing but Node and npm. Plain JavaScript, Node's own
 * modules only, since it runs before anything is installed. It prepares the checkout, then runs the server as its
 * child and stays to pass signals on: `node --import tsx server/index.ts`.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { constants } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { explainListenError } from "./listen-error.mjs";
import { processIdentity } from "./process-lock.mjs";

const oldestNode = [20, 19];
const patienceMs = 3_000;
const lookEveryMs = 200;

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  refuse(`Answerline needs Node ${oldestNode.join(".")} or newer; this is Node ${process.versions.node}.`);
}

function tryToListen(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", done);
    probe.listen({ port, host }, () => probe.close(() => done(null)));
  });
}

/**
 * A taken port is said before a minute of building, not after; a server that is just stopping gets a few seconds.
 * The server itself says everything else that is wrong with its settings.
 */
async function checkPort() {
  const port = Number(process.env.PORT?.trim() || 3000);
  const host = process.env.HOST?.trim() || undefined;
  if (!Number.isInteger(port) || port < 1 || port > 65535) return;
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const error = await tryToListen(port, host);
    if (!error) return;
    if (error.code !== "EADDRINUSE" || Date.now() > deadline) refuse(explainListenError(error, port, host));
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

/** The npm that runs us: our parent, or the parent of the shell npm puts between; undefined when there is none. */
function findNpm() {
  if (!process.env.npm_lifecycle_event) return undefined;
  try {
    const command = readFileSync(`/proc/${process.ppid}/cmdline`, "utf8");
    if (!command.includes("start.mjs")) return process.ppid;
    const stat = readFileSync(`/proc/${process.ppid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return process.ppid;
  }
}

/** When the npm that runs us is killed outright, nobody could stop us any more by its name: we stop by ourselves. */
function whenNpmIsGone(stop) {
  const npm = findNpm();
  if (npm === undefined) return () => undefined;
  const identity = processIdentity(npm);
  const timer = setInterval(() => {
    if (processIdentity(npm) !== identity) stop();
  }, lookEveryMs).unref();
  return () => clearInterval(timer);
}

function runServer() {
  // What a message leaves behind is garbage at once: with more room for the young, far less of it is copied about. The room
  // is only taken when it is used.
  const child = spawn(process.execPath, ["--max-semi-space-size=32", "--import", "tsx", "server/index.ts"], {
    // glibc gives every thread an arena of its own and keeps what was freed there: a few to 50 MB of an idle server.
    env: { MALLOC_ARENA_MAX: "2", ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    // The channel carries no messages: its end tells the server that we were killed.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // Ctrl-C reaches the whole group, so the server may hear of it twice; it counts as one.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill("SIGTERM"));
  child.on("error", (error) => refuse(`The server could not be started: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

async function prepareCheckout() {
  // Loaded late, so that an old Node gets as far as being told so.
  const { prepare } = await import("./prepare.mjs");
  // Leaving also ends the program of the step under way.
  const leave = (signal) => process.exit(128 + constants.signals[signal]);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, leave);
  const unwatch = whenNpmIsGone(() => leave("SIGTERM"));
  try {
    await prepare();
  } catch (error) {
    refuse(error.output === undefined ? `${error.stack}` : `${error.message}\n\n${error.output}`);
  }
  unwatch();
  for (const signal of signals) process.off(signal, leave);
}

checkNode();
process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."));
await checkPort();
await prepareCheckout();
runServer();
