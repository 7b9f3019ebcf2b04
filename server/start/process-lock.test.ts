import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeTemporaryFolder, type TemporaryFolder } from "#server/testing/temporary-folder.ts";
import { acquireLock, isRunning, processIdentity } from "./process-lock.mjs";

let folder: TemporaryFolder;
beforeEach(() => void (folder = makeTemporaryFolder()));
afterEach(() => folder.remove());

const module = join(import.meta.dirname, "process-lock.mjs");
const holdForever = (path: string) =>
  `import(${JSON.stringify(module)}).then(({ acquireLock }) => {
     const lock = acquireLock(${JSON.stringify(path)});
     console.log(lock.isHeld ? "held" : "refused " + lock.holder.pid);
     if (lock.isHeld) setInterval(() => undefined, 1000);
   })`;

it("is refused while its holder lives, and taken over once it was killed", async () => {
  const path = join(folder.path, "lock");
  const holder = spawn(process.execPath, ["-e", holdForever(path)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  expect(acquireLock(path)).toMatchObject({ isHeld: false, holder: { pid: holder.pid } });
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const lock = acquireLock(path);
  expect(lock).toMatchObject({ isHeld: true, previous: { pid: holder.pid } });
  if (lock.isHeld) lock.release();
  expect(existsSync(path)).toBe(false);
});

it("is refused to the process that holds it", () => {
  const path = join(folder.path, "lock");
  const first = acquireLock(path);
  expect(first.isHeld).toBe(true);
  expect(acquireLock(path)).toMatchObject({ isHeld: false, holder: { pid: process.pid } });
  if (first.isHeld) first.release();
  const again = acquireLock(path);
  expect(again.isHeld).toBe(true);
  if (again.isHeld) again.release();
});

it.each([
  ["a number somebody else has now", JSON.stringify({ pid: process.ppid, identity: "another boot:1" })],
  ["our own number from before a restart", JSON.stringify({ pid: process.pid, identity: "another boot:1" })],
  ["half a file", '{"pid":'],
  ["an empty file", ""],
])("is taken over from %s", (_, text) => {
  const path = join(folder.path, "lock");
  writeFileSync(path, text);
  const lock = acquireLock(path);
  expect(lock.isHeld).toBe(true);
  if (lock.isHeld) lock.release();
});

it("goes to exactly one of several that find it stale at once", async () => {
  const path = join(folder.path, "lock");
  writeFileSync(path, JSON.stringify({ pid: 2 ** 22 + 1, identity: "gone" }));
  const rivals = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ["-e", holdForever(path)], { stdio: ["ignore", "pipe", "inherit"] }),
  );
  const answers = await Promise.all(rivals.map(async (rival) => String((await once(rival.stdout, "data"))[0]).trim()));
  for (const rival of rivals) rival.kill("SIGKILL");
  expect(answers.filter((answer) => answer === "held")).toHaveLength(1);
});

it("keeps what the holder noted for whoever takes over", () => {
  const path = join(folder.path, "lock");
  const note = `const lock = m.acquireLock(${JSON.stringify(path)}); lock.update({ step: { pid: 7 } });`;
  spawnSync(process.execPath, ["-e", `import(${JSON.stringify(module)}).then((m) => { ${note} })`]);
  const lock = acquireLock<{ step: { pid: number } }>(path);
  expect(lock.isHeld && lock.previous?.step).toEqual({ pid: 7 });
  if (lock.isHeld) lock.release();
});

it("tells a running process from one that is gone", () => {
  expect(isRunning({ pid: process.pid, identity: processIdentity(process.pid) })).toBe(true);
  const gone = spawnSync(process.execPath, ["-e", ""]);
  expect(processIdentity(gone.pid)).toBeNull();
  expect(isRunning({ pid: process.pid, identity: "earlier" })).toBe(false);
  expect(isRunning(null)).toBe(false);
});
