/** Many customers in one process, for `connections.ts`: each connects and opens its thread, as a page does. */
import { RawSocket } from "./raw-socket.ts";
import { answerProbes, readOptions } from "./probe.mjs";

export interface CustomersOptions {
  port: number;
  /** `/` for the bare server, `/customer` for the product. */
  namespace: "/" | "/customer";
  customers: { token: string; conversationId: string }[];
}

interface Round {
  /** Newest public number that an opened thread must reach. */
  reach: number;
  left: number;
  faults: string[];
  onDone(): void;
}

export interface RoundFigures {
  tookMs: number;
  handshakes: number;
  /** Reasons of attempts that did not succeed, at most ten of them. */
  faults: string[];
}

const { port, namespace, customers } = (await readOptions()) as CustomersOptions;
const sockets = new Map<number, RawSocket>();
let round: Round | null = null;
let handshakes = 0;
let isClosing = false;

interface Opened {
  ok: boolean;
  data?: { conversations?: { id: string; seq: number }[]; items: { conversationId: string; seq: number }[] };
}

/** What is missing of a thread that was opened; null when nothing is. */
function faultOf(text: string, conversationId: string, reach: number): string | null {
  const { ok, data } = JSON.parse(text) as Opened;
  if (!ok || data === undefined) return `refused: ${text.slice(0, 100)}`;
  if (namespace === "/") return null;
  const seqs = new Set(data.items.filter((item) => item.conversationId === conversationId).map(({ seq }) => seq));
  for (let seq = Math.max(1, reach - 49); seq <= reach; seq += 1) if (!seqs.has(seq)) return `item ${seq} is missing`;
  return null;
}

/** Connects until it succeeds; then the thread is opened. */
function connect(at: number, onDone: () => void): void {
  const customer = customers[at];
  if (customer === undefined || round === null) return;
  const { faults, reach } = round;
  const note = (fault: string) => void (faults.length < 10 && faults.push(fault));
  handshakes += 1;
  const socket: RawSocket = new RawSocket({
    port,
    namespace,
    auth: { version: 1, token: customer.token },
    onConnect() {
      socket.emit("thread:open", { pageUrl: "https://shop.example/teapots/42" }, (text) => {
        const fault = faultOf(text, customer.conversationId, reach);
        if (fault !== null) note(fault);
        onDone();
      });
    },
    onRefused: note,
    onClose(wasConnected) {
      sockets.delete(at);
      if (isClosing || wasConnected) return;
      note("closed before it was connected");
      setTimeout(() => connect(at, onDone), 50 + 100 * Math.random());
    },
  });
  sockets.set(at, socket);
}

/** Connects these with at most `inFlight` under way; all of them at once when it is their number. */
function open(indices: number[], inFlight: number, reach: number): Promise<RoundFigures> {
  const startedAt = performance.now();
  const before = handshakes;
  return new Promise((resolve) => {
    const waiting = [...indices];
    const now: Round = {
      reach,
      left: indices.length,
      faults: [],
      onDone: () =>
        resolve({ tookMs: performance.now() - startedAt, handshakes: handshakes - before, faults: now.faults }),
    };
    round = now;
    const next = (): void => {
      const at = waiting.shift();
      if (at === undefined) return;
      connect(at, () => {
        now.left -= 1;
        if (now.left === 0) now.onDone();
        else next();
      });
    };
    for (let count = 0; count < inFlight; count += 1) next();
  });
}

async function answer(message: {
  ask: string;
  id: number;
  inFlight: number;
  reach: number;
  to: number;
}): Promise<void> {
  if (message.ask === "open") {
    isClosing = false;
    const missing = customers.map((_, at) => at).filter((at) => at < message.to && !sockets.has(at));
    process.send?.({ answer: message.id, ...(await open(missing, message.inFlight, message.reach)) });
  } else if (message.ask === "close") {
    isClosing = true;
    for (const socket of sockets.values()) socket.close();
    process.send?.({ answer: message.id });
  } else if (message.ask === "count") {
    process.send?.({ answer: message.id, connected: [...sockets.values()].filter((each) => each.isConnected).length });
  }
}

process.on("message", (message: Parameters<typeof answer>[0]) => void answer(message));
answerProbes();
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
