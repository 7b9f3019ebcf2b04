import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { openLink } from "./link.ts";
import type { Link } from "./world.ts";

/** A node: answers every chunk with its name and the same chunk, and keeps what it heard. */
interface Echo {
  port: number;
  heard: string[];
  sockets: Socket[];
  /** Resolves when this has been heard. */
  hears(text: string): Promise<void>;
  stop(): Promise<void>;
}

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function startEcho(name: string): Promise<Echo> {
  const heard: string[] = [];
  const sockets: Socket[] = [];
  const looks = new Set<() => void>();
  const server: Server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard.push(chunk.toString());
      socket.write(`${name}:${chunk.toString()}`);
      for (const look of looks) look();
    });
  });
  server.listen({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  ends.push(stop);
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    sockets,
    hears: (text) =>
      new Promise((resolve) => {
        const look = () => {
          if (!heard.join("").includes(text)) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        look();
      }),
    stop,
  };
}

/** Whether with an error or without. */
const closing = (socket: Socket | undefined): Promise<void> =>
  new Promise((resolve) => void socket?.once("close", () => resolve()));

/** Takes longer than what was sent before needs to reach the link. */
async function roundTrip(node: Echo): Promise<void> {
  const client = await openClient(await linkTo(node));
  client.socket.write("there and back");
  await client.hears("there and back");
}

async function linkTo(...nodes: Echo[]): Promise<Link> {
  let turn = 0;
  const ports = nodes.map(({ port }) => port);
  const link = await openLink({
    name: "a client",
    random: () => 0.5,
    ports: () => {
      turn += 1;
      return ports.map((_, at) => ports[(turn + at) % ports.length] ?? 0);
    },
  });
  ends.push(() => link.close());
  return link;
}

interface Client {
  socket: Socket;
  /** Resolves with everything heard once it holds this. */
  hears(text: string): Promise<string>;
  /** The code it ended with, or "closed". */
  ended: Promise<string>;
}

async function openClient(link: Link): Promise<Client> {
  const socket = connect({ port: Number(new URL(link.url).port), host: "127.0.0.1", noDelay: true });
  let text = "";
  const ended = new Promise<string>((resolve) => {
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once("close", () => resolve("closed"));
  });
  socket.on("data", (chunk) => (text += chunk.toString()));
  ends.push(() => socket.destroy());
  await once(socket, "connect");
  return {
    socket,
    ended,
    hears: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (!text.includes(wanted)) return;
          socket.off("data", look);
          resolve(text);
        };
        socket.on("data", look);
        look();
      }),
  };
}

it("passes bytes both ways and counts them", async () => {
  const link = await linkTo(await startEcho("a"));
  const client = await openClient(link);
  client.socket.write("hello");
  expect(await client.hears("a:hello")).toBe("a:hello");
  expect([link.bytesUp, link.bytesDown]).toEqual([5, 7]);
});

it("gives each new connection to the next node and skips those that refuse", async () => {
  const [a, b] = [await startEcho("a"), await startEcho("b")];
  const link = await linkTo(a, b);
  const met = async () => {
    const client = await openClient(link);
    client.socket.write("x");
    const answer = await client.hears(":x");
    return answer.slice(0, 1);
  };
  expect([await met(), await met(), await met()].join("")).toMatch(/^(aba|bab)$/);
  await a.stop();
  expect([await met(), await met(), await met()].join("")).toBe("bbb");
  await b.stop();
  expect(await (await openClient(link)).ended).toBe("ECONNRESET");
});

it("ends the client's connection when its node dies, and the node's when the client goes", async () => {
  const a = await startEcho("a");
  const link = await linkTo(a);
  const client = await openClient(link);
  client.socket.write("x");
  await client.hears("a:x");
  await a.stop();
  expect(await client.ended).toBe("closed");
  const b = await startEcho("b");
  const other = await openClient(await linkTo(b));
  other.socket.write("x");
  await other.hears("b:x");
  const gone = closing(b.sockets[0]);
  other.socket.destroy();
  await gone;
});

it("resets both sides", async () => {
  const a = await startEcho("a");
  const link = await linkTo(a);
  const client = await openClient(link);
  client.socket.write("x");
  await client.hears("a:x");
  const gone = closing(a.sockets[0]);
  link.reset();
  expect(await client.ended).toBe("ECONNRESET");
  await gone;
});

it("swallows everything while it is cut, answers nobody, and is whole again once mended", async () => {
  const a = await startEcho("a");
  const link = await linkTo(a);
  const before = await openClient(link);
  before.socket.write("one");
  await before.hears("a:one");
  link.cut();
  before.socket.write("two");
  const during = await openClient(link);
  during.socket.write("three");
  // What the node says meanwhile is lost as well.
  a.sockets[0]?.write("four");
  const after = link.bytesDown;
  await new Promise((resolve) => setImmediate(resolve));
  link.mend();
  expect(await Promise.all([before.ended, during.ended])).toEqual(["ECONNRESET", "ECONNRESET"]);
  expect(a.heard).toEqual(["one"]);
  expect(link.bytesDown).toBe(after);
  const fresh = await openClient(link);
  fresh.socket.write("five");
  await fresh.hears("a:five");
});

it("keeps a connection over a cut in which nothing was said", async () => {
  const link = await linkTo(await startEcho("a"));
  const client = await openClient(link);
  client.socket.write("one");
  await client.hears("a:one");
  link.cut();
  link.mend();
  client.socket.write("two");
  await client.hears("a:two");
});

it("loses one direction only", async () => {
  const a = await startEcho("a");
  const link = await linkTo(a);
  const client = await openClient(link);
  client.socket.write("one");
  await client.hears("a:one");
  link.dropOneWay("down");
  client.socket.write("two");
  await a.hears("two");
  await roundTrip(a);
  link.mend();
  expect(await client.ended).toBe("ECONNRESET");

  const other = await openClient(link);
  other.socket.write("three");
  await other.hears("a:three");
  link.dropOneWay("up");
  other.socket.write("four");
  a.sockets[2]?.write("from the node");
  await other.hears("from the node");
  link.mend();
  expect(await other.ended).toBe("ECONNRESET");
  expect(a.heard).toEqual(["one", "two", "there and back", "three"]);
});

it("delays in order, and goes on without delay when mended", async () => {
  const link = await linkTo(await startEcho("a"));
  const client = await openClient(link);
  client.socket.write("0");
  await client.hears("a:0");
  link.delay(60, 0);
  const began = performance.now();
  for (const text of ["1", "2", "3"]) {
    client.socket.write(text);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const heard = await client.hears("3");
  expect(performance.now() - began).toBeGreaterThanOrEqual(118);
  expect(heard.replaceAll("a:", "")).toBe("0123");
  link.mend();
  const mendedAt = performance.now();
  client.socket.write("4");
  await client.hears("4");
  expect(performance.now() - mendedAt).toBeLessThan(50);
});

it("stalls what is lost on a slow line", async () => {
  const link = await linkTo(await startEcho("a"));
  const client = await openClient(link);
  client.socket.write("0");
  await client.hears("a:0");
  link.delay(0, 1);
  const began = performance.now();
  client.socket.write("1");
  await client.hears("1");
  expect(performance.now() - began).toBeGreaterThanOrEqual(1_990);
});
