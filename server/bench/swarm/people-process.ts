/**
 * Customers and agents in one process, for `load.ts` and `soak.ts`: customers connect, open their threads, ask for a
 * person and acknowledge; agents accept every offer at once and open what they serve; messages are paced between them.
 */
import { randomUUID } from "node:crypto";
import { newFigures, type PaceFigures, type PaceOrder } from "./pace-figures.ts";
import { answerProbes, readOptions } from "./probe.mjs";
import { RawSocket } from "./raw-socket.ts";

export interface PeopleOptions {
  port: number;
  customers: { token: string; customerId: string; conversationId: string }[];
  agents: { staffId: string; cookie: string }[];
}

interface Person {
  socket: RawSocket | null;
  customer: PeopleOptions["customers"][number] | null;
  agent: PeopleOptions["agents"][number] | null;
  /** The conversation in which messages go to and fro. */
  conversationId: string | null;
  position: number | null;
  cursorAt: number;
}

const { port, ...who } = (await readOptions()) as PeopleOptions;
const person = (more: Partial<Person>): Person => ({
  socket: null,
  customer: null,
  agent: null,
  conversationId: null,
  position: null,
  cursorAt: 0,
  ...more,
});
const customers = who.customers.map((customer) => person({ customer }));
const agents = who.agents.map((agent) => person({ agent }));
const customerOf = new Map(customers.map((each) => [each.customer?.conversationId ?? "", each]));
const agentOf = new Map<string, Person>();
const faults: Record<string, number> = {};
let takenAt: number[] = [];
let positionsAt = 0;
let onTaken: (() => void) | null = null;

const note = (fault: string): void => void (faults[fault] = (faults[fault] ?? 0) + 1);

/** Emits and reads the answer; refusals are counted by code. */
function ask<T>(from: Person, name: string, input: object): Promise<T | null> {
  return new Promise((resolve) => {
    if (from.socket === null) return resolve(null);
    from.socket.emit(name, input, (text) => {
      const ack = JSON.parse(text) as { ok: boolean; data: T; error?: { code: string } };
      if (!ack.ok) note(`${name}: ${ack.error?.code ?? "?"}`);
      resolve(ack.ok ? ack.data : null);
    });
  });
}

function connect(one: Person): Promise<void> {
  return new Promise((resolve) => {
    const mine = new RawSocket({
      port,
      namespace: one.customer === null ? "/agent" : "/customer",
      auth: { version: 1, ...(one.customer === null ? {} : { token: one.customer.token }) },
      ...(one.agent === null ? {} : { headers: { cookie: one.agent.cookie } }),
      onConnect: () =>
        void ask(
          one,
          one.customer === null ? "desk:open" : "thread:open",
          one.customer === null ? {} : { pageUrl: null },
        ).then(() => resolve()),
      onRefused(code) {
        note(`handshake: ${code}`);
        resolve();
      },
      onEvent: (name, text) => (one.customer === null ? hearAsAgent(one, name, text) : hearAsCustomer(one, name, text)),
      onClose() {
        if (one.socket !== mine) return;
        note("a connection was lost");
        one.socket = null;
      },
    });
    one.socket = mine;
  });
}

/** A page is closed. */
function leave(one: Person): void {
  const { socket } = one;
  one.socket = null;
  one.conversationId = null;
  served = null;
  one.position = null;
  socket?.close();
}

function hearAsCustomer(one: Person, name: string, text: string): void {
  if (name === "queue:moved") {
    one.position = (JSON.parse(text) as { position: number }).position;
    positionsAt = performance.now();
  } else if (name === "item:created") {
    if (text.includes('"kind":"assigned"')) {
      one.position = null;
      void ask(one, "connection:acknowledge", { clientId: randomUUID(), conversationId: one.customer?.conversationId });
    }
    delivered(one, text);
  }
}

function hearAsAgent(one: Person, name: string, text: string): void {
  if (name === "item:created") return delivered(one, text);
  if (name !== "desk:changed") return;
  const { change } = JSON.parse(text) as {
    change: { kind: string; offer?: { id: string }; conversation?: { id: string }; conversationId?: string };
  };
  if (change.kind === "offer_made")
    void ask(one, "offer:accept", { clientId: randomUUID(), offerId: change.offer?.id });
  else if (change.kind === "conversation_taken" && change.conversation !== undefined) {
    const { id } = change.conversation;
    agentOf.set(id, one);
    const customer = customerOf.get(id);
    if (customer !== undefined) customer.conversationId = id;
    served = null;
    takenAt.push(performance.now());
    onTaken?.();
    void ask(one, "conversation:open", { conversationId: id });
  } else if (change.kind === "conversation_gone" && change.conversationId !== undefined) {
    agentOf.delete(change.conversationId);
    const customer = customerOf.get(change.conversationId);
    if (customer !== undefined) customer.conversationId = null;
    served = null;
  }
}

