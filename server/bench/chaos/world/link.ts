/** A TCP proxy in front of the nodes, one local port per client, with the faults of that client's line. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { createFlow, type FlowFaults } from "./link-flow.ts";
import type { Link } from "./world.ts";

export interface LinkOptions {
  name: string;
  /** Where a new connection may go, in this order; those that refuse are skipped. Asked for each connection. */
  ports(): readonly number[];
  random(): number;
}

const sound = (): FlowFaults => ({ isLost: false, delayMs: 0, lossRate: 0 });

/** Opens the way in of one client. Without a node that answers, its connections are cut. */
export async function openLink({ name, ports, random }: LinkOptions): Promise<Link> {
  const up = sound();
  const down = sound();
  let bytesUp = 0;
  let bytesDown = 0;
  let isCut = false;
  let closing: Promise<unknown> | null = null;
  /** Each knows how to end itself, with RSTs to both sides. */
  const joined = new Set<{ reset(): void; hasHole(): boolean }>();

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    client.on("error", () => undefined);
    if (isCut) silence(client);
    else if (up.delayMs === 0) void join(client);
    else setTimeout(() => void join(client), up.delayMs);
  });

  /** The line is dead: somebody seems to be there and never says a word. */
  function silence(client: Socket): void {
    const silent = { reset: () => end(), hasHole: () => true };
    const end = () => {
      joined.delete(silent);
      client.resetAndDestroy();
    };
    joined.add(silent);
    client.resume().once("close", () => joined.delete(silent));
  }

  async function join(client: Socket): Promise<void> {
    const node = await reach(ports());
    if (node === null) return void client.resetAndDestroy();
    if (client.destroyed) return void node.destroy();
    const upFlow = createFlow({
      from: client,
      to: node,
      faults: up,
      random,
      onPassed: (bytes) => (bytesUp += bytes),
      onReset: () => reset(),
    });
    const downFlow = createFlow({
      from: node,
      to: client,
      faults: down,
      random,
      onPassed: (bytes) => (bytesDown += bytes),
      onReset: () => reset(),
    });
    const pair = { reset, hasHole: () => upFlow.hasHole || downFlow.hasHole };
    function reset(): void {
      joined.delete(pair);
      for (const flow of [upFlow, downFlow]) flow.stop();
      for (const socket of [client, node as Socket]) if (!socket.destroyed) socket.resetAndDestroy();
    }
    /** One side is gone. The other hears of it, unless the way there is lost: then it stays until the line is mended. */
    function closed(gone: Socket): void {
      const flow = gone === client ? upFlow : downFlow;
      if ((gone === client ? up : down).isLost) return flow.end();
      flow.stop();
      (gone === client ? (node as Socket) : client).destroy();
      if (client.destroyed && node?.destroyed === true) joined.delete(pair);
    }
    joined.add(pair);
    node.on("error", () => undefined);
    client.on("end", () => upFlow.end());
    node.on("end", () => downFlow.end());
    client.on("close", () => closed(client));
    node.on("close", () => closed(node));
  }

  server.listen({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const resetAll = (): void => {
    for (const each of [...joined]) each.reset();
  };
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    reset: resetAll,
    cut() {
      isCut = up.isLost = down.isLost = true;
    },
    mend() {
      isCut = false;
      Object.assign(up, sound());
      Object.assign(down, sound());
      for (const each of [...joined]) if (each.hasHole()) each.reset();
    },
    dropOneWay(direction) {
      (direction === "up" ? up : down).isLost = true;
    },
    delay(ms, lossRate) {
      for (const faults of [up, down]) Object.assign(faults, { delayMs: ms, lossRate });
    },
    get bytesUp() {
      return bytesUp;
    },
    get bytesDown() {
      return bytesDown;
    },
    async close() {
      if (closing === null) {
        closing = once(server, "close");
        server.close();
        resetAll();
      }
      await closing;
    },
  };
}

/** The first of them that takes a connection; null when none does. */
async function reach(ports: readonly number[]): Promise<Socket | null> {
  for (const port of ports) {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    if (isOpen) return socket;
  }
  return null;
}
