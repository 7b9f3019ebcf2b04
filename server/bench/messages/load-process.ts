/**
 * The people of the messages benchmark: one process with plain Socket.IO clients, the same code for the relay and the
 * product. Closed loop: each pair has one message outstanding; the next, in the other direction, is sent when the last was
 * both acknowledged to its sender and delivered to its reader. Paced: messages are sent on a clock, whatever comes back.
 */
import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import type { LoadOrder, LoadReport, LoadResult, Pair, Target } from "./orders.ts";

const TEXT_BYTES = 100;
const PATIENCE_MS = 20_000;
const CONNECTS_AT_ONCE = 50;

interface Running {
  pair: Pair;
  sockets: [Socket, Socket];
  /** Who sends next. */
  sender: 0 | 1;
  /** The text on its way, in the closed loop. */
  text: string;
  isAcked: boolean;
  isDelivered: boolean;
}

const running: Record<Target, Running[]> = { relay: [], product: [] };
let written = 0;
let onFinished: ((one: Running) => void) | null = null;
let onHeard: ((text: string) => void) | null = null;

const newText = (): string => `${(written += 1)} `.padEnd(TEXT_BYTES, "what people write to each other ");

async function connect(pairs: readonly Pair[]): Promise<Running[]> {
  const result: Running[] = [];
  for (let at = 0; at < pairs.length; at += CONNECTS_AT_ONCE)
    result.push(...(await Promise.all(pairs.slice(at, at + CONNECTS_AT_ONCE).map(connectPair))));
  return result;
}

async function connectPair(pair: Pair): Promise<Running> {
  const [a, b] = await Promise.all([open(pair, 0), open(pair, 1)]);
  const one: Running = { pair, sockets: [a, b], sender: 0, text: "", isAcked: true, isDelivered: true };
  for (const side of [0, 1] as const) {
    one.sockets[side].on("item:created", ({ item }: { item: { data: { text?: string } } }) => {
      const { text } = item.data;
      if (text === undefined) return;
      // On a clock the pair's next message may leave before this one is here. Nobody is told their own words.
      if (onHeard !== null) onHeard(text);
      else if (side !== one.sender && text === one.text && !one.isDelivered) {
        one.isDelivered = true;
        if (one.isAcked) onFinished?.(one);
      }
    });
  }
  return one;
}

function open({ sides }: Pair, side: 0 | 1): Promise<Socket> {
  const { url, auth, headers } = sides[side];
  const socket = io(url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth,
    extraHeaders: headers,
    timeout: PATIENCE_MS,
  });
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });
}

interface Ack {
  ok: boolean;
  error?: unknown;
}

function send(one: Running, text: string, onAck: () => void): void {
  const input = {
    clientId: randomUUID(),
    conversationId: one.pair.conversationId,
    text,
    mediaId: null,
    answerId: null,
  };
  one.sockets[one.sender].emit("message:send", input, (ack: Ack) => {
    if (!ack.ok) throw new Error(`refused: ${JSON.stringify(ack)}`);
    onAck();
  });
}

function sendNext(one: Running): void {
  one.sender = one.sender === 0 ? 1 : 0;
  one.text = newText();
  one.isAcked = false;
  one.isDelivered = false;
  send(one, one.text, () => {
    one.isAcked = true;
    if (one.isDelivered) onFinished?.(one);
  });
}

const cpuUs = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** Ends when everything under way has come to rest; only what finished within the time counts. */
async function runClosed(target: Target, seconds: number): Promise<LoadResult> {
  let messages = 0;
  let underWay = running[target].length;
  const startedAt = performance.now();
  const cpuBefore = cpuUs();
  const endAt = startedAt + seconds * 1_000;
  return new Promise((resolve) => {
    let result: LoadResult | null = null;
    onFinished = (one) => {
      const now = performance.now();
      if (now < endAt) {
        messages += 1;
        sendNext(one);
        return;
      }
      result ??= { messages, elapsedMs: now - startedAt, cpuUs: cpuUs() - cpuBefore, ackMs: [], deliveryMs: [] };
      underWay -= 1;
      if (underWay > 0) return;
      onFinished = null;
      resolve(result);
    };
    for (const one of running[target]) sendNext(one);
  });
}

async function runPaced(target: Target, seconds: number, perSecond: number): Promise<LoadResult> {
  const pairs = running[target];
  const ackMs: number[] = [];
  const deliveryMs: number[] = [];
  const sentAt = new Map<string, number>();
  const total = Math.floor(seconds * perSecond);
  const cpuBefore = cpuUs();
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    let sent = 0;
    const settle = (): void => {
      if (ackMs.length === total && deliveryMs.length === total) resolve();
    };
    onHeard = (text) => {
      const at = sentAt.get(text);
      if (at === undefined) return;
      sentAt.delete(text);
      deliveryMs.push(performance.now() - at);
      settle();
    };
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
      while (sent < due) {
        const one = pairs[sent % pairs.length];
        sent += 1;
        if (one === undefined) return;
        one.sender = one.sender === 0 ? 1 : 0;
        const text = newText();
        const at = performance.now();
        sentAt.set(text, at);
        send(one, text, () => {
          ackMs.push(performance.now() - at);
          settle();
        });
      }
      if (sent === total) clearInterval(timer);
    }, 1);
  });
  onHeard = null;
  return { messages: total, elapsedMs: performance.now() - startedAt, cpuUs: cpuUs() - cpuBefore, ackMs, deliveryMs };
}

async function obey(order: LoadOrder): Promise<LoadReport> {
  if (order.kind === "connect") {
    running[order.target] = await connect(order.pairs);
    return { kind: "connected" };
  }
  const { target, seconds } = order;
  return {
    kind: "done",
    result: await (order.kind === "closed" ? runClosed(target, seconds) : runPaced(target, seconds, order.perSecond)),
  };
}

process.on("message", (order: LoadOrder) => {
  obey(order).then(
    (report) => process.send?.(report),
    (error: unknown) =>
      process.send?.({
        kind: "failed",
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});
// Nobody is left to load for.
process.on("disconnect", () => process.exit(0));
