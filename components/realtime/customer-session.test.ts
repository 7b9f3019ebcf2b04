import { describe, expect, test } from "vitest";
import type { CustomerConversation, CustomerItem } from "#server/contract/index.ts";
import { createMemoryCache } from "./cache.ts";
import { createCustomerSide } from "./customer-side.ts";
import { threadItems, threadKey } from "./customer-state.ts";
import { createMemoryOutboxStore, type OutboxStore } from "./outbox-store.ts";
import { queueCustomerMessage } from "./queue-message.ts";
import { noTabs } from "./tab-lock.ts";
import {
  conversationId,
  customerAssigned,
  customerConversation,
  customerMessage,
  threadSnapshot,
} from "./testing/builders.ts";
import { createFakeClock, settled } from "./testing/fake-clock.ts";
import { createFakeWire, type Received } from "./testing/fake-wire.ts";

/** A server for one customer: the true logs, answered by the contract's rules, paged by three. */
function createServer(store: OutboxStore = createMemoryOutboxStore()) {
  const clock = createFakeClock();
  const logs = new Map<number, CustomerItem[]>();
  const views = new Map<number, CustomerConversation>();
  const commands = new Map<string, unknown>();
  const server = { isDown: false };
  const items = (n: number) => logs.get(n) ?? [];
  const view = (n: number): CustomerConversation => ({
    ...(views.get(n) ?? customerConversation(n)),
    headSeq: items(n).length,
  });
  const head = (n: number) => {
    const { staffCursor: _staff, ownCursor: _own, ...rest } = view(n);
    return rest;
  };
  const numberOf = (id: unknown): number => [...logs.keys()].find((n) => conversationId(n) === id) ?? 0;

  function answer({ name, input }: Received): unknown {
    if (server.isDown) return undefined;
    const n = numberOf(input.conversationId);
    switch (name) {
      case "thread:open": {
        const all = [...logs.keys()].flatMap(items);
        return {
          ok: true,
          data: threadSnapshot({
            conversations: [...logs.keys()].map(view),
            items: all.slice(-3),
            hasEarlier: all.length > 3,
          }),
        };
      }
      case "stream:resume": {
        const after = items(n).filter(({ seq }) => seq > Number(input.afterSeq));
        return { ok: true, data: { conversation: view(n), items: after.slice(0, 3), isDone: after.length <= 3 } };
      }
      case "message:send": {
        const known = commands.get(String(input.clientId));
        if (known) return known;
        const to = n || Math.max(1, ...logs.keys());
        const item = write(to, (seq) =>
          customerMessage(to, seq, {
            clientId: String(input.clientId),
            data: { ...customerMessage(to, seq).data, text: String(input.text) },
          }),
        );
        const ack = { ok: true, data: { item, conversation: head(to) } };
        commands.set(String(input.clientId), ack);
        return ack;
      }
      default:
        return { ok: true, data: {} };
    }
  }
  /** Commits an item without telling anybody. */
  function write(n: number, make: (seq: number) => CustomerItem): CustomerItem {
    const item = make(items(n).length + 1);
    logs.set(n, [...items(n), item]);
    return item;
  }
  const wire = createFakeWire(answer);
  const cache = createMemoryCache();
  const side = createCustomerSide({
    url: "",
    site: "shop",
    token: () => "t",
    pageUrl: () => null,
    cache,
    store,
    tabs: noTabs,
    clock,
    random: () => 0.5,
    openSocket: wire.openSocket,
    upload: async () => ({ ok: false, error: { code: "unavailable" } }),
  });
  side.start();
  const say = (n: number) => write(n, (seq) => customerMessage(n, seq, { author: { kind: "library", name: null } }));
  const tell = (n: number, item: CustomerItem) =>
    wire.push("item:created", { item, conversation: { ...head(n), headSeq: item.seq } });
  const thread = () => cache.read(threadKey);
  const shown = (): string[] => {
    const held = thread();
    return held ? threadItems(held).map(({ conversationId: id, seq }) => `${numberOf(id)}/${seq}`) : [];
  };
  const all = (): string[] => [...logs].flatMap(([n, log]) => log.map(({ seq }) => `${n}/${seq}`));
  return { clock, wire, side, logs, views, server, say, tell, write, shown, all, thread, store };
}

