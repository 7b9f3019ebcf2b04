/**
 * One node of a chaos run: a process like `server/index.ts` without the pages, that serves sockets on its port until it is
 * told to stop (SIGTERM) or killed. Started by `chaos-node.ts`.
 */
import { createServer } from "node:http";
import { resolve } from "node:path";
import { socketPrincipals } from "#server/auth/socket-principals.ts";
import { createChatServer, type ChatServer, type ChatServerOptions } from "#server/create-chat-server.ts";
import { connectWithPatience } from "#server/database/connect.ts";
import { applyMigrations } from "#server/database/migrate.ts";
import { createLogger } from "#server/logging.ts";
import { createMediaFolder } from "#server/media/media-folder.ts";
import { connectRedis } from "#server/realtime/redis.ts";
import { seeded } from "#server/routing/random-shop.ts";
import { snapshotRows } from "#server/routing/rows.ts";
import { onStopRequested } from "#server/start/stop-signals.ts";
import { openDatabase } from "#server/store/database.ts";
import type { Send } from "#server/store/message-log.ts";
import { testSecrets } from "#server/testing/chat-shop.ts";
import { dropPublishes } from "./drop-publishes.ts";
import { createFailpoints } from "./failpoints.ts";
import type { NodeOptions, Order, Report } from "./orders.ts";
import type { Plant } from "./plants/plant.ts";
import { plants } from "./plants/plants.ts";

/** As in the product. */
const STOP_WITHIN_MS = 10_000;
const migrations = resolve(import.meta.dirname, "../../../../prisma/migrations");

const options = JSON.parse(process.argv[2] ?? "{}") as NodeOptions;
const say = (line: string) => void process.stderr.write(`${line}\n`);
const report = (what: Report, onSent?: () => void): void => {
  if (process.connected) process.send?.(what, undefined, undefined, () => onSent?.());
};
let chat: ChatServer | null = null;
/** What has to be ended again, in the reverse order. */
const ends: (() => unknown)[] = [];

/** The senders' connections end as a broken line ends them: nothing that is still to be said reaches them. */
function cutAuthors(sends: readonly Send[]): void {
  for (const { authorKind, authorId } of sends) {
    const isStaff = authorKind === "agent";
    const room = chat?.io.of(isStaff ? "/agent" : "/customer");
    for (const id of room?.adapter.rooms.get(`${isStaff ? "staff" : "customer"}:${authorId}`) ?? [])
      room?.sockets.get(id)?.conn.close(true);
  }
}

const { failpoints, arm } = createFailpoints({
  rates: options.rates,
  random: seeded(options.seed),
  report,
  cutAuthors,
});

/** Dropping comes nearest to the sockets, so that a plant around it is not undone. */
function aroundOf(plant: Plant): ChatServerOptions["around"] {
  if (!options.dropPublishes) return plant.around;
  return {
    ...plant.around,
    publish: (real) => {
      const dropping = dropPublishes(real);
      return plant.around?.publish?.(dropping) ?? dropping;
    },
  };
}

async function start(): Promise<void> {
  const log = createLogger({ logLevel: "warn" }, { write: (line: string) => void process.stderr.write(line) });
  await connectWithPatience(options.databaseUrl, {
    onWaiting: (message, waitedMs) => say(`${message} (waiting, ${Math.round(waitedMs / 1_000)} s)`),
  });
  await applyMigrations(options.databaseUrl, migrations);
  const database = openDatabase(options.databaseUrl, (error) =>
    log.warn({ err: error }, "an idle database connection was lost"),
  );
  ends.push(() => database.close());
  const redis = options.redisUrl === null ? null : connectRedis({ url: options.redisUrl, siteId: options.siteId, log });
  ends.push(() => redis?.close());
  const http = createServer((_request, response) => response.writeHead(404).end());
  const plant = options.plant === null ? {} : plants[options.plant](database);
  const around = aroundOf(plant);
  chat = createChatServer({
    http,
    database,
    siteId: options.siteId,
    publicUrl: `http://127.0.0.1:${options.port}`,
    media: createMediaFolder(options.mediaFolder),
    log,
    ...socketPrincipals({ database, secrets: testSecrets, isSecure: false }),
    isAlone: options.isAlone,
    // A planted rule breaks invariants on purpose: the checker has to find it, not the assertion.
    isAsserting: options.plant !== "forget-seat",
    limitsFactor: 100,
    failpoints,
    ...(redis === null ? {} : { redis }),
    ...(around === undefined ? {} : { around }),
    ...(plant.step === undefined ? {} : { step: plant.step }),
  });
  const { stop } = chat;
  ends.push(() => {
    http.closeIdleConnections();
    return stop();
  });
  await chat.start();
  await new Promise<void>((done, fail) => {
    http.once("error", fail);
    http.listen({ port: options.port, host: "127.0.0.1" }, () => done());
  });
  report({ kind: "listening" });
}

async function stop(): Promise<void> {
  const late = setTimeout(() => {
    say("Something did not finish in time; stopping anyway.");
    process.exit(1);
  }, STOP_WITHIN_MS);
  await starting.catch(() => undefined);
  for (const end of ends.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      say(`a part of the node did not stop cleanly: ${String(error)}`);
    }
  }
  clearTimeout(late);
  process.exit(0);
}

async function look(id: number): Promise<void> {
  try {
    if (chat === null) throw new Error("not open yet");
    const { dispatcher } = chat.app;
    await dispatcher.catchUp();
    report({ kind: "looked", id, rows: snapshotRows(dispatcher.state) });
  } catch (error) {
    report({ kind: "blind", id, message: String(error) });
  }
}

process.on("message", (order: Order) => {
  if (order.kind === "arm") arm(order.rates);
  else void look(order.id);
});
const starting = start();
let isStopping = false;
onStopRequested(() => {
  isStopping = true;
  void stop();
});
starting.catch((error: unknown) => {
  if (isStopping) return;
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
