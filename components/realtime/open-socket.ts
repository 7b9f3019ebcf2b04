import { io } from "socket.io-client";
import type { OpenSocket, SocketPort } from "./socket-port.ts";

/** Longest wait for one attempt to connect; together with the short first delays a lost way shows within 5 s. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Opens a real Socket.IO socket, not yet connected. Its own reconnection is off: ours has an injected randomness and
 * can be hurried when the page comes back. WebSocket first, long polling where a proxy forbids it.
 */
export const openSocket: OpenSocket = ({ url, namespace, auth }) => {
  const socket = io(`${url}${namespace}`, {
    path: "/socket.io",
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    withCredentials: true,
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    timeout: CONNECT_TIMEOUT_MS,
    auth: (give) => give(auth()),
  });
  const port: SocketPort = {
    connect: () => void socket.connect(),
    disconnect: () => void socket.disconnect(),
    emit: (name, input, ack) => void socket.emit(name, input, ack),
    onConnect: (run) => void socket.on("connect", run),
    onDisconnect: (run) => void socket.on("disconnect", () => run()),
    onRefused: (run) => void socket.on("connect_error", (error) => run(faultOf(error))),
    onEvent: (run) => void socket.onAny((name: string, data: unknown) => run(name, data)),
    onPing: (run) => void socket.io.on("ping", run),
  };
  return port;
};

/** Reads `err.data.code` of a refused handshake, and Engine.IO's answer 1 "Session ID unknown" of a balancer without stickiness. */
function faultOf(error: Error): { code: string | null; isStickyMissing: boolean } {
  const data: unknown = "data" in error ? error.data : null;
  const code =
    typeof data === "object" && data !== null && "code" in data && typeof data.code === "string" ? data.code : null;
  const context: unknown = "context" in error ? error.context : null;
  const body =
    typeof context === "object" && context !== null && "responseText" in context ? context.responseText : null;
  return { code, isStickyMissing: typeof body === "string" && body.includes("Session ID unknown") };
}
