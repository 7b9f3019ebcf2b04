/**
 * Many customers' pages in one process, for L2 of `load`: the browser's own client and session (backoff, resumes, thread)
 * on raw sockets.
 */
import { CONTRACT_VERSION } from "#server/contract/version.ts";
import type { CustomerCommands, CustomerEvents } from "#server/contract/index.ts";
import { createMemoryCache, type Cache } from "#components/realtime/cache.ts";
import { systemClock } from "#components/realtime/clock.ts";
import { createCustomerSession } from "#components/realtime/customer-session.ts";
import { threadKey } from "#components/realtime/customer-state.ts";
import { createServerClock } from "#components/realtime/server-clock.ts";
import { createSocketClient } from "#components/realtime/socket-client.ts";
import type { OpenSocket, SocketPort } from "#components/realtime/socket-port.ts";
import { answerProbes, readOptions } from "./probe.mjs";
import { RawSocket } from "./raw-socket.ts";

export interface PagesOptions {
  port: number;
  customers: { token: string; conversationId: string }[];
}

export interface PagesFigures {
  /** All connected, and all threads shown whole, ms after the order; null after 60 s without. */
  connectedMs: number | null;
  rightMs: number | null;
  /** Connections the server took, and attempts in all, since the order. */
  handshakes: number;
  attempts: number;
}

const { port, customers } = (await readOptions()) as PagesOptions;
let handshakes = 0;
let attempts = 0;

const openRaw: OpenSocket = ({ namespace, auth }) => {
  let socket: RawSocket | null = null;
  const runs = {
    connect: [] as (() => void)[],
    disconnect: [] as (() => void)[],
    refused: [] as Parameters<SocketPort["onRefused"]>[0][],
    event: [] as Parameters<SocketPort["onEvent"]>[0][],
    ping: [] as (() => void)[],
  };
  return {
    connect() {
      attempts += 1;
      let isRefused = false;
      const mine: RawSocket = new RawSocket({
        port,
        namespace,
        auth: auth(),
        onReached: () => void (handshakes += 1),
        onConnect: () => runs.connect.forEach((run) => run()),
        onRefused(code) {
          isRefused = true;
          runs.refused.forEach((run) => run({ code, isStickyMissing: false }));
        },
        onEvent: (name, text) => runs.event.forEach((run) => run(name, JSON.parse(text))),
        onPing: () => runs.ping.forEach((run) => run()),
        onClose(wasConnected) {
          if (socket !== mine) return;
          socket = null;
          if (wasConnected) runs.disconnect.forEach((run) => run());
          else if (!isRefused) runs.refused.forEach((run) => run({ code: null, isStickyMissing: false }));
        },
      });
      socket = mine;
    },
    disconnect() {
      const closing = socket;
      socket = null;
      closing?.close();
    },
    emit: (name, input, ack) => socket?.emit(name, input, (text) => ack(JSON.parse(text))),
    onConnect: (run) => void runs.connect.push(run),
    onDisconnect: (run) => void runs.disconnect.push(run),
    onRefused: (run) => void runs.refused.push(run),
    onEvent: (run) => void runs.event.push(run),
    onPing: (run) => void runs.ping.push(run),
  };
};

interface Page {
  conversationId: string;
  cache: Cache;
  isOnline(): boolean;
  start(): void;
}

const pages: Page[] = customers.map(({ token, conversationId }) => {
  const cache = createMemoryCache();
  const client = createSocketClient<CustomerCommands, CustomerEvents>({
    url: "",
    namespace: "/customer",
    auth: () => ({ version: CONTRACT_VERSION, token }),
    openSocket: openRaw,
    clock: systemClock,
    random: Math.random,
  });
  const session = createCustomerSession({
    client,
    cache,
    clock: systemClock,
    random: Math.random,
    serverClock: createServerClock(systemClock),
    pageUrl: () => "https://shop.example/teapots/42",
  });
  return {
    conversationId,
    cache,
    isOnline: () => client.connection().status === "online",
    start() {
      session.start();
      client.start();
    },
  };
});

/** The thread is shown without holes up to this number. */
function isRight({ cache, conversationId }: Page, reach: number): boolean {
  const log = cache.read(threadKey)?.logs[conversationId];
  return log !== undefined && log.last >= reach && log.last === log.head && log.items.length === log.last - log.floor;
}

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Watches until every page is connected and shows everything up to `reach`. */
async function watch(reach: number): Promise<PagesFigures> {
  const startedAt = performance.now();
  handshakes = 0;
  attempts = 0;
  let connectedMs: number | null = null;
  for (;;) {
    await wait(20);
    const ms = performance.now() - startedAt;
    if (connectedMs === null && pages.every((page) => page.isOnline())) connectedMs = ms;
    if (connectedMs !== null && pages.every((page) => isRight(page, reach)))
      return { connectedMs, rightMs: ms, handshakes, attempts };
    if (ms > 60_000) return { connectedMs, rightMs: null, handshakes, attempts };
  }
}

process.on("message", (order: { ask: string; id: number; reach: number }) => {
  if (order.ask === "start") {
    void (async () => {
      for (const [at, page] of pages.entries()) {
        page.start();
        if (at % 100 === 99) await wait(50);
      }
    })();
    process.send?.({ answer: order.id });
  } else if (order.ask === "watch") {
    void watch(order.reach).then((figures) => process.send?.({ answer: order.id, ...figures }));
  }
});
answerProbes();
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
