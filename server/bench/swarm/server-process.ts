/**
 * The chat server as in production, in a process of its own that can be measured and killed: `createChatServer` on a
 * given database, no assertions, real credentials, no Next beside it. Started by `start-server.ts`.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { socketPrincipals } from "#server/auth/socket-principals.ts";
import { createChatServer } from "#server/create-chat-server.ts";
import { createLogger } from "#server/logging.ts";
import { createMediaFolder } from "#server/media/media-folder.ts";
import { openDatabase } from "#server/store/database.ts";
import { testSecrets } from "#server/testing/chat-shop.ts";
import { makeTemporaryFolder } from "#server/testing/temporary-folder.ts";
import { answerProbes, readOptions } from "./probe.mjs";

export interface ServerProcessOptions {
  databaseUrl: string;
  siteId: string;
  /** 0: any free one. */
  port: number;
}

const options = (await readOptions()) as ServerProcessOptions;
// Lines of the log are no figures: warnings and worse go to standard error.
const log = createLogger({ logLevel: "warn" }, process.stderr);
const database = openDatabase(options.databaseUrl, (error) => log.warn({ err: error }, "a connection was lost"));
const folder = makeTemporaryFolder();
const http = createServer((_request, response) => response.writeHead(404).end());
const chat = createChatServer({
  http,
  database,
  siteId: options.siteId,
  publicUrl: `http://127.0.0.1:${options.port}`,
  media: createMediaFolder(folder.path),
  log,
  ...socketPrincipals({ database, secrets: testSecrets, isSecure: false }),
  isAlone: true,
});
await chat.start();
await new Promise<void>(
  (resolve) => void http.listen({ port: options.port, host: "127.0.0.1", backlog: 4096 }, resolve),
);

const roomsOf = (name: string) => chat.io.of(name).adapter.rooms.size;
answerProbes(() => ({
  sockets: chat.io.engine.clientsCount,
  rooms: roomsOf("/customer") + roomsOf("/agent"),
  poolClients: database.main.totalCount + database.hot.totalCount,
  listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  held: chat.app.dispatcher.state.conversations.size,
  decisions: chat.app.dispatcher.counts.decisions,
}));
process.send?.({ port: (http.address() as AddressInfo).port });

async function stop(): Promise<void> {
  await chat.stop();
  await database.close();
  folder.remove();
  process.exit(0);
}
process.on("SIGTERM", () => void stop());
process.on("disconnect", () => process.exit(0));
