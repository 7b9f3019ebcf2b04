/**
 * The cluster: the folder PostgreSQL keeps its data in, made once, and the settings it is run with.
 * Layout of a home: `cluster/` (PGDATA, with our password inside so that both travel together) and `postgres.log`.
 */
import { randomBytes, randomUUID } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { PlainError } from "#server/start/plain-error.ts";
import type { Binaries } from "./binaries.ts";
import type { DatabaseUser } from "./database-user.ts";
import { readIfThere } from "./files.ts";
import { runProgram } from "./run-program.ts";

/** The one role of the embedded server, and the name of our database in it. */
export const embeddedRole = "answerline";
export const embeddedDatabase = "answerline";

const passwordFile = "answerline-password";
const draftPrefix = "cluster-draft-";

/** Small when idle; nothing that trades durability away. */
const settings: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "64MB",
  huge_pages: "off",
  io_method: "sync",
  max_parallel_workers_per_gather: "0",
  // In the cluster's own folder: nothing is left in /dev/shm by a kill, and a container's may be tiny.
  dynamic_shared_memory_type: "mmap",
  jit: "off",
  // One server without standbys: less written per commit, still crash-safe.
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  min_wal_size: "32MB",
  max_wal_size: "512MB",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  timezone: "UTC",
  log_timezone: "UTC",
  password_encryption: "scram-sha-256",
  log_line_prefix: "%m [%p] ",
  log_checkpoints: "off",
  // A failed statement would quote its text, and with it what people wrote, into the log.
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/**
 * Makes the cluster if the home has none; true when it was made now.
 * It is made under a draft name and renamed when complete, so being killed half-way leaves only a draft, and an
 * initdb that outlives us cannot meet the next one.
 */
export async function ensureCluster(home: string, binaries: Binaries, user: DatabaseUser): Promise<boolean> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) chownSync(home, user.uid, user.gid ?? user.uid);
  removeDrafts(home);
  const cluster = join(home, "cluster");
  if (existsSync(cluster)) {
    refuseOtherMajor(cluster, binaries);
    return false;
  }
  const draft = join(home, draftPrefix + randomUUID());
  const passwordDraft = `${draft}-password`;
  const password = randomBytes(24).toString("base64url");
  writePrivately(passwordDraft, password, user);
  const run = await runProgram(
    binaries.initdb,
    [
      "--pgdata",
      draft,
      "--username",
      embeddedRole,
      "--pwfile",
      passwordDraft,
      "--auth",
      "scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ],
    user,
    home,
  );
  if (run.status !== 0) {
    rmSync(passwordDraft, { force: true });
    throw new PlainError(`PostgreSQL could not make its folder in ${home}:\n${run.output}`);
  }
  renameSync(passwordDraft, join(draft, passwordFile));
  renameSync(draft, cluster);
  return true;
}

function removeDrafts(home: string): void {
  for (const name of readdirSync(home).filter((name) => name.startsWith(draftPrefix))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true });
    } catch {
      // An initdb that outlived its starter is still writing there; the next start removes it.
    }
  }
}

function refuseOtherMajor(cluster: string, binaries: Binaries): void {
  const major = readIfThere(join(cluster, "PG_VERSION"))?.trim();
  const ours = binaries.version.split(".")[0];
  if (major === ours) return;
  throw new PlainError(
    major
      ? `The database in ${cluster} was made by PostgreSQL ${major}; this Answerline carries PostgreSQL ${ours}. ` +
          "Nothing was changed. Start it with the Answerline it came from, export there, and import here."
      : `The folder ${cluster} is not a PostgreSQL database (it has no PG_VERSION). Nothing was changed.`,
  );
}

/** Writes the whole settings file, so that what runs is what this release says. */
export function writeSettings(
  cluster: string,
  port: number,
  user: DatabaseUser,
  overrides: Record<string, string> = {},
): void {
  const all = { ...settings, ...overrides, port: String(port) };
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value}'`);
  const text = `# Written by Answerline at every start; changes are lost.\n${lines.join("\n")}\n`;
  const draft = join(cluster, "postgresql.conf.draft");
  writePrivately(draft, text, user);
  renameSync(draft, join(cluster, "postgresql.conf"));
}

export function embeddedUrl(cluster: string, port: number, database: string): string {
  const password = readFileSync(join(cluster, passwordFile), "utf8").trim();
  return `postgresql://${embeddedRole}:${password}@127.0.0.1:${port}/${database}`;
}

function writePrivately(path: string, text: string, user: DatabaseUser): void {
  writeFileSync(path, text, { mode: 0o600, flush: true });
  if (user.uid !== undefined) chownSync(path, user.uid, user.gid ?? user.uid);
}
