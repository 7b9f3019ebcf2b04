import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface HeaderOptions {
  isSecure: boolean;
  /** React's development build evaluates strings. */
  isDev: boolean;
  /** Origins whose pages may hold the chat in a frame, for a `/chat` request; null for every other address. */
  framedBy: readonly string[] | null;
}

/**
 * The headers every answer carries. Scripts run only with this answer's nonce: Next reads it from the request's own
 * policy header, which is overwritten here, so a client cannot choose one. Only the chat may be framed, and only by the
 * site's own pages.
 */
export function applyHeaders(request: IncomingMessage, response: ServerResponse, options: HeaderOptions): void {
  const nonce = randomBytes(16).toString("base64");
  const framedBy =
    options.framedBy === null
      ? "'none'"
      : ["'self'", ...options.framedBy.filter((origin) => /^https?:\/\/[^\s;,']+$/.test(origin))].join(" ");
  const host = /^[\w.:[\]-]+$/.test(request.headers.host ?? "") ? request.headers.host : "";
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${options.isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    // Some browsers do not count WebSockets of the same host as 'self'.
    `connect-src 'self' ws://${host} wss://${host}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
  ].join("; ");
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(self), microphone=(self), geolocation=()");
  if (options.framedBy === null) response.setHeader("X-Frame-Options", "DENY");
  if (options.isSecure) response.setHeader("Strict-Transport-Security", "max-age=31536000");
}
