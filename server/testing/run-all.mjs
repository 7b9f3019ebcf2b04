/**
 * `npm test`: everything CI runs, on a fresh clone too: packages, generated client, types, lint, format, unit and property
 * tests on real PostgreSQL, the production build, and journeys in a real browser. Says what it does and how long each
 * step took, and ends with one line of counts. Plain JavaScript, since it may run before anything is installed.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { ensureRedis } from "./redis-server.mjs";

const root = resolve(import.meta.dirname, "../..");
const reports = mkdtempSync(join(tmpdir(), "answerline-test-"));
const bin = (name) => join(root, "node_modules/.bin", name);
const counts = { passed: 0, failed: 0 };
const failures = [];

function run(command, args, env = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
    child.once("error", (error) => {
      console.error(error.message);
      done(1);
    });
    child.once("exit", (code) => done(code ?? 1));
  });
}

async function step(name, work) {
  console.log(`\n▸ ${name}`);
  const began = performance.now();
  const code = await work();
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${took} s)`);
  if (code !== 0) failures.push(name);
  return code === 0;
}

function readReport(file) {
  const path = join(reports, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function countVitest() {
  const report = readReport("unit.json");
  if (report === null) return;
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests;
}

function countJourneys() {
  const report = readReport("journeys.json");
  if (report === null) return;
  counts.passed += report.stats.expected;
  counts.failed += report.stats.unexpected + report.stats.flaky;
}

const only = process.argv.slice(2);
const wants = (name) => only.length === 0 || only.includes(name);

if (!existsSync(bin("vitest"))) {
  await step("Install packages", () => run("npm", ["install", "--no-save", "--include=dev", "--no-progress"]));
}
await step("Generate the database client", () => run(bin("prisma"), ["generate", "--no-hints"]));
if (wants("check")) {
  await step("Types", () => run(bin("tsc"), ["--noEmit", "-p", "."]));
  await step("Lint", () => run(bin("oxlint"), ["--type-aware"]));
  await step("Format", () => run(bin("biome"), ["format"]));
}
if (wants("unit")) {
  const out = join(reports, "unit.json");
  if (!ensureRedis(console.log)) failures.push("Redis");
  await step("Unit, property, store and socket tests", () =>
    run(bin("vitest"), ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${out}`]),
  );
  countVitest();
}
if (wants("journeys")) {
  const browser = ensureBrowser(console.log);
  if (browser === null) {
    failures.push("Browser");
  } else if (
    await step("Production build", () =>
      run(bin("next"), ["build"], { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
    )
  ) {
    const env = { ANSWERLINE_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "journeys.json") };
    await step("Journeys and refusals in a browser", () =>
      run(bin("playwright"), ["test", "--reporter=list,json"], env),
    );
    countJourneys();
  }
}
rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) console.log(`\nNot passed: ${failures.join(", ")}`);
// A step that failed without a failing test in it (types, lint, build) counts as one.
const failed = Math.max(counts.failed, failures.length);
console.log(`\n${counts.passed} passed, ${failed} failed`);
process.exit(failed === 0 && counts.passed > 0 ? 0 : 1);
