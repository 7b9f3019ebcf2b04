import { CONTRACT_VERSION } from "#server/contract/version.ts";
import type { CustomerCommands, CustomerEvents } from "#server/contract/index.ts";
import type { Cache } from "./cache.ts";
import type { Clock } from "./clock.ts";
import type { CustomerInput } from "./command-shapes.ts";
import { createCustomerSession, type CustomerClient, type CustomerSession } from "./customer-session.ts";
import type { OutboxStore } from "./outbox-store.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createServerClock, type ServerClock } from "./server-clock.ts";
import { createSocketClient } from "./socket-client.ts";
import type { OpenSocket } from "./socket-port.ts";
import type { Tabs } from "./tab-lock.ts";
import type { UploadPicture } from "./upload-picture.ts";

export interface CustomerSide {
  client: CustomerClient;
  session: CustomerSession;
  outbox: Outbox;
  serverClock: ServerClock;
  start(): void;
  stop(): void;
}

/**
 * A customer's whole side of the wire: socket, session, outbox, wired together. The page gives it a browser's
 * collaborators; a Node client of a test gives it memory ones. Nothing happens before `start`.
 */
export function createCustomerSide(options: {
  /** Origin of the server; empty = this page's. */
  url: string;
  site: string | null;
  token: () => string | null;
  pageUrl: () => string | null;
  cache: Cache;
  store: OutboxStore;
  tabs: Tabs;
  upload: UploadPicture;
  openSocket: OpenSocket;
  clock: Clock;
  random: () => number;
}): CustomerSide {
  const { url, site, token, pageUrl, cache, store, tabs, upload, openSocket, clock, random } = options;
  const auth = () => ({
    version: CONTRACT_VERSION,
    ...(token() ? { token: token() ?? "" } : {}),
    ...(site ? { site } : {}),
  });
  const client = createSocketClient<CustomerCommands, CustomerEvents>({
    url,
    namespace: "/customer",
    auth,
    openSocket,
    clock,
    random,
  });
  const serverClock = createServerClock(clock);
  const session = createCustomerSession({ client, cache, clock, random, serverClock, pageUrl });
  const outbox = createOutbox({
    owner: `customer:${site ?? ""}`,
    side: "customer",
    store,
    tabs,
    clock,
    random,
    upload,
    token,
    isOnline: () => client.connection().status === "online",
    // The inputs were made by `sendMessage` and `leaveRequest` of this folder and stored as they were.
    send: (command, input) =>
      command === "request:leave"
        ? client.call("request:leave", input as CustomerInput<"request:leave">)
        : client.call("message:send", input as CustomerInput<"message:send">),
    onAcked: session.takeAck,
  });
  let stopOnline = (): void => undefined;
  return {
    client,
    session,
    outbox,
    serverClock,
    start() {
      session.start();
      outbox.start();
      stopOnline = client.onOnline(outbox.kick);
      client.start();
    },
    stop() {
      stopOnline();
      client.stop();
      outbox.stop();
      session.stop();
    },
  };
}
