/**
 * The product as the messages benchmark loads it: a process of its own with `createChatServer` on a port, sign-in and
 * everything on; only the command limits are loosened, because 200 people write as fast as 200,000 would.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { socketPrincipals } from "../../auth/socket-principals.ts";
import { createChatServer, type ChatServer } from "../../create-chat-server.ts";
import { createLogger } from "../../logging.ts";
import { createMediaFolder } from "../../media/media-folder.ts";
import { openDatabase } from "../../store/database.ts";
import { testSecrets } from "../../testing/chat-shop.ts";
import type { ServerOrder, ServerReport } from "./orders.ts";

const report = (what: ServerReport): void => void process.send?.(what);
let chat: ChatServer | null = null;

async function open(databaseUrl: string, siteId: string): Promise<number> {
  const log = createLogger({ logLevel: "warn" }, { write: (line: string) => void process.stderr.write(line) });
  const database = openDatabase(databaseUrl, (error) => log.warn({ err: error }, "a connection was lost"));
  const http = createServer((_request, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => void http.listen({ port: 0, host: "127.0.0.1" }, resolve));
  const { port } = http.address() as AddressInfo;
  chat = createChatServer({
    http,
    database,
    siteId,
    log,
    publicUrl: `http://127.0.0.1:${port}`,
    media: createMediaFolder(tmpdir()),
    ...socketPrincipals({ database, secrets: testSecrets, isSecure: false }),
    isAlone: true,
    limitsFactor: 1_000,
  });
  await chat.start();
  return port;
}

/** Through the line and from there, by the supervisor's hand, to the agent of the pair: state, journal and rows are real. */
async function serve({ teamId, pairs }: Extract<ServerOrder, { kind: "serve" }>): Promise<void> {
  if (chat === null) throw new Error("not open yet");
  const { dispatcher, customerPresence } = chat.app;
  await chat.presence.reconcile();
  for (const { staffId, customerId, conversationId } of pairs) {
    await dispatcher.dispatch({
      type: "availability:set",
      agentId: staffId,
      availability: "available",
      busyReason: null,
      byId: null,
    });
    await dispatcher.dispatch({
      type: "handoff:requested",
      conversationId,
      customerId,
      teamId,
      degree: null,
      customerPresentOn: customerPresence(customerId),
      turnSeq: 0,
      former: null,
      preferAgentId: null,
    });
    await dispatcher.dispatch({
      type: "conversation:assigned-by-supervisor",
      conversationId,
      agentId: staffId,
      byId: staffId,
    });
    await dispatcher.dispatch({ type: "connection:acknowledged", conversationId });
  }
}

async function obey(order: ServerOrder): Promise<ServerReport> {
  switch (order.kind) {
    case "open":
      return { kind: "listening", port: await open(order.databaseUrl, order.siteId) };
    case "serve":
      await serve(order);
      return { kind: "serving" };
    case "cpu": {
      const { user, system } = process.cpuUsage();
      return { kind: "cpu", us: user + system };
    }
  }
}

process.on("message", (order: ServerOrder) => {
  obey(order).then(report, (error: unknown) =>
    report({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
// Nobody is left to serve.
process.on("disconnect", () => process.exit(0));
