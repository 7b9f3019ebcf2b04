import { io } from "socket.io-client";
import type { OpenSocket, SocketPlace, SocketPort } from "./socket-port.ts";

/**
 * Longest wait for one attempt to connect, by the transport it begins with. A proxy that swallows WebSockets answers
 * nothing at all: that attempt is given up so early that long polling works, or is known not to, within 5 s.
 */
const WEBSOCKET_TIMEOUT_MS = 2_500;
const POLLING_TIMEOUT_MS = 5_000;
/** A slow way is given so many times what it last took; and now and then an attempt is long, in case it became slow. */
const SLOWNESS = 3;
const LONG_TIMEOUT_MS = 10_000;
const LONG_EVERY = 10;
type Transports = ("websocket" | "polling")[];
const webSocketFirst: Transports = ["websocket", "polling"];
const pollingFirst: Transports = ["polling", "websocket"];
const webSocketOnly: Transports = ["websocket"];
/** Fruitless attempts in a row after which a way that once let WebSockets through is suspected to have changed. */
const PATIENCE = 3;

/**
 * Opens a real Socket.IO socket, not yet connected. Its own reconnection is off: ours has an injected randomness and
 * can be hurried when the page comes back. WebSocket first, since it needs no sticky balancer; long polling where a proxy
 * refuses it, and in turns with it where nothing answers.
 */
export const openSocket: OpenSocket = (place) => openSocketWith(place, {});

/** The same for a Node client. @param extraHeaders what a browser would send by itself (its cookies) */
export function openSocketWith(
  { url, namespace, auth }: SocketPlace,
  extraHeaders: Record<string, string>,
): SocketPort {
  const socket = io(`${url}${namespace}`, {
    path: "/socket.io",
    transports: webSocketFirst,
    tryAllTransports: true,
    withCredentials: true,
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    timeout: WEBSOCKET_TIMEOUT_MS,
    extraHeaders,
    auth: (give) => give(auth()),
  });
  let first = webSocketFirst;
  let isIn = false;
  let failures = 0;
  let tookMs = 0;
  let triedAt = 0;
  function timeoutMs(): number {
    if (first === pollingFirst) return POLLING_TIMEOUT_MS;
    if (failures % LONG_EVERY === LONG_EVERY - 1) return LONG_TIMEOUT_MS;
    return Math.min(LONG_TIMEOUT_MS, Math.max(WEBSOCKET_TIMEOUT_MS, SLOWNESS * tookMs));
  }
  const begin = (order: Transports): void => {
    first = order;
    socket.io.opts.transports = first;
  };
  socket.on("connect_error", (error) => {
    failures += 1;
    if (first === pollingFirst) begin(webSocketFirst);
    else if (first === webSocketFirst) {
      if (error.message === "timeout") begin(pollingFirst);
    } else if (failures % PATIENCE === 0) begin(webSocketFirst);
  });
  socket.on("connect", () => {
    isIn = true;
    failures = 0;
    // Where WebSockets have come through, trouble is a server that is away: polling would only lose time, and behind a
    // balancer without stickiness go astray.
    if (socket.io.engine.transport.name !== "websocket") return;
    tookMs = performance.now() - triedAt;
    begin(webSocketOnly);
  });
  socket.on("disconnect", (_why, detail) => {
    // Polling got in by luck, or half in: without a sticky balancer only a WebSocket stays.
    if (first === pollingFirst && (!isIn || isUnknownSession(detail))) begin(webSocketFirst);
    isIn = false;
  });
  const port: SocketPort = {
    connect() {
      triedAt = performance.now();
      socket.io.timeout(timeoutMs());
      socket.connect();
    },
    disconnect: () => void socket.disconnect(),
    emit: (name, input, ack) => void socket.emit(name, input, ack),
    onConnect: (run) => void socket.on("connect", run),
    // With polling the first word may reach a node that does not know it: the way has opened then, and ends like this.
    onDisconnect: (run) => void socket.on("disconnect", (_why, detail) => run(isUnknownSession(detail))),
    onRefused: (run) => void socket.on("connect_error", (error) => run(faultOf(error))),
    onEvent: (run) => void socket.onAny((name: string, data: unknown) => run(name, data)),
    onPing: (run) => void socket.io.on("ping", run),
  };
  return port;
}

/** Reads `err.data.code` of a refused handshake. */
function faultOf(error: Error): { code: string | null; isStickyMissing: boolean } {
  const data: unknown = "data" in error ? error.data : null;
  const code =
    typeof data === "object" && data !== null && "code" in data && typeof data.code === "string" ? data.code : null;
  return { code, isStickyMissing: isUnknownSession(error) };
}

/** Engine.IO's answer 1 "Session ID unknown", of a balancer without stickiness. */
function isUnknownSession(fault: unknown): boolean {
  const context = typeof fault === "object" && fault !== null && "context" in fault ? fault.context : null;
  const body =
    typeof context === "object" && context !== null && "responseText" in context ? context.responseText : null;
  return typeof body === "string" && body.includes("Session ID unknown");
}
