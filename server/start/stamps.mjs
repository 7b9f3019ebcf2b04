/**
 * What was prepared from which inputs. A stamp is removed before its step begins and written, in one move, after it
 * ended: whatever is killed half-way is done again.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

export function isStamped(path, fingerprint) {
  return readText(path) === fingerprint;
}

export function removeStamp(path) {
  rmSync(path, { force: true });
}

export function writeStamp(path, fingerprint) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, fingerprint, { flush: true });
  renameSync(draft, path);
}

/**
 * A hash over the names and contents of files, in a fixed order. Missing ones count as missing.
 * @param isInput told each path below `root`; false leaves the file, or the whole folder, out
 */
export function fingerprintOf(root, paths, isInput = () => true) {
  const hash = createHash("sha256");
  const visit = (path, entry) => {
    if (!isInput(path)) return;
    if (entry.isDirectory()) {
      const entries = readdirSync(join(root, path), { withFileTypes: true });
      for (const inner of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) visit(`${path}/${inner.name}`, inner);
    } else if (entry.isFile()) {
      const content = readFileSync(join(root, path));
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  };
  const top = new Map(readdirSync(root, { withFileTypes: true }).map((entry) => [entry.name, entry]));
  for (const path of paths) {
    const entry = top.get(path);
    if (entry) visit(path, entry);
    else hash.update(`${path}\0missing\0`);
  }
  return hash.digest("hex");
}

/**
 * Is what package-lock.json asks for installed, whole? npm writes node_modules/.package-lock.json as its last act,
 * so a half-finished install has none, or that of before. Optional packages may be missing: other platforms' are.
 */
export function isInstalled(root) {
  const lockText = readText(join(root, "package-lock.json"));
  const manifest = readText(join(root, "node_modules/.package-lock.json"));
  if (lockText === null) return existsSync(join(root, "node_modules/.package-lock.json"));
  if (manifest === null) return false;
  try {
    const wanted = JSON.parse(lockText).packages;
    const present = JSON.parse(manifest).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === "") return true;
      const found = present[path];
      if (!found) return Boolean(entry.optional || entry.devOptional);
      return found.version === entry.version && found.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}
