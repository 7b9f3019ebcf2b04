import { BlockList, isIP } from "node:net";

/** What is asked of a request: whose connection it is, and what proxies wrote. */
export interface Arrived {
  socket: { remoteAddress?: string | undefined };
  headers: Record<string, string | string[] | undefined>;
}

const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");
const familyOf = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Whether this is an address (`10.0.0.4`), a range (`10.0.0.0/8`) or `loopback`. */
export function isProxyName(name: string): boolean {
  if (name === "loopback") return true;
  const [address = "", bits, ...more] = name.split("/");
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
}

/**
 * Finds out who asks, for limits per address. A proxy we know says in `X-Forwarded-For` who asked it, and that is believed
 * from right to left as long as known proxies speak; what comes before could have been made up by anybody.
 * @param proxies names as `isProxyName` takes them
 */
export function createPeerAddress(proxies: readonly string[]): (request: Arrived) => string {
  const known = new BlockList();
  for (const name of proxies.flatMap((each) => (each === "loopback" ? ["127.0.0.0/8", "::1"] : [each]))) {
    const [address = "", bits] = name.split("/");
    if (bits === undefined) known.addAddress(address, familyOf(address));
    else known.addSubnet(address, Number(bits), familyOf(address));
  }
  const isKnown = (address: string) => isIP(address) !== 0 && known.check(address, familyOf(address));

  return ({ socket, headers }) => {
    let address = plain(socket.remoteAddress ?? "unknown");
    const written = headers["x-forwarded-for"];
    if (written === undefined || !isKnown(address)) return address;
    const hops = [written].flat().join(",").split(",").map(plain);
    while (isKnown(address)) {
      const before = hops.pop();
      if (before === undefined || isIP(before) === 0) break;
      address = before;
    }
    return address;
  };
}
