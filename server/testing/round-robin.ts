/**
 * A balancer as careless as they come: each request to the next node, whoever sent it. Like one that was put in front of
 * several nodes without a thought of sessions.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** What it does with a WebSocket: passes it on, answers as if the headers were not there, or never answers. */
export type WebSocketPassage = "pass" | "refuse" | "swallow";

export interface RoundRobin {
  url: string;
  /** Requests each node was given. */
  counts: number[];
  passage: WebSocketPassage;
  stop(): Promise<void>;
}

export async function startRoundRobin(nodeUrls: readonly string[], passage: WebSocketPassage): Promise<RoundRobin> {
  const counts = nodeUrls.map(() => 0);
  const open = new Set<Socket>();
  let turn = -1;
  const next = (): URL => {
    turn = (turn + 1) % nodeUrls.length;
    counts[turn] = (counts[turn] ?? 0) + 1;
    return new URL(nodeUrls[turn] ?? "");
  };

  function forward(from: IncomingMessage, to: ServerResponse): void {
    const { hostname, port } = next();
    const onward = request(
      { hostname, port, method: from.method, path: from.url, headers: { ...from.headers, connection: "close" } },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
      },
    );
    onward.on("error", () => to.writeHead(502).end());
    to.on("close", () => onward.destroy());
    from.pipe(onward);
  }

  const server = createServer(forward);
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("upgrade", (asked: IncomingMessage, client: Socket, head: Buffer) => {
    client.on("error", () => client.destroy());
    if (robin.passage === "swallow") return;
    if (robin.passage === "refuse") {
      client.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const { hostname, port } = next();
    const onward = connect(Number(port), hostname, () => {
      const headers = asked.rawHeaders.reduce(
        (text, word, at) => text + word + (at % 2 === 0 ? ": " : "\r\n"),
        `${asked.method} ${asked.url} HTTP/1.1\r\n`,
      );
      onward.write(`${headers}\r\n`);
      onward.write(head);
      client.pipe(onward).pipe(client);
    });
    onward.on("error", () => client.destroy());
    onward.on("close", () => client.destroy());
    client.on("close", () => onward.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const robin: RoundRobin = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    passage,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return robin;
}
