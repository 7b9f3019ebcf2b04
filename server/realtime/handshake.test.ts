import { createServer, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentHandlers } from "../actions/agent-handlers.ts";
import { customerHandlers } from "../actions/customer-handlers.ts";
import { permissions } from "../contract/command.ts";
import { agentCommands, type CommandMap } from "../contract/index.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import type { ShopCustomer } from "../testing/chat-shop.ts";
import { handshakeOf } from "../testing/wire.ts";
import { assertDoorComplete } from "./answer-command.ts";
import { bindDoors, createSocketServer, type SocketDoors, type SocketServerOptions } from "./socket-server.ts";

/** Who gets in at all, and what must be declared before anybody can. */

let server: TestChatServer;
let owner: ShopCustomer;

beforeAll(async () => {
  server = await startChatServer();
  owner = await server.newCustomer();
});
afterAll(() => server.stop());

describe("the handshake", () => {
  const at = (
    namespace: string,
    more: {
      auth?: Record<string, unknown>;
      headers?: Record<string, string>;
      transports?: ("websocket" | "polling")[];
    } = {},
  ) => handshakeOf({ url: server.url, namespace, auth: { version: 1 }, ...more });
  const cookie = () => server.shop.mia.cookie;

  it.each(["websocket", "polling"] as const)("refuses whoever is signed out, over %s", async (transport) => {
    const transports = [transport];
    expect(await at("/customer", { transports })).toBe("signed_out");
    expect(await at("/agent", { transports })).toBe("signed_out");
    expect(await at("/", { transports })).toBe("not_found");
    expect(await at("/admin", { transports })).toBe("Invalid namespace");
  });

  it("takes no credential of the other side, and none that is bent", async () => {
    const { token } = owner;
    expect(await at("/customer", { auth: { version: 1, token } })).toBe("connected");
    expect(await at("/agent", { headers: { cookie: cookie() } })).toBe("connected");
    expect(await at("/customer", { headers: { cookie: cookie() } })).toBe("signed_out");
    expect(await at("/agent", { auth: { version: 1, token } })).toBe("signed_out");
    for (const bad of [`${token}x`, token.slice(1), "", [token], { token }, 0, true, null])
      expect(await at("/customer", { auth: { version: 1, token: bad } })).toBe("signed_out");
    for (const bad of [cookie().slice(0, -2), `${cookie()}x`, cookie().replace("staff", "customer")])
      expect(await at("/agent", { headers: { cookie: bad } })).toBe("signed_out");
    expect(await at("/agent", { headers: { authorization: `Bearer ${cookie().split("=")[1]}` } })).toBe("signed_out");
  });

  it("wants the version of this contract", async () => {
    for (const auth of [{}, { version: "1" }, { version: 2 }, { version: null }, { version: [1] }])
      expect(await at("/customer", { auth: { ...auth, token: owner.token } })).toBe("version_mismatch");
    expect(await at("/agent", { auth: {}, headers: { cookie: cookie() } })).toBe("version_mismatch");
  });

  it.each(["websocket", "polling"] as const)(
    "refuses a foreign page over %s, whatever it carries",
    async (transport) => {
      const { host, port } = new URL(server.url);
      const foreign = [
        "https://evil.example",
        "null",
        `http://${host}.evil.example`,
        `http://evil-${host}`,
        `http://127.0.0.1:${Number(port) + 1}`,
        `https://${host}/`,
        `http://${host}@evil.example`,
        "file://",
      ];
      for (const origin of foreign)
        expect({
          origin,
          end: await at("/agent", { headers: { cookie: cookie(), origin }, transports: [transport] }),
        }).toEqual({ origin, end: expect.stringMatching(/websocket error|xhr poll error/) });
      expect(
        await at("/agent", { headers: { cookie: cookie(), "sec-fetch-site": "cross-site" }, transports: [transport] }),
      ).not.toBe("connected");
      expect(await at("/agent", { headers: { cookie: cookie(), origin: server.url }, transports: [transport] })).toBe(
        "connected",
      );
    },
  );

  it("answers a foreign poll with 403 and nothing of ours", async () => {
    const answer = await new Promise<{ status: number | undefined; allow: unknown }>((resolve, reject) => {
      request(
        `${server.url}/socket.io/?EIO=4&transport=polling`,
        { headers: { origin: "https://evil.example", cookie: cookie() } },
        (response) => {
          response
            .resume()
            .once("end", () =>
              resolve({ status: response.statusCode, allow: response.headers["access-control-allow-origin"] }),
            );
        },
      )
        .once("error", reject)
        .end();
    });
    expect(answer).toEqual({ status: 403, allow: undefined });
  });
});

describe("the start", () => {
  const doors = {
    app: null,
    customerHandlers,
    agentHandlers,
    presence: null,
    roomsOfStaff: () => [],
    onStaffSocket: () => undefined,
  } as unknown as SocketDoors;
  const options = {
    http: createServer(),
    publicUrl: "http://localhost",
    log: null,
    limits: null,
    customerOfSocket: async () => null,
    staffOfSocket: async () => null,
  } as unknown as SocketServerOptions;
  const bind = (more: Partial<SocketDoors>) => () =>
    bindDoors(createSocketServer(options), options, { ...doors, ...more });

  it("goes through with what is there", () => expect(bind({})).not.toThrow());
  it("stops at a command without a handler", () => {
    const { "desk:open": _, ...rest } = agentHandlers;
    expect(bind({ agentHandlers: rest })).toThrow("desk:open has no handler");
    expect(bind({ customerHandlers: {} })).toThrow("has no handler");
  });
  it("stops at a handler without a command", () =>
    expect(bind({ agentHandlers: { ...agentHandlers, "desk:burn": async () => ({}) } })).toThrow(
      "desk:burn is handled but not declared",
    ));
  it("stops at a command without a permission, or with one nobody knows", () => {
    for (const permission of [undefined, "everybody"]) {
      const commands = {
        ...agentCommands,
        "desk:open": { ...agentCommands["desk:open"], permission },
      } as unknown as CommandMap;
      expect(() => assertDoorComplete("/agent", commands, agentHandlers, permissions)).toThrow(
        "desk:open declares no permission",
      );
    }
  });
});
