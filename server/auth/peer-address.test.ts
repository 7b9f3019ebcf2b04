import { describe, expect, it } from "vitest";
import { createPeerAddress, isProxyName } from "./peer-address.ts";

const from = (remoteAddress: string | undefined, forwarded?: string | string[]) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
});

describe("who asks", () => {
  const who = createPeerAddress(["loopback", "10.0.0.0/8", "2001:db8::1"]);

  it("is the peer, when it is nobody's proxy, whatever it writes", () => {
    expect(who(from("192.0.2.7", "198.51.100.1"))).toBe("192.0.2.7");
    expect(who(from("192.0.2.7"))).toBe("192.0.2.7");
    expect(who(from("::ffff:192.0.2.7", "198.51.100.1"))).toBe("192.0.2.7");
    expect(createPeerAddress([])(from("127.0.0.1", "198.51.100.1"))).toBe("127.0.0.1");
  });

  it("is who a known proxy says it is", () => {
    expect(who(from("127.0.0.1", "198.51.100.1"))).toBe("198.51.100.1");
    expect(who(from("::ffff:127.0.0.1", "198.51.100.1"))).toBe("198.51.100.1");
    expect(who(from("::1", "2001:db8::7"))).toBe("2001:db8::7");
    expect(who(from("2001:db8::1", "198.51.100.1"))).toBe("198.51.100.1");
  });

  it("is the last one no known proxy stands for: what was written before may be made up", () => {
    expect(who(from("127.0.0.1", "203.0.113.9, 198.51.100.1, 10.1.2.3"))).toBe("198.51.100.1");
    expect(who(from("127.0.0.1", ["203.0.113.9", "198.51.100.1, 10.1.2.3"]))).toBe("198.51.100.1");
  });

  it("is the proxy where it says nothing or nonsense", () => {
    expect(who(from("127.0.0.1"))).toBe("127.0.0.1");
    expect(who(from("127.0.0.1", ""))).toBe("127.0.0.1");
    expect(who(from("127.0.0.1", "somebody"))).toBe("127.0.0.1");
    expect(who(from("127.0.0.1", "198.51.100.1, unknown"))).toBe("127.0.0.1");
    expect(who(from("127.0.0.1", "10.0.0.5"))).toBe("10.0.0.5");
    expect(who(from(undefined, "198.51.100.1"))).toBe("unknown");
  });
});

it("knows names of proxies from other words", () => {
  for (const name of ["loopback", "10.0.0.4", "10.0.0.0/8", "::1", "2001:db8::/32"])
    expect([name, isProxyName(name)]).toEqual([name, true]);
  for (const name of ["", "proxy.example", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/", "::1/129", "*"])
    expect([name, isProxyName(name)]).toEqual([name, false]);
});
