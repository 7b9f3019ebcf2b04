import type { IncomingMessage } from "node:http";
import { headerOf, type AnyHeaders } from "./cookies.ts";
import type { Arrived } from "./peer-address.ts";

const addressHeader = "x-answerline-address";
const pathHeader = "x-answerline-path";

/**
 * Tells route handlers and pages what Next does not: the address of who asks and the path asked for. The server calls it
 * first thing on every HTTP request; whatever a client put into these headers is overwritten.
 */
export function stampRequest(request: IncomingMessage, peerOf: (request: Arrived) => string): void {
  request.headers[addressHeader] = peerOf(request);
  request.headers[pathHeader] = (request.url ?? "/").slice(0, 500);
}

export const addressOf = (headers: AnyHeaders): string => headerOf(headers, addressHeader) ?? "unknown";

/** Path and query of the page asked for; null without a stamp. */
export const pathOf = (headers: AnyHeaders): string | null => headerOf(headers, pathHeader);
