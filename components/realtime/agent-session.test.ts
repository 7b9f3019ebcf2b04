import { describe, expect, test } from "vitest";
import type { ConversationId, Desk, DeskChange, Item } from "#server/contract/index.ts";
import { conversationErrorKey, conversationKey, deskKey } from "./agent-state.ts";
import { createAgentSide } from "./agent-side.ts";
import { applyDeskChange } from "./apply-desk-change.ts";
import { createMemoryCache } from "./cache.ts";
import type { DeskEvent } from "./desk-events.ts";
import { createMemoryOutboxStore } from "./outbox-store.ts";
import { queueReply } from "./queue-message.ts";
import { noTabs } from "./tab-lock.ts";
import {
  conversationId,
  conversationView,
  desk,
  headOf,
  me,
  message,
  offer,
  offerId,
  opened,
} from "./testing/builders.ts";
import { createFakeClock, settled } from "./testing/fake-clock.ts";
import { createFakeWire, type Received } from "./testing/fake-wire.ts";

/** A server for one agent: the true desk with its numbered changes and the true logs. */
function createServer() {
  const clock = createFakeClock();
  let truth: Desk = desk();
  const changes: { seq: number; change: DeskChange }[] = [];
  const logs = new Map<number, Item[]>();
  const server = { forbidden: new Set<number>(), forgetBefore: 0 };
  const numberOf = (id: unknown): number => [1, 2, 3].find((n) => conversationId(n) === id) ?? 0;
  const items = (n: number) => logs.get(n) ?? [];
  const view = (n: number) =>
    conversationView(n, {
      headSeq: items(n).length,
      unread: items(n).filter(({ author }) => author.kind === "customer").length,
    });

  function answer({ name, input }: Received): unknown {
    const n = numberOf(input.conversationId);
    if (n && server.forbidden.has(n)) return { ok: false, error: { code: "not_found" } };
    switch (name) {
      case "desk:open":
        return { ok: true, data: truth };
      case "desk:resume": {
        const after = changes.filter(({ seq }) => seq > Number(input.afterSeq));
        if (Number(input.afterSeq) < server.forgetBefore)
          return { ok: true, data: { kind: "reset", changes: [], isDone: true } };
        return { ok: true, data: { kind: "changes", changes: after.slice(0, 2), isDone: after.length <= 2 } };
      }
      case "conversation:open":
        return { ok: true, data: opened(view(n), items(n).slice(-3), { hasEarlier: items(n).length > 3 }) };
      case "stream:resume": {
        const after = items(n).filter(({ seq }) => seq > Number(input.afterSeq));
        return { ok: true, data: { conversation: view(n), items: after.slice(0, 3), isDone: after.length <= 3 } };
      }
      case "conversation:earlier": {
        const before = items(n).filter(({ seq }) => seq < Number(input.beforeSeq));
        return { ok: true, data: { items: before.slice(-2), hasEarlier: before.length > 2 } };
      }
      case "message:send": {
        const item = write(n, {
          author: { kind: "agent", id: me.id, name: me.name },
          clientId: String(input.clientId),
        });
        return { ok: true, data: { item, conversation: { ...headOf(view(n)), headSeq: item.seq } } };
      }
      default:
        return { ok: true, data: {} };
    }
  }
  function write(n: number, change: Parameters<typeof message>[2] = {}): Item {
    const item = message(n, items(n).length + 1, change);
    logs.set(n, [...items(n), item]);
    return item;
  }
  /** Commits a desk change; `tell` sends it. */
  function move(change: DeskChange) {
    const entry = { seq: truth.seq + 1, change };
    truth = applyDeskChange(truth, entry.seq, change);
    changes.push(entry);
    return entry;
  }
  const wire = createFakeWire(answer);
  const cache = createMemoryCache();
  const side = createAgentSide({
    url: "",
    staffId: me.id,
    cache,
    store: createMemoryOutboxStore(),
    tabs: noTabs,
    clock,
    random: () => 0.5,
    openSocket: wire.openSocket,
    upload: async () => ({ ok: false, error: { code: "unavailable" } }),
  });
  const events: DeskEvent[] = [];
  side.session.onDeskEvent((event) => events.push(event));
  side.start();
  const tell = (entry: { seq: number; change: DeskChange }) => wire.push("desk:changed", entry);
  const say = (n: number, item: Item) =>
    wire.push("item:created", { item, conversation: { ...headOf(view(n)), headSeq: item.seq } });
  const shown = (n: number) => cache.read(conversationKey(conversationId(n)))?.log.items.map(({ seq }) => seq);
  return {
    clock,
    wire,
    cache,
    side,
    events,
    server,
    logs,
    write,
    move,
    tell,
    say,
    shown,
    truth: () => truth,
    online: async () => {
      await wire.accept();
      await wire.flush();
    },
  };
}
const taken = (n: number): DeskChange => ({ kind: "conversation_taken", conversation: conversationView(n) });