// ── messages ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface OnTheWay {
  from: Person;
  at: number;
}
const onTheWay = new Map<number, OnTheWay>();
let pace: { startedAt: number; figures: PaceFigures; isKeepingIds: boolean; hasCursors: boolean } | null = null;
let lastNumber = 0;
/** Answers that came after their pace had ended. */
const late = { clientIds: [] as string[], slowDowns: 0 };
const FILLER = "what people write to each other about a teapot that has not arrived, and when it will. ";

/** Whatever came with a number of ours, to somebody who did not write it, was delivered. */
function delivered(to: Person, text: string): void {
  const at = text.indexOf('"text":"#');
  if (at < 0) return;
  const number = Number.parseInt(text.slice(at + 9, at + 19), 10);
  const sent = onTheWay.get(number);
  if (sent === undefined || sent.from === to) return;
  onTheWay.delete(number);
  const now = performance.now();
  pace?.figures.deliveryMs.push(now - sent.at);
  // A page tells how far it has received, at most once a second.
  if (pace?.hasCursors === true && now - to.cursorAt > 1_000) {
    to.cursorAt = now;
    const { item } = JSON.parse(text) as { item: { conversationId: string; seq: number } };
    void ask(to, "cursor:advance", { conversationId: item.conversationId, deliveredSeq: item.seq, readSeq: item.seq });
  }
}

/** @param onSettled runs when it was answered, whatever the answer */
function send(
  from: Person,
  conversationId: string,
  onSettled: (isAcknowledged: boolean) => void = () => undefined,
): void {
  if (pace === null || from.socket === null) return onSettled(false);
  const { figures, startedAt, isKeepingIds } = pace;
  lastNumber += 1;
  const number = lastNumber;
  const at = performance.now();
  const clientId = randomUUID();
  onTheWay.set(number, { from, at });
  figures.sent += 1;
  const text = `#${number} ${FILLER}`;
  from.socket.emit("message:send", { clientId, conversationId, text, mediaId: null, answerId: null }, (ackText) => {
    const isAcknowledged = ackText.startsWith('{"ok":true');
    if (pace?.figures !== figures) {
      onTheWay.delete(number);
      if (isAcknowledged) late.clientIds.push(clientId);
      else if (ackText.includes('"slow_down"')) late.slowDowns += 1;
      else note(`message:send: ${ackText.slice(0, 100)}`);
      return;
    }
    if (isAcknowledged) {
      figures.acknowledged += 1;
      figures.ackMs.push(performance.now() - at);
      figures.sentAtMs.push(at - startedAt);
      if (isKeepingIds) figures.clientIds.push(clientId);
    } else {
      onTheWay.delete(number);
      const code = (JSON.parse(ackText) as { error: { code: string } }).error.code;
      if (code === "slow_down") figures.slowDowns += 1;
      else figures.faults[code] = (figures.faults[code] ?? 0) + 1;
    }
    onSettled(isAcknowledged);
  });
}

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Those who are served now; looked up anew when somebody came or went. */
let served: Person[] | null = null;

/** Each number is a turn of one conversation: customer and agent write in turn. Null while nobody is served. */
function turn(number: number): { from: Person; conversationId: string } | null {
  served ??= customers.filter((one) => one.conversationId !== null && agentOf.has(one.conversationId));
  const customer = served[number % served.length];
  const id = customer?.conversationId ?? null;
  const agent = id === null ? undefined : agentOf.get(id);
  if (customer === undefined || id === null || agent === undefined) return null;
  return { from: Math.floor(number / served.length) % 2 === 0 ? customer : agent, conversationId: id };
}

