/**
 * What to tell the person who starts the server: where it can be reached, and what browsers will refuse there.
 */
export interface Reach {
  /** PUBLIC_URL: the origin people use; undefined when not set. */
  publicUrl: string | undefined;
  /** Does this process speak TLS itself? */
  isTls: boolean;
  port: number;
  /** HOST: undefined means every interface. */
  host: string | undefined;
  /** IPv4 addresses of this computer that others may reach, without the loopback ones. */
  lanAddresses: string[];
}

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);
const everyInterface = new Set(["0.0.0.0", "::"]);

/** Browsers trust plain http only towards the computer they run on. */
export function isSecureContext(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "https:" || loopbackNames.has(hostname) || hostname.endsWith(".localhost");
}

function originOf(reach: Reach, host: string): string {
  const name = host.includes(":") ? `[${host}]` : host;
  return new URL(`${reach.isTls ? "https" : "http"}://${name}:${reach.port}`).origin;
}

/** The addresses to print, the one for other people first. */
export function listAddresses(reach: Reach): string[] {
  const isEverywhere = reach.host === undefined || everyInterface.has(reach.host);
  const own = isEverywhere ? ["localhost", ...reach.lanAddresses] : [reach.host ?? "localhost"];
  const all = [...(reach.publicUrl ? [reach.publicUrl] : []), ...own.map((host) => originOf(reach, host))];
  return [...new Set(all)];
}

const withoutHttps =
  "voice messages (the microphone), desktop notifications, and the chat inside pages of other sites will not work";

/** What will not work, and what to do about it; empty when nothing is amiss. */
export function listLimits(reach: Reach): string[] {
  const { publicUrl } = reach;
  if (publicUrl === undefined) {
    const others = listAddresses(reach).filter((address) => !isSecureContext(address));
    if (others.length === 0) return [];
    return [
      `On this computer everything works. At ${others.join(" and ")} browsers see no https: ${withoutHttps}. ` +
        "Set PUBLIC_URL to the https address people use (with TLS_CERT_FILE and TLS_KEY_FILE, or a proxy in front).",
    ];
  }
  if (!isSecureContext(publicUrl))
    return [
      `PUBLIC_URL (${publicUrl}) is not https: ${withoutHttps} there. ` +
        "Set TLS_CERT_FILE and TLS_KEY_FILE, or put a proxy with a certificate in front.",
    ];
  if (publicUrl.startsWith("https:") && !reach.isTls)
    return [
      `PUBLIC_URL is ${publicUrl}, and this server speaks http on port ${reach.port}: ` +
        "a proxy in front must do the https and pass WebSockets on.",
    ];
  return [];
}
