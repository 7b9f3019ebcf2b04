/**
 * Everything between a fresh clone and a server that can start: packages, the database client, the built pages.
 * Each step is skipped when what it would make is there and made from the same inputs.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { acquireLock, isRunning, processIdentity } from "./process-lock.mjs";
import { runStep, say, StepFailed } from "./run-step.mjs";
import { fingerprintOf, isInstalled, isStamped, removeStamp, writeStamp } from "./stamps.mjs";

const lockPath = ".cache/start.lock";
const generatedStamp = "prisma/generated/.stamp";
const builtStamp = ".next/.stamp";

/** Files a build of the pages may read. Tests, measurements and papers are none. */
const buildInputs = [
  "app",
  "components",
  "server",
  "prisma",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const notBuilt = /^prisma\/(generated|migrations)$|^server\/(bench|testing|decisions)$|\.test\.tsx?$|\.md$/;

/** Several starts of one checkout take turns; what a killed one left running is ended first. */
async function takeTurn() {
  mkdirSync(".cache", { recursive: true });
  let told = 0;
  for (;;) {
    const lock = acquireLock(lockPath);
    if (lock.isHeld) {
      const orphan = lock.previous?.step;
      if (isRunning(orphan)) {
        say(`Ending process ${orphan.pid}, left over from a start that was cut off`);
        process.kill(orphan.pid, "SIGKILL");
        while (isRunning(orphan)) await delay(20);
      }
      return lock;
    }
    if (Date.now() - told > 5_000) {
      say(`Another start (process ${lock.holder.pid}) is preparing this folder; waiting for it`);
      told = Date.now();
    }
    await delay(100);
  }
}

function npmCommand(args) {
  // Under `npm start` this names the very npm that runs us; it is a script for our own Node.
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js") && script.includes("npm")) return { command: [process.execPath, script, ...args] };
  return { command: ["npm", ...args], shell: process.platform === "win32" };
}

async function install(step) {
  if (isInstalled(".")) return;
  // What a killed npm left may hold half a package that the next one takes for whole: begin from nothing.
  rmSync("node_modules", { recursive: true, force: true });
  // Not `npm ci`: it refuses a lock file written where the registry lacks other platforms' optional packages.
  // Versions are those of the lock file all the same, which --no-save leaves as it is. The build needs what npm calls
  // development packages (types), whatever NODE_ENV says.
  const { command, shell } = npmCommand(["install", "--no-save", "--include=dev", "--no-audit", "--no-fund"]);
  await step("Installing packages (npm install)", command, { shell });
}

async function generate(step) {
  const fingerprint = fingerprintOf(
    ".",
    ["prisma", "prisma.config.ts", "package-lock.json"],
    (path) => !/^prisma\/./.test(path) || path === "prisma/schema.prisma",
  );
  if (isStamped(generatedStamp, fingerprint)) return;
  removeStamp(generatedStamp);
  const command = [process.execPath, "node_modules/prisma/build/index.js", "generate"];
  await step("Generating the database client", command);
  writeStamp(generatedStamp, fingerprint);
}

async function build(step) {
  const fingerprint = fingerprintOf(".", buildInputs, (path) => !notBuilt.test(path));
  if (isStamped(builtStamp, fingerprint)) return;
  const mayBeBroken = existsSync(".next") && !existsSync(builtStamp);
  removeStamp(builtStamp);
  const command = [process.execPath, "node_modules/next/dist/bin/next", "build"];
  const run = () => step("Building the pages (next build)", command, { env: { NODE_ENV: "production" } });
  try {
    await run();
  } catch (error) {
    if (!(error instanceof StepFailed) || !mayBeBroken) throw error;
    // A build that was killed may have left a cache that breaks the next one: once more without it.
    say("  the build failed; once more from nothing, in case an interrupted build left something broken");
    rmSync(".next", { recursive: true, force: true });
    await run();
  }
  writeStamp(builtStamp, fingerprint);
}

/**
 * Brings the checkout (the working folder) to where the server can start, or a tool that needs no pages. Rejects with
 * StepFailed.
 */
export async function prepare({ hasPages = true } = {}) {
  const lock = await takeTurn();
  const step = (label, command, { env = {}, shell = false } = {}) =>
    runStep(label, command, {
      shell,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", ...env },
      onStarted: (pid) => lock.update({ step: { pid, identity: processIdentity(pid) } }),
    });
  try {
    await install(step);
    await generate(step);
    if (hasPages) await build(step);
  } finally {
    lock.release();
  }
}
