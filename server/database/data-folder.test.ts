import { chownSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeTemporaryFolder, type TemporaryFolder } from "#server/testing/temporary-folder.ts";
import { lockDataFolder, openDataFolder } from "./data-folder.ts";

let folder: TemporaryFolder;
let data: string;
beforeEach(() => {
  folder = makeTemporaryFolder();
  data = join(folder.path, "deep", "data");
});
afterEach(() => folder.remove());

const isRoot = process.getuid?.() === 0;

describe("openDataFolder", () => {
  it("makes a private folder and opens it again", () => {
    openDataFolder(data);
    expect(statSync(data).mode & 0o777).toBe(0o700);
    expect(openDataFolder(data)).toBe(data);
  });

  it("takes an empty folder that is there, as a mount leaves it", () => {
    mkdirSync(join(data, "lost+found"), { recursive: true });
    expect(openDataFolder(data)).toBe(data);
  });

  it("refuses a folder full of something else", () => {
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, "holiday.jpg"), "");
    expect(() => openDataFolder(data)).toThrow(/holds other things \(holiday\.jpg\)/);
  });

  it("refuses a file", () => {
    writeFileSync(join(folder.path, "file"), "");
    expect(() => openDataFolder(join(folder.path, "file"))).toThrow(/is not a folder/);
  });

  it.runIf(isRoot)("refuses a folder that another user made", () => {
    openDataFolder(data);
    chownSync(join(data, "answerline.json"), 4242, 4242);
    expect(() => openDataFolder(data)).toThrow(/belongs to user 4242; this server runs as user 0/);
  });
});

describe("lockDataFolder", () => {
  it("refuses a second server and names the first", async () => {
    openDataFolder(data);
    const release = await lockDataFolder(data);
    await expect(lockDataFolder(data, 0)).rejects.toThrow(`used by a running server (process ${process.pid})`);
    release();
    (await lockDataFolder(data, 0))();
  });

  it("waits for one that is just stopping", async () => {
    openDataFolder(data);
    const release = await lockDataFolder(data);
    const second = lockDataFolder(data);
    release();
    (await second)();
  });
});