describe("agent session", () => {
  test("desk changes in order, swapped, lost: the desk ends as the server’s", async () => {
    const { clock, wire, cache, move, tell, truth, online } = createServer();
    await online();
    const [first, second] = [
      move({ kind: "offer_made", offer: offer(1) }),
      move({ kind: "offer_made", offer: offer(2) }),
    ];
    tell(second);
    tell(first);
    await wire.flush();
    await clock.advance(150);
    await wire.flush();
    expect(cache.read(deskKey)).toEqual(truth());
    for (let n = 3; n < 9; n += 1) move({ kind: "offer_made", offer: offer(n) });
    tell(move({ kind: "offer_ended", offerId: offerId(3), how: "expired" }));
    await wire.flush();
    await clock.advance(150);
    await wire.flush();
    expect(cache.read(deskKey)).toEqual(truth());
  });

  test("heads:moved and a reset lead back to the server’s desk", async () => {
    const { clock, wire, cache, server, move, truth, online } = createServer();
    await online();
    move({ kind: "offer_made", offer: offer(1) });
    wire.push("heads:moved", { heads: [], deskSeq: 1, boxSeq: null });
    await wire.flush();
    expect(cache.read(deskKey)).toEqual(truth());
    move({ kind: "offer_ended", offerId: offerId(1), how: "withdrawn" });
    server.forgetBefore = 2;
    await clock.advance(10_000);
    wire.ping();
    await clock.advance(10_000);
    wire.ping();
    await clock.advance(10_000);
    await wire.flush();
    expect(cache.read(deskKey)).toEqual(truth());
  });

  test("each offer is told once: live, resumed, or found after an absence; never those of the first desk", async () => {
    const { clock, wire, events, move, tell, online } = createServer();
    move({ kind: "offer_made", offer: offer(1) });
    await online();
    expect(events).toEqual([]);
    const entry = move({ kind: "offer_made", offer: offer(2) });
    tell(entry);
    tell(entry);
    await wire.flush();
    await wire.drop();
    move({ kind: "offer_made", offer: offer(3) });
    await clock.advance(1_000);
    await online();
    expect(events.map((event) => (event.kind === "offer_made" ? event.offer.id : null))).toEqual([
      offerId(2),
      offerId(3),
    ]);
  });

  test("the chats of the desk are followed unseen; a customer’s message is told once, also one missed while away", async () => {
    const { clock, wire, cache, events, move, tell, say, write, shown, online } = createServer();
    write(1);
    await online();
    tell(move(taken(1)));
    await wire.flush();
    await settled();
    await wire.flush();
    expect(wire.take("conversation:open")).toEqual([{ conversationId: conversationId(1) }]);
    const item = write(1);
    say(1, item);
    say(1, item);
    await wire.flush();
    expect(cache.read(deskKey)?.conversations[0]?.unread).toBe(2);
    await wire.drop();
    for (let count = 0; count < 7; count += 1) write(1);
    await clock.advance(1_000);
    await online();
    await clock.advance(200);
    await wire.flush();
    expect(shown(1)?.at(-1)).toBe(9);
    const told = events.flatMap((event) => (event.kind === "message" ? [event.item.seq] : []));
    expect(told).toEqual([...new Set(told)]);
    expect(told).toContain(2);
    expect(told).not.toContain(1);
    expect(told).toContain(9);
  });

  test("a watched conversation is opened, kept for a moment, then left; opened again on each new socket", async () => {
    const { clock, wire, cache, side, write, online } = createServer();
    write(2);
    await online();
    const release = side.session.follow(conversationId(2));
    await wire.flush();
    release();
    side.session.follow(conversationId(2));
    await wire.drop();
    await clock.advance(1_000);
    await online();
    expect(wire.take("conversation:open").length).toBe(2);
    expect(wire.take("conversation:leave")).toEqual([]);
    const other = side.session.follow(conversationId(3));
    await wire.flush();
    other();
    await clock.advance(10_000);
    wire.ping();
    await clock.advance(20_000);
    await wire.flush();
    expect(wire.take("conversation:leave")).toEqual([{ conversationId: conversationId(3) }]);
    expect(cache.read(conversationKey(conversationId(3)))).toBeUndefined();
  });

  test("what is no longer this reader’s leaves the screen", async () => {
    const { wire, cache, side, server, move, tell, write, online } = createServer();
    write(1);
    move(taken(1));
    await online();
    await wire.flush();
    side.session.follow(conversationId(1));
    server.forbidden.add(1);
    tell(move({ kind: "conversation_gone", conversationId: conversationId(1), why: "transferred" }));
    await wire.flush();
    expect(cache.read(conversationKey(conversationId(1)))).toBeUndefined();
    expect(cache.read(conversationErrorKey(conversationId(1)))).toBe("not_found");
    server.forbidden.clear();
    tell(move(taken(1)));
    await wire.flush();
    expect(cache.read(conversationKey(conversationId(1)))?.conversation.id).toBe(conversationId(1));
    expect(cache.read(conversationErrorKey(conversationId(1)))).toBeNull();
  });

  test("history always reaches the first message", async () => {
    const { wire, cache, side, write, shown, online } = createServer();
    for (let count = 0; count < 8; count += 1) write(1);
    await online();
    const id: ConversationId = conversationId(1);
    side.session.follow(id);
    await wire.flush();
    expect(shown(1)).toEqual([6, 7, 8]);
    while (cache.read(conversationKey(id))?.hasEarlier) {
      const loading = side.session.loadEarlier(id);
      await wire.flush();
      await loading;
    }
    expect(shown(1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("an own reply shows with its ack; the event adds nothing", async () => {
    const { wire, side, logs, say, write, shown, online } = createServer();
    write(1);
    await online();
    side.session.follow(conversationId(1));
    await wire.flush();
    queueReply(side.outbox, conversationId(1), { text: "hello" });
    await wire.flush();
    expect(shown(1)).toEqual([1, 2]);
    const item = logs.get(1)?.[1];
    if (item) say(1, item);
    await wire.flush();
    expect(shown(1)).toEqual([1, 2]);
    expect(side.outbox.entries()).toEqual([]);
  });

  test("reading is shown at once and told at most once a second", async () => {
    const { clock, wire, cache, side, move, write, online } = createServer();
    for (let count = 0; count < 3; count += 1) write(1);
    move(taken(1));
    await online();
    await wire.flush();
    await clock.advance(1_000);
    await wire.flush();
    for (let seq = 1; seq <= 3; seq += 1) side.session.read(conversationId(1), seq);
    expect(cache.read(conversationKey(conversationId(1)))?.conversation.unread).toBe(0);
    expect(cache.read(deskKey)?.conversations[0]?.unread).toBe(0);
    await clock.advance(2_000);
    await wire.flush();
    const reads = wire.take("cursor:advance").filter(({ readSeq }) => Number(readSeq) > 0);
    expect(reads.at(-1)).toMatchObject({ readSeq: 3 });
    expect(reads.length).toBeLessThanOrEqual(2);
  });
});
