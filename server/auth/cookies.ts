import type { IncomingHttpHeaders } from "node:http";

/** Headers of a fetch request or of a Node request: routes have the one, socket handshakes the other. */
export type AnyHeaders = Headers | IncomingHttpHeaders;

export function headerOf(headers: AnyHeaders, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name);
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Cookies by name; the first of a name counts. Without a prototype, so that no name is special. */
export function parseCookies(headers: AnyHeaders): Record<string, string> {
  const cookies = Object.create(null) as Record<string, string>;
  for (const part of (headerOf(headers, "cookie") ?? "").slice(0, 16_384).split(";")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    const name = part.slice(0, at).trim();
    if (name in cookies) continue;
    cookies[name] = decode(
      part
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, "$1"),
    );
  }
  return cookies;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export interface CookieLook {
  name: string;
  options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean };
}

/**
 * The staff cookies. Over https they carry the `__Host-` prefix: the browser then refuses one set by a sibling domain or
 * without https. Over plain http on a local network the prefix is impossible.
 */
export function staffCookies(isSecure: boolean): {
  sessionToken: CookieLook;
  csrfToken: CookieLook;
  callbackUrl: CookieLook;
} {
  const look = (name: string): CookieLook => ({
    name: `${isSecure ? "__Host-" : ""}answerline-${name}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure },
  });
  return { sessionToken: look("staff"), csrfToken: look("csrf"), callbackUrl: look("back") };
}
