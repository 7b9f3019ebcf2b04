/**
 * The start program in a small checkout of its own: real npm rules and stamps, stand-ins for what takes minutes.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makeTemporaryFolder, type TemporaryFolder } from "#server/testing/temporary-folder.ts";

let folder: TemporaryFolder;
let children: ChildProcess[];
const inside = (path: string) => join(folder.path, path);
const write = (path: string, text: string) => {
  mkdirSync(join(inside(path), ".."), { recursive: true });
  writeFileSync(inside(path), text);
};
/** What the stand-ins wrote down, one word a run. */
const ran = () => (existsSync(inside("ran")) ? readFileSync(inside("ran"), "utf8").trim().split("\n") : []);

const note = (word: string) => `require("fs").appendFileSync("ran", "${word}\\n");`;
const quickBuild = `${note("build")} require("fs").mkdirSync(".next", { recursive: true });`;

beforeEach(() => {
  folder = makeTemporaryFolder();
  children = [];
  cpSync(import.meta.dirname, inside("server/start"), { recursive: true });
  write("package.json", JSON.stringify({ type: "module" }));
  write("package-lock.json", JSON.stringify({ packages: { "": {} } }));
  write("node_modules/.package-lock.json", JSON.stringify({ packages: {} }));
  symlinkSync(resolve(import.meta.dirname, "../../node_modules/tsx"), inside("node_modules/tsx"));
  write("node_modules/prisma/build/package.json", "{}");
  write(
    "node_modules/prisma/build/index.js",
    `${note("generate")} require("fs").mkdirSync("prisma/generated", { recursive: true });`,
  );
  write("node_modules/next/dist/package.json", "{}");
  write("node_modules/next/dist/bin/next", quickBuild);
  write("app/page.tsx", "one");
  write("prisma/schema.prisma", "one");
  write(
    "server/index.ts",
    `process.on("SIGTERM", () => process.exit(7)); setInterval(() => undefined, 1000); console.log("serving");`,
  );
});

afterEach(async () => {
  for (const child of children.filter((one) => one.exitCode === null && one.signalCode === null)) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  folder.remove();
});

interface Started {
  child: ChildProcess;
  output(): string;
  said(text: string): Promise<void>;
}

function start(env: Record<string, string> = {}): Started {
  // PORT=0: no port is looked at. Nothing of the npm that runs these tests.
  const child = spawn(process.execPath, [inside("server/start/start.mjs")], {
    env: { PATH: process.env["PATH"] ?? "", PORT: "0", NODE_ENV: "test", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk));
  const said = (text: string) =>
    vi.waitFor(() => expect(output).toContain(text), { timeout: 10_000, interval: 10 }) as Promise<void>;
  return { child, output: () => output, said };
}

async function startAndStop(): Promise<unknown> {
  const { child, said } = start();
  await said("serving");
  child.kill("SIGTERM");
  const [code] = await once(child, "exit");
  return code;
}

it("prepares once, and again only what changed; the server's exit code is its own", async () => {
  expect(await startAndStop()).toBe(7);
  expect(ran()).toEqual(["generate", "build"]);
  await startAndStop();
  expect(ran()).toHaveLength(2);
  write("app/page.tsx", "two");
  await startAndStop();
  expect(ran().slice(2)).toEqual(["build"]);
  write("prisma/schema.prisma", "two");
  await startAndStop();
  expect(ran().slice(3)).toEqual(["generate", "build"]);
  rmSync(inside(".next"), { recursive: true });
  await startAndStop();
  expect(ran().slice(5)).toEqual(["build"]);
});

it("does again what was killed half-way, and ends what the killed one left running", async () => {
  write("node_modules/next/dist/bin/next", `${note("half")} setInterval(() => undefined, 1000);`);
  const first = start();
  await vi.waitFor(() => expect(ran()).toContain("half"), { timeout: 10_000, interval: 10 });
  first.child.kill("SIGKILL");
  await once(first.child, "exit");
  write("node_modules/next/dist/bin/next", quickBuild);
  const second = start();
  await second.said("serving");
  expect(second.output()).toContain("left over from a start that was cut off");
  expect(ran()).toEqual(["generate", "half", "build"]);
});

it("builds once more from nothing when an interrupted build may have left something broken", async () => {
  write(".next/cache/half", "");
  const failing = `if (require("fs").existsSync(".next/cache/half")) process.exit(1); ${quickBuild}`;
  write("node_modules/next/dist/bin/next", failing);
  await startAndStop();
  expect(ran()).toEqual(["generate", "build"]);
});

it("shows the end of what a failed step printed, and leaves", async () => {
  write("node_modules/next/dist/bin/next", `console.log("app/page.tsx: no such thing"); process.exit(1);`);
  const { child, output } = start();
  const [code] = await once(child, "close");
  expect(code).toBe(1);
  expect(output()).toMatch(/Building the pages .* failed \(exit code 1\)[^]*no such thing/);
});

it("says that the port is taken before it builds anything", async () => {
  const taken: Server = createServer();
  await new Promise<void>((listening) => taken.listen(0, listening));
  const { port } = taken.address() as AddressInfo;
  const { child, output } = start({ PORT: String(port) });
  const [code] = await once(child, "close");
  taken.close();
  expect(code).toBe(1);
  expect(output()).toContain(`Port ${port} is taken by another program`);
  expect(ran()).toEqual([]);
});