/** Messages on a clock, whatever comes back (an open loop), or in a closed loop. */
async function runPace(order: PaceOrder): Promise<PaceFigures> {
  const startedAt = performance.now();
  const figures = newFigures();
  pace = { startedAt, figures, isKeepingIds: order.isKeepingIds, hasCursors: order.hasCursors };
  onTheWay.clear();
  const endAt = startedAt + order.seconds * 1_000;
  let number = 0;
  let settled = 0;
  const onSettled = () => void (settled += 1);
  if (order.perSecond === 0) {
    const loop = (at: number): void => {
      const next = performance.now() < endAt ? turn(at) : null;
      if (next !== null) send(next.from, next.conversationId, () => (onSettled(), loop(at + customers.length)));
    };
    for (const at of customers.keys()) loop(at);
    await wait(order.seconds * 1_000);
  } else {
    while (performance.now() < endAt) {
      const due = ((performance.now() - startedAt) / 1_000) * order.perSecond;
      for (; number < due; number += 1) {
        const next = turn(number);
        if (next !== null) send(next.from, next.conversationId, onSettled);
      }
      await wait(2);
    }
  }
  figures.tookMs = performance.now() - startedAt;
  const patientUntil = performance.now() + order.patienceMs;
  while ((settled < figures.sent || onTheWay.size > 0) && performance.now() < patientUntil) await wait(20);
  if (settled < figures.sent) figures.faults["never answered"] = figures.sent - settled;
  if (onTheWay.size > 0) figures.faults["never delivered"] = onTheWay.size;
  pace = null;
  return figures;
}

// ── orders ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function each(list: readonly Person[], inFlight: number, work: (one: Person) => Promise<unknown>): Promise<void> {
  const waiting = [...list];
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
    }),
  );
}

function untilTaken(count: number, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    onTaken = () => {
      if (takenAt.length < count) return;
      clearTimeout(timer);
      resolve();
    };
    onTaken();
  });
}

interface Order extends PaceOrder {
  ask: string;
  id: number;
  count: number;
  from: number;
  to: number;
  customersTo?: number;
}

const orders: Record<string, (order: Order) => Promise<object>> = {
  /** Agents, and customers up to a number (all of them without one). */
  async connect({ customersTo }) {
    await each(customers.slice(0, customersTo), 64, connect);
    await each(agents, 64, connect);
    return { connected: [...customers, ...agents].filter((one) => one.socket?.isConnected === true).length };
  },
  async queue() {
    await each(customers, 32, (one) =>
      ask(one, "handoff:request", { clientId: randomUUID(), conversationId: one.customer?.conversationId ?? null }),
    );
    return {};
  },
  /** These agents become available at once; answers when `count` more conversations were taken, or after 30 s. */
  async serve({ count, from, to }) {
    takenAt = [];
    const startedAt = performance.now();
    await Promise.all(
      agents
        .slice(from, to)
        .map((one) =>
          ask(one, "availability:set", { clientId: randomUUID(), availability: "available", reason: null }),
        ),
    );
    await untilTaken(count, 30_000);
    const lastAt = takenAt[count - 1];
    return { taken: takenAt.length, tookMs: lastAt === undefined ? null : lastAt - startedAt };
  },
  async taken({ count }) {
    await untilTaken(count, 30_000);
    return { taken: takenAt.length };
  },
  async positions() {
    return {
      positions: customers.flatMap((one) =>
        one.position === null || one.conversationId !== null ? [] : [[one.customer?.conversationId, one.position]],
      ),
      ageMs: performance.now() - positionsAt,
    };
  },
  pace: runPace,
  async late() {
    return late;
  },
  async faults() {
    return { faults };
  },
  /** These customers come (again) and ask for a person. */
  async come({ from, to }) {
    await each(customers.slice(from, to), 16, async (one) => {
      await connect(one);
      await ask(one, "handoff:request", { clientId: randomUUID(), conversationId: null });
    });
    return {};
  },
  /** Agents close the conversations of these customers, whose pages are then closed. */
  async finish({ from, to }) {
    await each(customers.slice(from, to), 16, async (one) => {
      const id = one.conversationId;
      const agent = id === null ? undefined : agentOf.get(id);
      // Nothing new is said; what is on its way arrives first.
      one.conversationId = null;
      served = null;
      await wait(500);
      if (id !== null && agent !== undefined) {
        const outcome = { isSolved: true, category: null };
        await ask(agent, "conversation:close", { clientId: randomUUID(), conversationId: id, outcome });
        await ask(agent, "conversation:leave", { conversationId: id });
      }
      leave(one);
    });
    return {};
  },
  async leaveAll() {
    for (const one of [...customers, ...agents]) leave(one);
    return {};
  },
};

process.on("message", (order: Order) => {
  const run = orders[order.ask];
  if (run === undefined) return;
  run(order).then(
    (answer) => process.send?.({ answer: order.id, ...answer }),
    (error: unknown) => process.send?.({ answer: order.id, error: String(error) }),
  );
});
answerProbes();
process.on("disconnect", () => process.exit(0));
process.send?.({ ready: true });
