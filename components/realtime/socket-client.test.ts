import { describe, expect, test } from "vitest";
import type { CustomerCommands, CustomerEvents } from "#server/contract/index.ts";
import { createSocketClient, type Connection } from "./socket-client.ts";
import { createFakeClock, settled } from "./testing/fake-clock.ts";
import { createFakeWire } from "./testing/fake-wire.ts";

function setUp(answer: (name: string) => unknown = () => ({ ok: true, data: {} })) {
  const clock = createFakeClock();
  const wire = createFakeWire(({ name }) => answer(name));
  const client = createSocketClient<CustomerCommands, CustomerEvents>({
    url: "",
    namespace: "/customer",
    auth: () => ({ version: 1 }),
    openSocket: wire.openSocket,
    clock,
    random: () => 0.5,
  });
  const seen: Connection["status"][] = [];
  client.onConnection(({ status }) => seen.push(status));
  client.start();
  return { clock, wire, client, seen };
}
const profile = { name: null, contact: null, language: "en" };

describe("socket client", () => {
  test('a blip shorter than 3 s is "connecting", a longer one "offline"', async () => {
    const { wire, clock, client, seen } = setUp();
    await wire.accept();
    await wire.drop();
    await clock.advance(1_000);
    await wire.accept();
    expect(seen).toEqual(["online", "connecting", "online"]);
    await wire.drop();
    await clock.advance(3_000);
    expect(client.connection().status).toBe("offline");
  });

  test("reconnects with growing, bounded delays, and at once when the page comes back", async () => {
    const { wire, clock, client } = setUp();
    await wire.accept();
    await wire.drop();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 45; attempt += 1) {
      const before = wire.handshakes.length;
      let waited = 0;
      while (wire.handshakes.length === before) {
        await clock.advance(50);
        waited += 50;
      }
      delays.push(waited);
      await wire.refuse(null);
    }
    const firsts = delays.slice(0, 4);
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
    expect(delays[0]).toBeLessThanOrEqual(400);
    // Back within seconds when the server is; spared when it stays away for more than a minute.
    expect(Math.max(...delays.slice(0, 39))).toBeLessThanOrEqual(2_000);
    expect(delays.slice(0, 39).reduce((sum, each) => sum + each, 0)).toBeGreaterThan(50_000);
    expect(Math.min(...delays.slice(41))).toBeGreaterThan(2_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(8_000);
    const before = wire.handshakes.length;
    client.nudge();
    expect(wire.handshakes.length).toBe(before + 1);
  });

  test("a way that opens and is lost before the server's word is tried again", async () => {
    const { wire, clock, client } = setUp();
    await wire.drop();
    expect(client.connection().status).toBe("connecting");
    const before = wire.handshakes.length;
    await clock.advance(1_000);
    expect(wire.handshakes.length).toBe(before + 1);
    await wire.accept();
    expect(client.connection().status).toBe("online");
    client.stop();
    await wire.drop();
    await clock.advance(10_000);
    expect(wire.handshakes.length).toBe(before + 1);
  });

  test("a server that takes a socket and cuts it at once is not hammered", async () => {
    const { wire, clock } = setUp();
    for (let count = 0; count < 120; count += 1) {
      if (wire.wantsConnect()) {
        await wire.accept();
        await wire.drop();
      }
      await clock.advance(500);
    }
    expect(wire.handshakes.length).toBeLessThan(20);
    await wire.accept();
    await clock.advance(5_000);
    await wire.drop();
    const before = wire.handshakes.length;
    await clock.advance(400);
    expect(wire.handshakes.length).toBe(before + 1);
  });

  test("a lost connection answers what was on the way at once; what had not left goes after the reconnect", async () => {
    const { wire, client } = setUp();
    await wire.accept();
    const onTheWay = client.call("profile:set", profile);
    await settled();
    await wire.drop();
    expect(await onTheWay).toEqual({ ok: false, error: { code: "unavailable" } });
    const waiting = client.call("profile:set", profile);
    client.networkLost();
    await wire.accept();
    await wire.flush();
    expect(await waiting).toEqual({ ok: true, data: {} });
    expect(wire.received.length).toBe(1);
  });

  test('no answer within 10 s is "unavailable"; when nothing at all came back, the connection is renewed', async () => {
    const { wire, clock, client } = setUp(() => undefined);
    await wire.accept();
    await clock.advance(5);
    const first = client.call("profile:set", profile);
    await clock.advance(9_000);
    wire.ping();
    await clock.advance(1_000);
    expect(await first).toEqual({ ok: false, error: { code: "unavailable" } });
    expect(client.connection().status).toBe("online");
    await clock.advance(5);
    const second = client.call("profile:set", profile);
    await clock.advance(10_000);
    expect(await second).toMatchObject({ ok: false });
    expect(client.connection().status).toBe("connecting");
    expect(wire.wantsConnect()).toBe(true);
  });

  test("signed out and an old page are final, until the page comes back; a busy server is not", async () => {
    const refused = setUp();
    const waiting = refused.client.call("profile:set", profile);
    await refused.wire.refuse("signed_out");
    expect(refused.client.connection()).toMatchObject({ status: "refused", code: "signed_out" });
    expect(await waiting).toEqual({ ok: false, error: { code: "signed_out" } });
    await refused.clock.advance(60_000);
    expect(refused.wire.handshakes.length).toBe(1);
    refused.client.nudge();
    expect(refused.wire.handshakes.length).toBe(2);
    await refused.wire.accept();
    expect(refused.client.connection().status).toBe("online");

    const old = setUp();
    await old.wire.refuse("version_mismatch");
    old.client.nudge();
    expect(old.client.connection().status).toBe("reload_needed");
    expect(old.wire.handshakes.length).toBe(1);

    const busy = setUp();
    await busy.wire.refuse("slow_down");
    await busy.clock.advance(1_000);
    expect(busy.wire.handshakes.length).toBe(2);
  });

  test("a balancer without stickiness is named", async () => {
    const { wire, client } = setUp();
    await wire.refuse(null, true);
    expect(client.connection().isStickyMissing).toBe(true);
    await wire.accept();
    expect(client.connection().isStickyMissing).toBe(false);
  });

  test("a device that slept does not trust its connection", async () => {
    const { wire, clock, client } = setUp();
    let nudges = 0;
    client.onNudge(() => (nudges += 1));
    await wire.accept();
    client.nudge();
    expect(nudges).toBe(1);
    clock.jump(120_000);
    client.nudge();
    expect(nudges).toBe(1);
    expect(wire.wantsConnect()).toBe(true);
  });

  test("the browser says offline: shown at once, tried again all the same", async () => {
    const { wire, clock, client } = setUp();
    await wire.accept();
    client.networkLost();
    expect(client.connection().status).toBe("offline");
    await clock.advance(1_000);
    expect(wire.handshakes.length).toBe(2);
    await wire.accept();
    expect(client.connection().status).toBe("online");
  });

  test("stops and starts again, as React does in development", async () => {
    const { wire, clock, client } = setUp();
    client.stop();
    client.start();
    await wire.accept();
    expect(client.connection().status).toBe("online");
    client.stop();
    expect(clock.timers()).toBe(0);
  });
});
