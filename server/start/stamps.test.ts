import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTemporaryFolder, type TemporaryFolder } from "#server/testing/temporary-folder.ts";
import { fingerprintOf, isInstalled, isStamped, removeStamp, writeStamp } from "./stamps.mjs";

let folder: TemporaryFolder;
const write = (path: string, text: string) => {
  mkdirSync(join(folder.path, path, ".."), { recursive: true });
  writeFileSync(join(folder.path, path), text);
};
beforeEach(() => void (folder = makeTemporaryFolder()));
afterEach(() => folder.remove());

describe("fingerprintOf", () => {
  const print = () => fingerprintOf(folder.path, ["app", "tsconfig.json"], (path) => !path.endsWith(".test.ts"));
  beforeEach(() => {
    write("app/page.tsx", "one");
    write("app/deep/route.ts", "two");
    write("tsconfig.json", "{}");
  });

  it("changes with a content, a name, a new file and a missing one, and with nothing else", () => {
    const first = print();
    write("app/page.test.ts", "not an input");
    write("other/file.ts", "not an input");
    expect(print()).toBe(first);
    write("app/page.tsx", "One");
    const changed = print();
    expect(changed).not.toBe(first);
    renameSync(join(folder.path, "app/page.tsx"), join(folder.path, "app/pager.tsx"));
    expect(print()).not.toBe(changed);
    rmSync(join(folder.path, "tsconfig.json"));
    expect(new Set([first, changed, print()]).size).toBe(3);
  });

  it("does not take a moved line for the same", () => {
    write("app/a.ts", "x");
    write("app/b.ts", "yz");
    const first = print();
    write("app/a.ts", "xy");
    write("app/b.ts", "z");
    expect(print()).not.toBe(first);
  });
});

it("a stamp holds for its inputs until it is removed", () => {
  const path = join(folder.path, "stamp");
  expect(isStamped(path, "a")).toBe(false);
  writeStamp(path, "a");
  expect([isStamped(path, "a"), isStamped(path, "b")]).toEqual([true, false]);
  removeStamp(path);
  expect(isStamped(path, "a")).toBe(false);
});

describe("isInstalled", () => {
  const next = { version: "16.0.0", integrity: "sha512-n" };
  const lock = (packages: object) => write("package-lock.json", JSON.stringify({ packages: { "": {}, ...packages } }));
  const manifest = (packages: object) => write("node_modules/.package-lock.json", JSON.stringify({ packages }));

  it("needs npm's own list, which it writes last", () => {
    lock({ "node_modules/next": next });
    write("node_modules/next/package.json", "{}");
    expect(isInstalled(folder.path)).toBe(false);
    manifest({ "node_modules/next": next });
    expect(isInstalled(folder.path)).toBe(true);
  });

  it("notices a changed version, a missing package and half a list", () => {
    lock({ "node_modules/next": { ...next, version: "16.0.1" } });
    manifest({ "node_modules/next": next });
    expect(isInstalled(folder.path)).toBe(false);
    lock({ "node_modules/next": next, "node_modules/zod": next });
    expect(isInstalled(folder.path)).toBe(false);
    write("node_modules/.package-lock.json", '{"packages":');
    expect(isInstalled(folder.path)).toBe(false);
  });

  it("does not miss what belongs to other platforms", () => {
    lock({ "node_modules/next": next, "node_modules/swc-win32": { ...next, optional: true } });
    manifest({ "node_modules/next": next });
    expect(isInstalled(folder.path)).toBe(true);
  });
});
