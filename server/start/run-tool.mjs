/**
 * Runs one of the project's tools from a fresh clone too: installs packages and makes the database client where they are
 * missing, then becomes `node --import tsx FILE …`. Standard output belongs to the tool. Plain JavaScript, Node's own
 * modules only, since it runs before anything is installed.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { prepare } from "./prepare.mjs";
import { sayTo } from "./run-step.mjs";

const [file, ...args] = process.argv.slice(2);
process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."));
sayTo(process.stderr);
try {
  await prepare({ hasPages: false });
} catch (error) {
  process.stderr.write(`${error.output === undefined ? error.stack : `${error.message}\n\n${error.output}`}\n`);
  process.exit(1);
}
const child = spawn(process.execPath, ["--import", "tsx", file, ...args], { stdio: "inherit" });
// Ctrl-C reaches the whole group; the tool ends itself and we go with it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
