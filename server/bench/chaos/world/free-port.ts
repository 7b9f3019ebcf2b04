import { createServer } from "node:net";

/** Below the numbers systems give to outgoing connections: nobody takes one of these while its server is dead. */
const FIRST = 20_000;
const COUNT = 11_000;

/** A port of the loopback address that is free now and stays the same over all restarts of whoever gets it. */
export async function findFixedPort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
  });
}
