import type { Handshake, OpenSocket, SocketPort } from "../socket-port.ts";
import { settled } from "./fake-clock.ts";

export interface Received {
  name: string;
  input: Record<string, unknown>;
}

/**
 * A socket and its far end in memory. Both directions are queues that a test empties by hand, so it decides what is
 * lost, late or swapped. `answer` is the server; undefined = it never answers.
 */
export function createFakeWire(answer: (received: Received) => unknown) {
  let onConnect = (): void => undefined;
  let onDisconnect = (): void => undefined;
  let onRefused: Parameters<SocketPort["onRefused"]>[0] = () => undefined;
  let onEvent: (name: string, data: unknown) => void = () => undefined;
  let onPing = (): void => undefined;
  let isConnected = false;
  let wantsConnect = false;
  let generation = 0;
  let toServer: { received: Received; ack: (answer: unknown) => void; generation: number }[] = [];
  let toClient: (() => void)[] = [];
  const handshakes: Handshake[] = [];
  const received: Received[] = [];

  const openSocket: OpenSocket = ({ auth }) => ({
    connect() {
      wantsConnect = true;
      handshakes.push(auth());
    },
    disconnect() {
      wantsConnect = false;
      if (!isConnected) return;
      isConnected = false;
      generation += 1;
      onDisconnect();
    },
    emit: (name, input, ack) =>
      void toServer.push({
        received: { name, input: structuredClone(input) as Record<string, unknown> },
        ack,
        generation,
      }),
    onConnect: (run) => void (onConnect = run),
    onDisconnect: (run) => void (onDisconnect = run),
    onRefused: (run) => void (onRefused = run),
    onEvent: (run) => void (onEvent = run),
    onPing: (run) => void (onPing = run),
  });

  const wire = {
    openSocket,
    handshakes,
    /** Every command the server took, in order. */
    received,
    wantsConnect: () => wantsConnect,
    async accept() {
      wantsConnect = false;
      isConnected = true;
      onConnect();
      await settled();
    },
    async refuse(code: string | null, isStickyMissing = false) {
      wantsConnect = false;
      onRefused({ code, isStickyMissing });
      await settled();
    },
    /** The connection breaks; what was on the way in either direction is gone. */
    async drop() {
      isConnected = false;
      generation += 1;
      toServer = [];
      toClient = [];
      onDisconnect();
      await settled();
    },
    ping: () => onPing(),
    /** Queues an event for the client. */
    push: (name: string, data: unknown) => void toClient.push(() => onEvent(name, structuredClone(data))),
    /** Queues an event before everything that already waits for the client. */
    overtake: (name: string, data: unknown) => void toClient.unshift(() => onEvent(name, structuredClone(data))),
    /** What waits for the client comes in the reverse order: answers overtake each other. */
    reverse: () => void toClient.reverse(),
    /** The server takes what was sent; its answers wait in the other queue. */
    async serve() {
      await settled();
      for (const { received: one, ack, generation: sentIn } of toServer.splice(0)) {
        received.push(one);
        const reply = answer(one);
        if (reply !== undefined) toClient.push(() => sentIn === generation && ack(structuredClone(reply)));
      }
    },
    async deliver() {
      // Each frame is a turn of the loop.
      for (const run of toClient.splice(0)) {
        run();
        await settled();
      }
      await settled();
    },
    /** Both directions until nothing moves. */
    async flush() {
      do {
        await wire.serve();
        await wire.deliver();
      } while (toServer.length > 0 || toClient.length > 0);
    },
    take: (name: string) => received.filter((one) => one.name === name).map(({ input }) => input),
  };
  return wire;
}
export type FakeWire = ReturnType<typeof createFakeWire>;
