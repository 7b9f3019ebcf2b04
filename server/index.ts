/**
 * The server process: environment → database → Next → HTTP → chat server → listen → orderly stop.
 * Started by `npm start` (server/start/start.mjs) and by `npm run dev`.
 */
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { existsSync, readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { resolve } from "node:path";
import next from "next";
import { describeSignIns, ensureSite, seedDemo, type SignIn } from "#prisma/seed.ts";
import { assertRoutesDeclared } from "./auth/declared-routes.ts";
import { createPeerAddress } from "./auth/peer-address.ts";
import { warmPasswords } from "./auth/passwords.ts";
import { stampRequest } from "./auth/request-stamp.ts";
import { loadSecrets } from "./auth/secrets.ts";
import { socketPrincipals } from "./auth/socket-principals.ts";
import { createAllowedFrames } from "./allowed-frames.ts";
import { createChatServer } from "./create-chat-server.ts";
import { connectWithPatience } from "./database/connect.ts";
import { lockDataFolder, openDataFolder } from "./database/data-folder.ts";
import { startEmbeddedDatabase } from "./database/embedded.ts";
import { applyMigrations } from "./database/migrate.ts";
import { readEnv, type Env } from "./env.ts";
import { applyHeaders } from "./http-headers.ts";
import { createLogger, type Logger } from "./logging.ts";
import { createMediaFolder } from "./media/media-folder.ts";
import { createMeters } from "./metrics/meters.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { connectRedis } from "./realtime/redis.ts";
import { setRunning } from "./running.ts";
import { explainListenError } from "./start/listen-error.mjs";
import { listAddresses, listLimits } from "./start/notices.ts";
import { isPlainError } from "./start/plain-error.ts";
import { onStopRequested } from "./start/stop-signals.ts";
import { openDatabase } from "./store/database.ts";

const root = resolve(import.meta.dirname, "..");
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Long enough for sends in flight and a last decision, short enough for whoever waits for the restart. */
const STOP_WITHIN_MS = 10_000;
/** A line the library would have to guess at may be the first of several: it waits this long for the next. */
const SETTLE_MS = 1_200;

/** How far the process has come, and what has to be ended again, in the reverse order. */
interface Course {
  isReady: boolean;
  isStopping: boolean;
  ends: (() => unknown)[];
}

async function main(): Promise<void> {
  const env = readEnv();
  const log = createLogger(env);
  assertRoutesDeclared(resolve(root, "app"));
  const dataDir = openDataFolder(env.dataDir);
  // Nothing is started yet: whoever is tired of waiting for a database just ends the process.
  if (env.databaseUrl !== undefined)
    await connectWithPatience(env.databaseUrl, {
      onWaiting: (message, waitedMs) => say(`${message} (waiting, ${Math.round(waitedMs / 1_000)} s)`),
    });
  const course: Course = { isReady: false, isStopping: false, ends: [] };
  const starting = start(env, log, dataDir, course);
  onStopRequested((reason) => {
    course.isStopping = true;
    void stop(reason, starting, course, log);
  });
  try {
    await starting;
  } catch (error) {
    // What was under way when it was asked to stop may well fail.
    if (course.isStopping) return;
    explain(error);
    await endAll(course, log);
    process.exit(1);
  }
}

async function stop(reason: string, starting: Promise<void>, course: Course, log: Logger): Promise<void> {
  say(`Stopping (${reason}) …`);
  const late = setTimeout(() => {
    say("Something did not finish in time; stopping anyway. Nothing acknowledged is lost.");
    process.exit(1);
  }, STOP_WITHIN_MS);
  // Half a start cannot be ended: a PostgreSQL that is just coming up would stay behind.
  await starting.catch(() => undefined);
  await endAll(course, log);
  clearTimeout(late);
  say("Stopped.");
  process.exit(0);
}

async function endAll({ ends }: Course, log: Logger): Promise<void> {
  for (const end of ends.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      log.error({ err: error }, "a part of the server did not stop cleanly");
    }
  }
}

