import { createHash, timingSafeEqual } from "node:crypto";
import { headerOf, type AnyHeaders } from "./cookies.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Whether a program shows this token as `Authorization: Bearer …`; compared in a time that tells nothing about it. */
export function showsToken(headers: AnyHeaders, token: string | null): boolean {
  if (token === null) return false;
  const shown = /^Bearer +(.{1,1000})$/i.exec(headerOf(headers, "authorization") ?? "")?.[1];
  return shown !== undefined && timingSafeEqual(digest(shown), digest(token));
}
