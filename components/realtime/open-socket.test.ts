import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, expect, test } from "vitest";
import type { CustomerCommands, CustomerEvents } from "#server/contract/index.ts";
import { systemClock } from "./clock.ts";
import { openSocket } from "./open-socket.ts";
import { createSocketClient, type Connection } from "./socket-client.ts";

const endings: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A real Socket.IO server on a free port, refusing as ours does. */
async function serve(refusal: { code: string | null }, port = 0) {
  const http = createServer();
  const io = new Server(http, { path: "/socket.io", pingInterval: 10_000, pingTimeout: 5_000 });
  const space = io.of("/customer");
  space.use((_socket, next) =>
    refusal.code ? next(Object.assign(new Error(refusal.code), { data: { code: refusal.code } })) : next(),
  );
  space.on("connection", (socket) => {
    socket.on("profile:set", (input: unknown, ack: (answer: unknown) => void) =>
      ack({ ok: true, data: { input, auth: socket.handshake.auth } }),
    );
  });
  await new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => void io.close(() => resolve()));
  endings.push(close);
  return { io, space, close, port: (http.address() as AddressInfo).port };
}

function connect(port: number) {
  const client = createSocketClient<CustomerCommands, CustomerEvents>({
    url: `http://127.0.0.1:${port}`,
    namespace: "/customer",
    auth: () => ({ version: 1, site: "shop" }),
    openSocket,
    clock: systemClock,
    random: () => 0,
  });
  endings.push(client.stop);
  const reach = (status: Connection["status"]): Promise<void> =>
    new Promise((resolve) => {
      if (client.connection().status === status) return resolve();
      const stop = client.onConnection((connection) => {
        if (connection.status !== status) return;
        stop();
        resolve();
      });
    });
  return { client, reach };
}
const profile = { name: null, contact: null, language: "en" };

test("commands, acks and events over a real socket; back by itself after the server cut it", async () => {
  const { space, port } = await serve({ code: null });
  const { client, reach } = connect(port);
  client.start();
  await reach("online");
  expect(await client.call("profile:set", profile)).toEqual({
    ok: true,
    data: { input: profile, auth: { version: 1, site: "shop" } },
  });
  const heard = new Promise((resolve) => client.on("people:changed", resolve));
  space.emit("people:changed", { online: 3 });
  expect(await heard).toEqual({ online: 3 });
  const away = reach("connecting");
  space.disconnectSockets(true);
  await away;
  await reach("online");
  expect(await client.call("profile:set", profile)).toMatchObject({ ok: true });
});

test("refusals of the handshake are read from the error; a busy server is tried again", async () => {
  const refusal: { code: string | null } = { code: "version_mismatch" };
  const { port } = await serve(refusal);
  const old = connect(port);
  old.client.start();
  await old.reach("reload_needed");
  refusal.code = "slow_down";
  const busy = connect(port);
  const refused = new Promise<void>((resolve) => {
    busy.client.onConnection(({ code }) => code === "slow_down" && resolve());
  });
  busy.client.start();
  await refused;
  refusal.code = null;
  await busy.reach("online");
});

test("a server that restarts on its port is found again", async () => {
  const first = await serve({ code: null });
  const { client, reach } = connect(first.port);
  client.start();
  await reach("online");
  const away = reach("connecting");
  await first.close();
  await away;
  await serve({ code: null }, first.port);
  await reach("online");
  expect(await client.call("profile:set", profile)).toMatchObject({ ok: true });
});
