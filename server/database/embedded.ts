/**
 * The embedded PostgreSQL of a data folder, from nothing to a connection string.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { PlainError } from "#server/start/plain-error.ts";
import { findBinaries } from "./binaries.ts";
import { embeddedDatabase, embeddedUrl, ensureCluster } from "./cluster.ts";
import { canEnter, chooseDatabaseUser } from "./database-user.ts";
import { isErrno, readIfThere, writeAtomically } from "./files.ts";
import { ensureRunning, type Installation, isServerRunning, lastPort, stopServer } from "./postmaster.ts";

export interface EmbeddedOptions {
  /** A folder that `openDataFolder` returned and, in the product, `lockDataFolder` holds. */
  dataDir: string;
  /** Lines for the person who starts the server. */
  say?: (line: string) => void;
  /** Where the cluster goes when we are root and the database's user cannot enter the data folder. */
  elsewhere?: string;
  /** Settings of postgresql.conf that differ from the product's (tests). */
  settings?: Record<string, string>;
}

export interface EmbeddedDatabase {
  /** Connection string of our database in it. */
  url: string;
  port: number;
  /** True when a server left by a killed Answerline was found running. */
  wasAdopted: boolean;
  /** True when the cluster was made by this call. */
  wasCreated: boolean;
  /** Restarts the server, on the same port, when it dies under us. Ends with `stop`. */
  watch(onRestart: (error?: unknown) => void): void;
  /** Orderly stop; call it last. */
  stop(): Promise<void>;
}

const watchEveryMs = 1_000;

/** What `postgres.json` in the data folder says. */
interface Note {
  /** The home of the cluster when it is not `postgres` in the data folder itself. */
  elsewhere?: string;
  port: number;
}

function readNote(dataDir: string): Note | undefined {
  const text = readIfThere(join(dataDir, "postgres.json"));
  return text === undefined ? undefined : (JSON.parse(text) as Note);
}

function writeNote(dataDir: string, note: Note): void {
  writeAtomically(join(dataDir, "postgres.json"), `${JSON.stringify(note)}\n`);
}

/**
 * Where the cluster lives if not inside the data folder: when we are root and the unprivileged user PostgreSQL must
 * run as cannot reach it there (a checkout below /root, or in a folder of mode 700). The place is noted before it is
 * used, and its name is random: a data folder made anew never finds the database of the one before.
 */
function chooseElsewhere(dataDir: string, elsewhere: string): string | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const note = readNote(dataDir);
  if (note?.elsewhere) return note.elsewhere;
  chmodSync(dataDir, 0o711);
  const user = chooseDatabaseUser(join(dataDir, "postgres"));
  if (canEnter(user, dataDir)) return undefined;
  if (note)
    throw new PlainError(
      `The database in ${dataDir} runs as user ${user.uid}, who can no longer enter that folder. ` +
        "Allow others to pass through the folders above it (chmod o+x), or move it to where they can.",
    );
  const home = join(elsewhere, randomBytes(6).toString("hex"));
  writeNote(dataDir, { elsewhere: home, port: 0 });
  return home;
}

/** Starts or adopts the embedded PostgreSQL of a data folder; PlainError says what stands in the way. */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const say = options.say ?? (() => undefined);
  const dataDir = realpathSync(options.dataDir);
  const common = options.elsewhere ?? "/var/lib/answerline";
  const elsewhere = chooseElsewhere(dataDir, common);
  if (elsewhere) {
    say(`PostgreSQL does not run as root, and other users cannot enter ${dataDir}: the database is in ${elsewhere}.`);
    mkdirSync(common, { recursive: true, mode: 0o755 });
  }
  const home = elsewhere ?? join(dataDir, "postgres");
  const user = chooseDatabaseUser(home);
  const binaries = findBinaries(user, elsewhere ? common : dataDir);
  const wasCreated = await ensureCluster(home, binaries, user);
  const cluster = join(realpathSync(home), "cluster");
  const installation: Installation = { cluster, binaries, user, overrides: options.settings };

  let running = await ensureRunning(installation, lastPort(cluster));
  let version = await prepareDatabase(cluster, running.port);
  if (running.wasAdopted && version !== binaries.version) {
    say(`The running database is PostgreSQL ${version}, this release carries ${binaries.version}: restarting it.`);
    await stopServer(installation);
    running = await ensureRunning(installation, running.port);
    version = await prepareDatabase(cluster, running.port);
  }
  const { port } = running;
  writeNote(dataDir, { ...(elsewhere ? { elsewhere } : {}), port });

  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  let restarting: Promise<void> | undefined;
  return {
    url: embeddedUrl(cluster, port, embeddedDatabase),
    port,
    wasAdopted: running.wasAdopted,
    wasCreated,
    watch(onRestart) {
      timer = setInterval(() => {
        if (isStopping || restarting || isServerRunning(cluster)) return;
        restarting = ensureRunning(installation, port)
          .then(() => onRestart(), onRestart)
          .finally(() => (restarting = undefined));
      }, watchEveryMs).unref();
    },
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await restarting;
      await stopServer(installation);
    },
  };
}

/** What PostgreSQL says when another session has made a database of this name, before us or at the same moment. */
const isMadeByAnother = (error: unknown): boolean => isErrno(error, "42P04", "23505");

/**
 * Makes our database if it is not there yet (being killed after initdb leaves a cluster without it). The session of a
 * starter that was killed may still be making it: ours then waits for that one's end, and is told that it is there.
 */
async function prepareDatabase(cluster: string, port: number): Promise<string> {
  const client = new pg.Client({ connectionString: embeddedUrl(cluster, port, "postgres") });
  await client.connect();
  try {
    const found = await client.query<{ version: string; has: boolean }>(
      `SELECT split_part(current_setting('server_version'), ' ', 1) AS version,
              EXISTS (SELECT 1 FROM pg_database WHERE datname = $1) AS has`,
      [embeddedDatabase],
    );
    if (!found.rows[0]?.has)
      await client.query(`CREATE DATABASE ${embeddedDatabase}`).catch((error: unknown) => {
        if (!isMadeByAnother(error)) throw error;
      });
    return found.rows[0]?.version ?? "";
  } finally {
    await client.end();
  }
}

/**
 * The connection string of a data folder's embedded database while it runs, for commands beside the server
 * (`npm run verify`); undefined when it does not run.
 */
export function findEmbeddedUrl(dataDir: string): string | undefined {
  const note = readNote(dataDir);
  if (!note) return undefined;
  const home = note.elsewhere ?? join(dataDir, "postgres");
  if (!existsSync(home)) return undefined;
  const cluster = join(realpathSync(home), "cluster");
  return isServerRunning(cluster) ? embeddedUrl(cluster, note.port, embeddedDatabase) : undefined;
}
