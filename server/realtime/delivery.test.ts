import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { threadItems } from "#components/realtime/customer-state.ts";
import { queueCustomerMessage } from "#components/realtime/queue-message.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { mirrorThread } from "../testing/mirror.ts";
import { realCustomer, type RealCustomer } from "../testing/real-clients.ts";
import { customerSend } from "../testing/send-builder.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** A message goes once and is shown once, however often it is sent and whatever is lost on the way. */

let server: TestChatServer;
let lin: AgentWire;
let mia: AgentWire;
const id = () => randomUUID();
const message = (text: string, conversationId: string | null = null, clientId = id()) => ({
  clientId,
  conversationId: conversationId as never,
  text,
  mediaId: null,
  answerId: null,
});
const clients: RealCustomer[] = [];

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 1_000 });
  [lin, mia] = await Promise.all([server.connectStaff(server.shop.lin), server.connectStaff(server.shop.mia)]);
  await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  delete server.failpoints.afterCommitBeforeAck;
});
afterAll(() => server.stop());

async function newWire(): Promise<CustomerWire> {
  return server.connectCustomer(await server.newCustomer());
}
const stored = async (clientId: string) =>
  (await server.database.main.query("SELECT 1 FROM items WHERE client_id = $1", [clientId])).rows.length;

/** A chat with Lin. */
async function served(wire: CustomerWire): Promise<string> {
  const { conversation } = await wire.ask("handoff:request", { clientId: id(), conversationId: null });
  const { change } = await lin.until(
    "desk:changed",
    (data) => data.change.kind === "offer_made" && data.change.offer.conversation.id === conversation.id,
  );
  if (change.kind === "offer_made") await lin.ask("offer:accept", { clientId: id(), offerId: change.offer.id });
  return conversation.id;
}

describe("who wrote", () => {
  /** Packets of this socket that bring an item with this text: its events, and those with its answers. */
  const packetsWith = (wire: { received: string[] }, text: string) => {
    const all = wire.received.filter((packet) => packet.includes(`"text":"${text}"`));
    return { events: all.filter((packet) => packet.includes('"item:created"')).length, all: all.length };
  };

  it("hears of it once, by the answer; their other tabs and the other side hear of it once, by the event", async () => {
    const customer = await server.newCustomer();
    const [tab, otherTab] = [await server.connectCustomer(customer), await server.connectCustomer(customer)];
    const conversationId = await served(tab);
    const otherDesk = await server.connectStaff(server.shop.lin);
    const words = {
      customer: `from the customer ${id()}`,
      agent: `from the agent ${id()}`,
      note: `between us ${id()}`,
    };
    const { item } = await tab.ask("message:send", message(words.customer, conversationId));
    await lin.ask("message:send", message(words.agent, conversationId) as never);
    await lin.ask("note:add", { clientId: id(), conversationId: conversationId as never, text: words.note });
    const note = (data: { item: { data: object } }) => JSON.stringify(data.item.data).includes(words.note);
    await otherDesk.until("item:created", note);
    // Events of one socket come in order, and this one comes after all others.
    const last = await tab.ask("message:send", message("the last word", conversationId));
    await otherTab.until("item:created", (data) => data.item.id === last.item.id);
    for (const wire of [lin, otherDesk]) await wire.until("item:created", (data) => data.item.id === last.item.id);
    expect(item.seq).toBeLessThan(last.item.seq);
    expect(packetsWith(tab, words.customer)).toEqual({ events: 0, all: 1 });
    expect(packetsWith(otherTab, words.customer)).toEqual({ events: 1, all: 1 });
    expect(packetsWith(lin, words.customer)).toEqual({ events: 1, all: 1 });
    expect(packetsWith(lin, words.agent)).toEqual({ events: 0, all: 1 });
    expect(packetsWith(lin, words.note)).toEqual({ events: 0, all: 1 });
    expect(packetsWith(otherDesk, words.agent)).toEqual({ events: 1, all: 1 });
    expect(packetsWith(otherDesk, words.note)).toEqual({ events: 1, all: 1 });
    expect(packetsWith(tab, words.agent)).toEqual({ events: 1, all: 1 });
    expect(packetsWith(otherTab, words.note)).toEqual({ events: 0, all: 0 });
    otherDesk.close();
  });
});

