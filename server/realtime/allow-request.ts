import type { IncomingMessage } from "node:http";
import { headerOf } from "../auth/cookies.ts";
import { isSameOrigin } from "../auth/same-origin.ts";

/**
 * Whether a transport may open at all. Browsers name their page in `Origin` on every WebSocket and cross-site request, so
 * a foreign one is refused; a same-origin poll by GET names none, and then says so in `Sec-Fetch-Site`. Programs that are
 * no browsers carry no cookies of anybody and may come without either.
 */
export function mayOpen(request: IncomingMessage, publicUrl: string): boolean {
  const site = headerOf(request.headers, "sec-fetch-site");
  if (headerOf(request.headers, "origin") !== null) return isSameOrigin(request.headers, publicUrl);
  return site === null || site === "same-origin" || site === "none";
}