describe("customer session", () => {
  test("opens the thread with version, site and token", async () => {
    const { wire, say, shown } = createServer();
    say(1);
    await wire.accept();
    await wire.flush();
    expect(wire.handshakes[0]).toMatchObject({ site: "shop", token: "t" });
    expect(shown()).toEqual(["1/1"]);
  });

  test("an event that overtakes another is waited for 150 ms; a lost one is fetched", async () => {
    const { clock, wire, say, tell, shown, all } = createServer();
    say(1);
    await wire.accept();
    await wire.flush();
    const [second, third] = [say(1), say(1)];
    tell(1, third);
    await wire.flush();
    tell(1, second);
    await wire.flush();
    await clock.advance(150);
    await wire.flush();
    expect(wire.take("stream:resume")).toEqual([]);
    expect(shown()).toEqual(all());
    say(1);
    tell(1, say(1));
    await wire.flush();
    await clock.advance(149);
    await wire.flush();
    expect(wire.take("stream:resume")).toEqual([]);
    await clock.advance(1);
    await wire.flush();
    expect(wire.take("stream:resume")).toEqual([{ conversationId: conversationId(1), afterSeq: 3 }]);
    expect(shown()).toEqual(all());
  });

  test("after an absence everything missed is fetched page by page, in the old chapter and in new ones", async () => {
    const { clock, wire, say, shown, all } = createServer();
    say(1);
    await wire.accept();
    await wire.flush();
    await wire.drop();
    for (let count = 0; count < 8; count += 1) say(1);
    for (let count = 0; count < 10; count += 1) say(2);
    await wire.accept();
    await wire.flush();
    await clock.advance(150);
    await wire.flush();
    expect(shown()).toEqual(all());
    expect(all().length).toBe(19);
  });

  test("heads:moved, focus and the half-minute repair each fetch what was never told", async () => {
    const { clock, wire, side, say, shown, all } = createServer();
    say(1);
    await wire.accept();
    await wire.flush();
    say(1);
    wire.push("heads:moved", { heads: [{ conversationId: conversationId(1), seq: 2 }] });
    await wire.flush();
    await clock.advance(150);
    await wire.flush();
    expect(shown()).toEqual(all());
    say(1);
    side.client.nudge();
    await wire.flush();
    expect(shown()).toEqual(all());
    say(1);
    await clock.advance(10_000);
    wire.ping();
    await clock.advance(10_000);
    wire.ping();
    await clock.advance(10_000);
    await wire.flush();
    expect(shown()).toEqual(all());
  });

  test("an event before the first snapshot is not forgotten", async () => {
    const { clock, wire, say, shown, all } = createServer();
    say(1);
    await wire.accept();
    await wire.serve();
    // The snapshot is on its way; meanwhile an item is committed and its event arrives first.
    const late = say(1);
    wire.overtake("item:created", { item: late, conversation: { ...customerConversation(1), headSeq: 2 } });
    await wire.deliver();
    await clock.advance(150);
    await wire.flush();
    expect(shown()).toEqual(all());
  });

  test("a chapter begun while the first snapshot was on its way is not forgotten", async () => {
    const { clock, wire, say, shown, all } = createServer();
    say(1);
    await wire.accept();
    await wire.serve();
    const first = say(2);
    wire.overtake("item:created", { item: first, conversation: { ...customerConversation(2), headSeq: 1 } });
    await wire.deliver();
    await clock.advance(150);
    await wire.flush();
    expect(shown()).toEqual(all());
  });

  test("words stored before the first snapshot comes, and after it was read, are not forgotten", async () => {
    const store = createMemoryOutboxStore();
    const first = createServer(store);
    queueCustomerMessage(first.side.outbox, conversationId(1), { text: "hello" });
    await settled();
    first.side.stop();
    const { clock, wire, say, shown, all } = createServer(store);
    say(1);
    await settled();
    await wire.accept();
    await wire.serve();
    expect(wire.received.map(({ name }) => name)).toEqual(["thread:open", "message:send"]);
    // Whoever wrote is told by the answer and by nothing else.
    wire.reverse();
    await wire.deliver();
    await clock.advance(150);
    await wire.flush();
    expect(shown()).toEqual(all());
    expect(shown()).toEqual(["1/1", "1/2"]);
  });

  test("a message is on screen exactly once, acknowledged before its event or after, answered or cut off", async () => {
    const { clock, wire, side, say, tell, logs, shown, all } = createServer();
    say(1);
    await wire.accept();
    await wire.flush();
    queueCustomerMessage(side.outbox, conversationId(1), { text: "stored, ack lost" });
    await wire.serve();
    expect(logs.get(1)?.length).toBe(2);
    await wire.drop();
    expect(side.outbox.entries().length).toBe(1);
    await wire.accept();
    await wire.flush();
    await clock.advance(20_000);
    await wire.flush();
    expect(side.outbox.entries()).toEqual([]);
    const item = logs.get(1)?.[1];
    if (item) tell(1, item);
    await wire.flush();
    expect(shown()).toEqual(all());
    expect(shown()).toEqual(["1/1", "1/2"]);
    const ids = wire.take("message:send").map(({ clientId }) => clientId);
    expect(ids.length).toBe(2);
    expect(new Set(ids).size).toBe(1);
  });

  test("written before the connection and kept over a reload, sent once", async () => {
    const store = createMemoryOutboxStore();
    const first = createServer(store);
    queueCustomerMessage(first.side.outbox, null, { text: "hello" });
    await settled();
    first.side.stop();
    const second = createServer(store);
    await settled();
    await second.wire.accept();
    await second.wire.flush();
    await second.clock.advance(150);
    await second.wire.flush();
    expect(second.wire.take("message:send").map(({ text }) => text)).toEqual(["hello"]);
    expect(second.shown()).toEqual(["1/1"]);
  });

  test("the connection to an agent is acknowledged once, with the same clientId on every tab", async () => {
    const ids: unknown[] = [];
    for (let tab = 0; tab < 2; tab += 1) {
      const { wire, write, views, tell } = createServer();
      write(1, (seq) => customerMessage(1, seq));
      await wire.accept();
      await wire.flush();
      views.set(1, customerConversation(1, { state: "served", agentName: "Lin" }));
      const item = write(1, (seq) => customerAssigned(1, seq));
      tell(1, item);
      tell(1, item);
      await wire.flush();
      tell(
        1,
        write(1, (seq) => customerMessage(1, seq)),
      );
      await wire.flush();
      const sent = wire.take("connection:acknowledge");
      expect(sent.length).toBe(1);
      ids.push(sent[0]?.clientId);
    }
    expect(ids[0]).toBe(ids[1]);
  });

  test("tells what was received of others, once", async () => {
    const { clock, wire, say, tell, write } = createServer();
    write(1, (seq) => customerMessage(1, seq));
    await wire.accept();
    await wire.flush();
    expect(wire.take("cursor:advance")).toEqual([]);
    tell(1, say(1));
    await wire.flush();
    await clock.advance(2_000);
    await wire.flush();
    expect(wire.take("cursor:advance")).toEqual([{ conversationId: conversationId(1), deliveredSeq: 2, readSeq: 0 }]);
  });

  test("a typing sign that is never taken back ends by itself", async () => {
    const { clock, wire, say, thread } = createServer();
    say(1);
    await wire.accept();
    await wire.flush();
    wire.push("typing:changed", { conversationId: conversationId(1), name: "Lin", isTyping: true });
    await wire.flush();
    expect(thread()?.typing).not.toBeNull();
    await clock.advance(6_000);
    expect(thread()?.typing).toBeNull();
  });
});