describe("the same clientId", () => {
  it("gives the first answer, is stored once and shown once; another body is a conflict", async () => {
    const customer = await server.newCustomer();
    const [wire, other] = [await server.connectCustomer(customer), await server.connectCustomer(customer)];
    const page = await mirrorThread(wire, other);
    const send = message("When are you open?");
    const first = await wire.ask("message:send", send);
    await wire.until("item:created", ({ item }) => item.author.kind === "library");
    const again = await Promise.all([1, 2, 3].map(() => wire.ask("message:send", send)));
    for (const { item } of again) expect(item).toEqual(first.item);
    expect(await wire.refused("message:send", { ...send, text: "Something else" })).toBe("conflict");
    expect(await stored(send.clientId)).toBe(1);
    await page.same();
    expect(threadItems(page.thread()).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it("ten at once are stored once, and everybody gets the same answer", async () => {
    const wire = await newWire();
    const send = message("delivery time");
    const answers = await Promise.all(Array.from({ length: 10 }, () => wire.ask("message:send", send)));
    expect(new Set(answers.map(({ item }) => item.id)).size).toBe(1);
    expect(await stored(send.clientId)).toBe(1);
  });

  it("of two people is two sends", async () => {
    const [one, two] = [await newWire(), await newWire()];
    const send = message("return policy");
    const [first, second] = [await one.ask("message:send", send), await two.ask("message:send", send)];
    expect(first.item.id).not.toBe(second.item.id);
  });

  it("holds for every act on the way to a person and back", async () => {
    const wire = await newWire();
    const ask = { clientId: id(), conversationId: null };
    const [{ conversation }] = await Promise.all([wire.ask("handoff:request", ask), wire.ask("handoff:request", ask)]);
    const { change } = await lin.until(
      "desk:changed",
      (data) => data.change.kind === "offer_made" && data.change.offer.conversation.id === conversation.id,
    );
    const accept = { clientId: id(), offerId: change.kind === "offer_made" ? change.offer.id : ("" as never) };
    expect(await Promise.all([lin.ask("offer:accept", accept), lin.ask("offer:accept", accept)])).toEqual([
      { conversationId: conversation.id },
      { conversationId: conversation.id },
    ]);
    expect(await lin.ask("offer:accept", accept)).toEqual({ conversationId: conversation.id });
    expect(await lin.refused("offer:decline", { ...accept })).toBe("conflict");
    const close = { clientId: id(), conversationId: conversation.id, outcome: { isSolved: true, category: null } };
    await Promise.all([lin.ask("conversation:close", close), lin.ask("conversation:close", close)]);
    await lin.ask("conversation:close", close);
    const leave = { clientId: id(), conversationId: null, text: "Call me", name: null, contact: null };
    const numbers = await Promise.all([wire.ask("request:leave", leave), wire.ask("request:leave", leave)]);
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(1);
    const kinds = await server.database.main.query<{ kind: string; n: number }>(
      `SELECT kind, count(*)::int AS n FROM items WHERE conversation_id = $1 AND kind IN ('queued', 'assigned', 'closed') GROUP BY kind ORDER BY kind`,
      [conversation.id],
    );
    expect(kinds.rows).toEqual([
      { kind: "assigned", n: 1 },
      { kind: "closed", n: 1 },
      { kind: "queued", n: 1 },
    ]);
  });
});

describe("a connection cut right after the send", () => {
  it.each(["before", "after"] as const)(
    "%s the answer could go out: sent again, stored once, shown once",
    async (when) => {
      const customer = await server.newCustomer();
      const [tab, watching] = [await server.connectCustomer(customer), await server.connectCustomer(customer)];
      const page = await mirrorThread(watching, watching);
      const send = message("Is it still there?");
      if (when === "after") {
        // The commit has happened; the answer waits until the connection is gone.
        const committed = new Promise<void>((resolve) => {
          server.failpoints.afterCommitBeforeAck = async (sends) => {
            if (!sends.some(({ clientId }) => clientId === send.clientId)) return;
            tab.close();
            await tab.ended;
            resolve();
          };
        });
        tab.socket.emit("message:send", send, () => undefined);
        await committed;
      } else {
        tab.socket.emit("message:send", send, () => undefined);
        tab.close();
      }
      const back = await server.connectCustomer(customer);
      const { item } = await back.ask("message:send", send);
      await page.same();
      expect(threadItems(page.thread()).filter(({ id: shown }) => shown === item.id)).toHaveLength(1);
      expect(await stored(send.clientId)).toBe(1);
    },
  );
});

describe("a closed conversation", () => {
  it("takes no text: it lands in the open one, and a retry finds it there", async () => {
    const wire = await newWire();
    const closed = await served(wire);
    const before = message("Thank you", closed);
    const first = await wire.ask("message:send", before);
    await lin.ask("conversation:close", {
      clientId: id(),
      conversationId: closed as never,
      outcome: { isSolved: true, category: null },
    });
    // A retry of what was sent before the end tells what has become of the chapter, not what it was then.
    const again = await wire.ask("message:send", before);
    expect(again.item).toEqual(first.item);
    expect(again.conversation).toMatchObject({
      id: closed,
      state: "closed",
      closeReason: "agent",
      closedAt: expect.any(Number),
    });
    const send = message("One more thing", closed);
    const sent = await wire.ask("message:send", send);
    expect(sent.conversation.id).not.toBe(closed);
    expect((await wire.ask("message:send", send)).item).toEqual(sent.item);
    // The page has heard of the new chapter meanwhile: the retry names it.
    expect((await wire.ask("message:send", { ...send, conversationId: sent.conversation.id })).item).toEqual(sent.item);
    expect(await stored(send.clientId)).toBe(1);
    expect(await lin.refused("message:send", message("Too late", closed))).toBe("closed");
    await wire.ask("conversation:rate", { clientId: id(), conversationId: closed as never, score: 4, comment: null });
    const { item } = await lin.ask("note:add", { clientId: id(), conversationId: closed as never, text: "Was kind" });
    const told = await lin.until("item:created", (data) => data.item.id === item.id);
    expect(told.conversation).toMatchObject({
      state: "closed",
      closeReason: "agent",
      closedAt: expect.any(Number),
      outcome: { isSolved: true },
      rating: 4,
    });
  });
});

/** Adds messages as another device of the customer would, past the socket. */
async function append(customer: { customerId: string }, conversationId: string, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, at) =>
      server.chat.app.messageLog.append(
        customerSend({ id: customer.customerId, conversationId }, { text: `line ${at}`, itemId: uuidv7() }),
      ),
    ),
  );
}

