import { describe, expect, it } from "vitest";
import { isSecureContext, listAddresses, listLimits, type Reach } from "./notices.ts";

const local: Reach = { publicUrl: undefined, isTls: false, port: 3000, host: undefined, lanAddresses: ["192.168.1.5"] };

describe("listAddresses", () => {
  it("names this computer and its addresses in the network", () => {
    expect(listAddresses(local)).toEqual(["http://localhost:3000", "http://192.168.1.5:3000"]);
  });
  it("puts the public address first and leaves out a usual port", () => {
    const reach = { ...local, publicUrl: "https://help.example.com", isTls: true, port: 443, lanAddresses: [] };
    expect(listAddresses(reach)).toEqual(["https://help.example.com", "https://localhost"]);
  });
  it("names only the address it listens on", () => {
    expect(listAddresses({ ...local, host: "127.0.0.1" })).toEqual(["http://127.0.0.1:3000"]);
    expect(listAddresses({ ...local, host: "fd00::1" })).toEqual(["http://[fd00::1]:3000"]);
  });
  it("does not print one address twice", () => {
    expect(listAddresses({ ...local, publicUrl: "http://localhost:3000", host: "localhost" })).toHaveLength(1);
  });
});

describe("listLimits", () => {
  it("has nothing to say where only this computer can come", () => {
    expect(listLimits({ ...local, host: "127.0.0.1" })).toEqual([]);
    expect(listLimits({ ...local, lanAddresses: [] })).toEqual([]);
  });
  it("names microphone, notifications and foreign pages where others come without https", () => {
    const [line] = listLimits(local);
    expect(line).toMatch(/http:\/\/192\.168\.1\.5:3000.*microphone.*notifications.*other sites.*PUBLIC_URL/);
    expect(line).not.toContain("http://localhost:3000");
  });
  it("warns of a public address without https", () => {
    expect(listLimits({ ...local, publicUrl: "http://help.example.com" })[0]).toMatch(/is not https: .*microphone/);
  });
  it("reminds of the proxy when the https is somebody else's", () => {
    expect(listLimits({ ...local, publicUrl: "https://help.example.com" })[0]).toMatch(/proxy.*WebSockets/);
  });
  it("is content with https of its own, and with a public address on this computer", () => {
    expect(listLimits({ ...local, publicUrl: "https://help.example.com", isTls: true })).toEqual([]);
    expect(listLimits({ ...local, publicUrl: "http://shop.localhost:3000" })).toEqual([]);
  });
});

it.each([
  ["https://help.example.com", true],
  ["http://localhost:3000", true],
  ["http://[::1]:3000", true],
  ["http://127.0.0.1", true],
  ["http://192.168.1.5:3000", false],
  ["http://localhost.example.com", false],
])("isSecureContext(%s) is %s", (origin, isSecure) => expect(isSecureContext(origin)).toBe(isSecure));
