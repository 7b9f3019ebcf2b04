import { RefusedError } from "#server/contract/errors.ts";
import { headerOf, type AnyHeaders } from "./cookies.ts";

/**
 * Whether a request comes from a page of ours: its `Origin` is the public address, or names the very host the request
 * was sent to (the same server under its address in the local network). A page elsewhere can choose neither. No
 * `Origin`, `null`, or anything else: no.
 */
export function isSameOrigin(headers: AnyHeaders, publicUrl: string): boolean {
  const origin = headerOf(headers, "origin");
  if (origin === null || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin !== origin) return false;
  return url.origin === new URL(publicUrl).origin || url.host === headerOf(headers, "host");
}

/** Refuses a state-changing request of a foreign page, with the answer of an address that is not there. */
export function requireSameOrigin(request: Request, publicUrl: string): void {
  if (!isSameOrigin(request.headers, publicUrl)) throw new RefusedError("not_found");
}
