import type { Socket } from "socket.io";
import { CONTRACT_VERSION } from "../contract/version.ts";
import type { ErrorCode } from "../contract/errors.ts";

/** How a handshake is refused: the client reads `data.code`. */
export function handshakeError(code: ErrorCode): Error & { data: { code: ErrorCode } } {
  return Object.assign(new Error(code), { data: { code } });
}

/** The page's contract version is ours, or the page has to load again. */
export function hasRightVersion(socket: Socket): boolean {
  const auth: unknown = socket.handshake.auth;
  return typeof auth === "object" && auth !== null && "version" in auth && auth.version === CONTRACT_VERSION;
}

/** A field of the handshake's auth, when it is a string. */
export function authField(socket: Socket, name: "token" | "site"): string | null {
  const auth: Record<string, unknown> = socket.handshake.auth;
  const value = Object.hasOwn(auth, name) ? auth[name] : undefined;
  return typeof value === "string" && value.length <= 300 ? value : null;
}