async function start(env: Env, log: Logger, dataDir: string, course: Course): Promise<void> {
  const isDev = env.nodeEnv === "development";
  const goOn = () => {
    if (course.isStopping) throw new Error("asked to stop while starting");
  };
  if (env.databaseUrl === undefined) course.ends.push(await lockDataFolder(dataDir));
  const embedded = env.databaseUrl === undefined ? await startEmbeddedDatabase({ dataDir, say }) : null;
  course.ends.push(() => embedded?.stop());
  goOn();
  const url = embedded?.url ?? env.databaseUrl ?? "";
  embedded?.watch((error) => {
    if (error === undefined) log.warn("PostgreSQL had stopped and was started again");
    else log.error({ err: error }, "PostgreSQL has stopped and cannot be started again");
  });

  const migrated = await applyMigrations(url, resolve(root, "prisma/migrations"));
  if (migrated.applied.length > 0) say(`Database: ${migrated.applied.length} migration(s) applied.`);
  const database = openDatabase(url, (error) => log.warn({ err: error }, "an idle database connection was lost"));
  course.ends.push(() => database.close());
  goOn();
  const signInsFile = resolve(dataDir, "sign-ins.txt");
  if (embedded?.wasCreated === true) say("Loading the demo shop …");
  const signIns = embedded === null ? null : await seedDemo(database, { signInsFile });
  const siteId = await ensureSite(database);
  goOn();

  const secrets = loadSecrets(dataDir, env);
  const publicUrl = env.publicUrl ?? `${env.tls === undefined ? "http" : "https"}://localhost:${env.port}`;
  const isSecure = publicUrl.startsWith("https:");

  const web = next({ dev: isDev, dir: root, hostname: env.host ?? "localhost", port: env.port });
  course.ends.push(() => web.close());
  const handle = web.getRequestHandler();
  const frames = createAllowedFrames(database);
  const peerOf = createPeerAddress(env.trustedProxies);
  const listener: RequestListener = (request, response) => {
    stampRequest(request, peerOf);
    if (course.isStopping) response.setHeader("Connection", "close");
    void frames
      .for(request.url ?? "/")
      // The database is away: the chat is then framed by nobody, and says itself what is wrong.
      .catch(() => [])
      .then((framedBy) => {
        applyHeaders(request, response, { isSecure, isDev, framedBy });
        return handle(request, response);
      })
      .catch((error: unknown) => {
        log.error({ err: error }, "a request failed");
        if (!response.headersSent) response.statusCode = 500;
        response.end();
      });
  };
  const http =
    env.tls === undefined
      ? createHttpServer(listener)
      : createHttpsServer({ cert: readFileSync(env.tls.certFile), key: readFileSync(env.tls.keyFile) }, listener);

  const meters = createMeters();
  const redis = env.redisUrl === undefined ? null : connectRedis({ url: env.redisUrl, siteId, log });
  course.ends.push(() => redis?.close());
  const chat = createChatServer({
    http,
    peerOf,
    meters,
    ...(redis === null ? {} : { redis }),
    database,
    siteId,
    publicUrl,
    media: createMediaFolder(dataDir),
    log,
    ...socketPrincipals({ database, secrets, isSecure }),
    isAlone: embedded !== null,
    isAsserting: isDev,
    isDev,
    periods: { settleMs: SETTLE_MS },
  });
  setRunning({
    app: chat.app,
    secrets,
    publicUrl,
    isSecure,
    redis,
    metricsToken: env.metricsToken ?? null,
    meters,
    readMetrics: createMetrics({ ...chat, meters, redis }).read,
    phase: () => (course.isStopping ? "stopping" : course.isReady ? "serving" : "starting"),
  });
  course.ends.push(() => {
    http.closeIdleConnections();
    return chat.stop();
  });

  await Promise.all([web.prepare(), chat.start(), warmPasswords()]);
  goOn();
  await listen(http, env);
  course.isReady = true;
  announce(env, signIns, signInsFile);
}

function listen(
  http: ReturnType<typeof createHttpServer> | ReturnType<typeof createHttpsServer>,
  env: Env,
): Promise<void> {
  return new Promise((done, fail) => {
    http.once("error", (error: NodeJS.ErrnoException) => {
      process.stderr.write(`${explainListenError(error, env.port, env.host)}\n`);
      fail(error);
    });
    // Everybody comes back at once after a restart: more than the usual 511 may knock before the first is let in.
    http.listen({ port: env.port, host: env.host, backlog: 4_096 }, () => done());
  });
}

function announce(env: Env, signIns: readonly SignIn[] | null, signInsFile: string): void {
  const lanAddresses = Object.values(networkInterfaces()).flatMap((each) =>
    (each ?? []).filter((address) => address.family === "IPv4" && !address.internal).map((address) => address.address),
  );
  const reach = {
    publicUrl: env.publicUrl,
    isTls: env.tls !== undefined,
    port: env.port,
    host: env.host,
    lanAddresses,
  };
  const [first = ""] = listAddresses(reach);
  say("");
  say("Answerline is ready.");
  for (const address of listAddresses(reach)) say(`  ${address}`);
  say(`  Customers: ${first}/chat   Staff: ${first}/sign-in`);
  for (const line of listLimits(reach)) say(`  ${line}`);
  if (signIns !== null) say(`\n${describeSignIns(signIns)}`);
  if (existsSync(signInsFile)) say(`  Sign-ins are kept in ${signInsFile}`);
}

/** Says what went wrong: plainly where we know, whole where we do not. */
function explain(error: unknown): void {
  if (isPlainError(error)) process.stderr.write(`${error.message}\n`);
  // What is wrong with the port has been said.
  else if (!(typeof error === "object" && error !== null && "syscall" in error && error.syscall === "listen"))
    console.error(error);
}

main().catch((error: unknown) => {
  explain(error);
  process.exit(1);
});