describe("what was missed", () => {
  it("500 items come in pages until done, for the customer and for staff", async () => {
    const customer = await server.newCustomer();
    const wire = await server.connectCustomer(customer);
    const conversationId = (await served(wire)) as never;
    await append(customer, conversationId, 500);
    for (const other of [wire, lin] as (CustomerWire & AgentWire)[]) {
      const seqs: number[] = [];
      let pages = 0;
      for (let isDone = false; !isDone; pages += 1) {
        const page = await other.ask("stream:resume", { conversationId, afterSeq: seqs.at(-1) ?? 0 });
        seqs.push(...page.items.map(({ seq }) => seq));
        isDone = page.isDone;
        expect(page.items.length).toBeGreaterThan(0);
      }
      expect(pages).toBeGreaterThan(1);
      expect(seqs).toEqual(seqs.map((_, at) => at + 1));
      expect(seqs.length).toBeGreaterThanOrEqual(502);
    }
    await lin.ask("conversation:close", {
      clientId: id(),
      conversationId,
      outcome: { isSolved: true, category: null },
    });
  });

  it("a real page that was away for 500 items holds all of them, in order, once", async () => {
    const customer = await server.newCustomer();
    const page = realCustomer(server.url, customer);
    clients.push(page);
    page.start();
    queueCustomerMessage(page.outbox, null, { text: "hello" });
    const conversation = await page.until("a chapter", () => page.thread()?.conversations.at(-1));
    await page.until("the library's answer", () => page.items().some(({ author }) => author.kind === "library"));
    page.stop();
    await append(customer, conversation.id, 500);
    page.start();
    const log = await page.until("everything", () => {
      const held = page.thread()?.logs[conversation.id];
      return held !== undefined && held.last >= 502 && held;
    });
    expect(log.items.map(({ seq }) => seq)).toEqual(log.items.map((_, at) => at + 1));
  });

  it("an event lost on the way is noticed by the next one and fetched", async () => {
    const customer = await server.newCustomer();
    let lost: number | null = null;
    let tell: (() => void) | undefined;
    const loss = new Promise<void>((resolve) => void (tell = resolve));
    const page = realCustomer(server.url, customer, {
      isLost(name, data) {
        const { item } = data as { item?: { seq: number; author: { kind: string } } };
        if (name !== "item:created" || lost !== null || item?.author.kind !== "library") return false;
        lost = item.seq;
        tell?.();
        return true;
      },
    });
    clients.push(page);
    page.start();
    queueCustomerMessage(page.outbox, null, { text: "When are you open?" });
    await loss;
    queueCustomerMessage(page.outbox, page.thread()?.conversations.at(-1)?.id ?? null, { text: "opening hours" });
    await page.until("the repair", () => page.items().some(({ seq }) => seq === lost) && page.items().length >= 4);
    expect(page.items().map(({ seq }) => seq)).toEqual(page.items().map((_, at) => at + 1));
  });

  it("words written without a connection go out once, in order, when it is back", async () => {
    const customer = await server.newCustomer();
    const page = realCustomer(server.url, customer);
    clients.push(page);
    page.start();
    await page.until("online", () => page.client.connection().status === "online");
    const tabs = server.chat.io.of("/customer").in(`customer:${customer.customerId}`);
    page.client.networkLost();
    const sent = ["one", "two", "three", "four"].map((text) => queueCustomerMessage(page.outbox, null, { text }));
    expect(page.outbox.entries()).toHaveLength(4);
    page.client.nudge();
    await page.until("the first is stored", () => page.outbox.entries().length < 4);
    tabs.disconnectSockets(true);
    await page.until("all stored", () => page.outbox.entries().length === 0);
    const rows = await server.database.main.query<{ client_id: string }>(
      `SELECT client_id FROM items WHERE author_id = $1 AND kind = 'message' ORDER BY seq`,
      [customer.customerId],
    );
    expect(rows.rows.map((row) => row.client_id)).toEqual(sent);
    await page.until("all shown", () => page.items().filter(({ author }) => author.kind === "customer").length === 4);
  });
});

describe("a desk", () => {
  it("resumes by number, and is reset when it is too far behind or from another world", async () => {
    const before = await mia.ask("desk:open", {});
    for (const reason of ["lunch", "break", null])
      await mia.ask("availability:set", { clientId: id(), availability: reason === null ? "offline" : "busy", reason });
    const { kind, changes } = await mia.ask("desk:resume", { afterSeq: before.seq });
    expect(kind).toBe("changes");
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, at) => before.seq + 1 + at));
    expect(changes.map(({ change }) => change)).toEqual(
      mia.heard
        .filter(({ name }) => name === "desk:changed")
        .slice(-changes.length)
        .map(({ data }) => (data as { change: unknown }).change),
    );
    expect(await mia.ask("desk:resume", { afterSeq: 1_000_000 })).toMatchObject({ kind: "reset" });
  });
});
