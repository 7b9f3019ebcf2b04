import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Board, ConversationView, Desk, DeskChange, Item } from "#server/contract/index.ts";
import {
  boardKey,
  conversationKey,
  conversationListKey,
  deskKey,
  openConversation,
  requestListKey,
  sessionEndedKey,
} from "./agent-state.ts";
import { applyAgentEvent } from "./apply-agent-event.ts";
import { applyDeskChange } from "./apply-desk-change.ts";
import { createMemoryCache } from "./cache.ts";
import {
  conversationId,
  conversationView,
  customerId,
  desk,
  headOf,
  me,
  message,
  offer,
  itemId,
  offerId,
  opened,
  request,
  staffId,
  teamId,
} from "./testing/builders.ts";

const id = conversationId(1);
const said = (seq: number): Item => message(1, seq);
const replied = (seq: number): Item => message(1, seq, { author: { kind: "agent", id: me.id, name: "Lin" } });
const board = (change: Partial<Board> = {}): Board => ({
  at: 1,
  teams: [],
  agents: [],
  waiting: [],
  served: [],
  dazed: [],
  openRequests: 0,
  claimedRequests: 0,
  history: [],
  degreesToday: [],
  owedLimitMs: 1,
  creditBoundMs: 1,
  ...change,
});

/** A cache as a desk with one open chat has it. */
function held(
  view: ConversationView = conversationView(1, { headSeq: 2, unread: 2 }),
  items: Item[] = [said(1), said(2)],
) {
  const cache = createMemoryCache();
  cache.write(deskKey, desk({ conversations: [view, conversationView(2)] }));
  cache.write(conversationKey(id), openConversation(undefined, opened(view, items)));
  cache.write(conversationListKey("served", null), { conversations: [view], hasMore: false });
  return cache;
}

describe("snapshot + event = fresh snapshot", () => {
  test("item:created in the open conversation, on the desk and in lists", () => {
    const cache = held();
    const after = conversationView(1, { headSeq: 3, unread: 3, turn: "agent", lastText: "more" });
    applyAgentEvent(cache, "item:created", { item: said(3), conversation: headOf(after) });
    expect(cache.read(conversationKey(id))).toEqual(
      openConversation(undefined, opened(after, [said(1), said(2), said(3)])),
    );
    expect(cache.read(deskKey)?.conversations[0]).toEqual(after);
    expect(cache.read(conversationListKey("served", null))?.conversations).toEqual([after]);
    applyAgentEvent(cache, "item:created", { item: said(3), conversation: headOf(after) });
    expect(cache.read(deskKey)?.conversations[0]?.unread).toBe(3);
  });

  test("a row whose conversation is not open counts by itself", () => {
    const cache = held();
    const after = conversationView(2, { headSeq: 1, unread: 1 });
    for (let repeat = 0; repeat < 2; repeat += 1)
      applyAgentEvent(cache, "item:created", { item: message(2, 1), conversation: headOf(after) });
    expect(cache.read(deskKey)?.conversations[1]).toEqual(after);
  });

  test("names follow from the items; a head without one clears it", () => {
    const cache = held();
    const base = {
      id: message(1, 3).id,
      conversationId: id,
      seq: 3,
      publicSeq: 3,
      author: { kind: "system" as const, id: null, name: null },
      clientId: null,
      createdAt: 3_000,
    };
    const ann = { assigneeId: staffId(2), assigneeName: "Ann" };
    applyAgentEvent(cache, "item:created", {
      item: { ...base, kind: "assigned", data: { agentId: staffId(2), agentName: "Ann", waitedMs: 0, decision: null } },
      conversation: headOf(conversationView(1, { headSeq: 3, ...ann })),
    });
    expect(cache.read(conversationKey(id))?.conversation).toMatchObject(ann);
    applyAgentEvent(cache, "item:created", {
      item: {
        ...base,
        id: message(1, 4).id,
        seq: 4,
        kind: "queued",
        data: { teamId: teamId(2), teamName: "Returns", degree: null, isAgain: true },
      },
      conversation: headOf(conversationView(1, { headSeq: 4, state: "waiting", assigneeId: null, teamId: teamId(2) })),
    });
    expect(cache.read(conversationKey(id))?.conversation).toMatchObject({
      assigneeId: null,
      assigneeName: null,
      teamName: "Returns",
      state: "waiting",
    });
    expect(cache.read(conversationListKey("served", null))?.conversations).toEqual([]);
    expect(cache.invalidated).toContainEqual(["conversations"]);
  });

  test("cursor:moved by the reader lowers unread everywhere; by the customer moves the ticks", () => {
    const cache = held();
    const cursor = { deliveredSeq: 2, readSeq: 1 };
    applyAgentEvent(cache, "cursor:moved", { conversationId: id, by: "staff", cursor });
    const fresh = conversationView(1, { headSeq: 2, unread: 1 });
    expect(cache.read(conversationKey(id))).toEqual(
      openConversation(undefined, opened(fresh, [said(1), said(2)], { ownCursor: cursor })),
    );
    expect(cache.read(deskKey)?.conversations[0]).toEqual(fresh);
    applyAgentEvent(cache, "cursor:moved", { conversationId: id, by: "customer", cursor });
    expect(cache.read(conversationKey(id))?.customerCursor).toEqual(cursor);
  });

  test("customer:presence-changed", () => {
    const cache = held();
    applyAgentEvent(cache, "customer:presence-changed", {
      customerId: customerId(1),
      isPresent: false,
      pageUrl: "https://shop.example/x",
    });
    const gone = conversationView(1, { headSeq: 2, unread: 2, isCustomerPresent: false });
    expect(cache.read(deskKey)?.conversations[0]).toEqual(gone);
    expect(cache.read(conversationKey(id))?.conversation).toEqual(gone);
    expect(cache.read(conversationKey(id))?.customer).toMatchObject({
      isPresent: false,
      pageUrl: "https://shop.example/x",
    });
  });

  test("typing:changed per person, ended by what they wrote", () => {
    const cache = held();
    const typing = {
      conversationId: id,
      by: "customer" as const,
      staffId: null,
      name: "Wei",
      isTyping: true,
      preview: "my or",
    };
    applyAgentEvent(cache, "typing:changed", typing);
    applyAgentEvent(cache, "typing:changed", { ...typing, preview: "my order" });
    applyAgentEvent(cache, "typing:changed", {
      ...typing,
      by: "agent",
      staffId: staffId(2),
      name: "Ann",
      preview: null,
    });
    expect(cache.read(conversationKey(id))?.typing.map(({ name, preview }) => [name, preview])).toEqual([
      ["Wei", "my order"],
      ["Ann", null],
    ]);
    applyAgentEvent(cache, "item:created", {
      item: said(3),
      conversation: headOf(conversationView(1, { headSeq: 3 })),
    });
    expect(cache.read(conversationKey(id))?.typing.map(({ name }) => name)).toEqual(["Ann"]);
  });

  test("request:changed in lists by state and on the desk; a hole asks for the list again", () => {
    const cache = held();
    const list = { requests: [request(2), request(1)], hasMore: false, boxSeq: 5, openRequests: 2 };
    cache.write(requestListKey(["stored"]), list);
    cache.write(requestListKey(["claimed"]), { ...list, requests: [] });
    const claimed = request(1, { state: "claimed", claimedBy: { id: me.id, name: me.name } });
    applyAgentEvent(cache, "request:changed", { boxSeq: 6, request: claimed, openRequests: 1 });
    expect(cache.read(requestListKey(["stored"]))).toEqual({
      requests: [request(2)],
      hasMore: false,
      boxSeq: 6,
      openRequests: 1,
    });
    expect(cache.read(requestListKey(["claimed"]))).toEqual({
      requests: [claimed],
      hasMore: false,
      boxSeq: 6,
      openRequests: 1,
    });
    expect(cache.read(deskKey)?.openRequests).toBe(1);
    expect(cache.read(conversationKey(id))?.requests).toEqual([claimed]);
    applyAgentEvent(cache, "request:changed", { boxSeq: 9, request: request(3), openRequests: 2 });
    expect(cache.invalidated).toContainEqual(["requests", ["stored"]]);
  });

  test("board:changed, newest wins; settings:changed; session:ended; heads:moved", () => {
    const cache = held();
    cache.write(boardKey, board({ at: 5 }));
    applyAgentEvent(cache, "board:changed", board({ at: 4, openRequests: 1 }));
    expect(cache.read(boardKey)).toEqual(board({ at: 5 }));
    applyAgentEvent(cache, "board:changed", board({ at: 6, openRequests: 1 }));
    expect(cache.read(boardKey)).toEqual(board({ at: 6, openRequests: 1 }));
    applyAgentEvent(cache, "queue:changed", { waiting: 3 });
    expect(cache.invalidated).toContainEqual(["conversations", "waiting"]);
    applyAgentEvent(cache, "settings:changed", { what: "canned" });
    expect(cache.invalidated).toContainEqual(["command", "canned:list"]);
    applyAgentEvent(cache, "session:ended", { reason: "revoked" });
    expect(cache.read(sessionEndedKey)).toBe("revoked");
    applyAgentEvent(cache, "heads:moved", { heads: [{ conversationId: id, seq: 9 }], deskSeq: null, boxSeq: null });
    expect(cache.read(conversationKey(id))?.log).toMatchObject({ last: 2, head: 9 });
  });
});

describe("desk changes", () => {
  const start = desk({ seq: 4, offers: [offer(1)], conversations: [conversationView(1)] });
  const state = {
    availability: "busy" as const,
    busyReason: "lunch",
    availabilityAt: 9,
    availabilityUntil: 99,
    isAwayByItself: false,
    notResponding: { since: 8, why: "lapsed" as const },
    leavingAt: 70,
    wrapUps: [{ conversationId: id, customerName: null, until: 50 }],
    load: 1.5,
    capacity: 2,
  };
  const cases: [DeskChange, Desk][] = [
    [
      { kind: "offer_made", offer: offer(2) },
      { ...start, seq: 5, offers: [offer(1), offer(2)] },
    ],
    [
      { kind: "offer_ended", offerId: offerId(1), how: "expired" },
      { ...start, seq: 5, offers: [] },
    ],
    [
      { kind: "conversation_taken", conversation: conversationView(2) },
      { ...start, seq: 5, conversations: [conversationView(1), conversationView(2)] },
    ],
    [
      { kind: "conversation_gone", conversationId: id, why: "closed" },
      { ...start, seq: 5, conversations: [] },
    ],
    [
      { kind: "state", ...state },
      { ...start, seq: 5, ...state },
    ],
    [
      { kind: "reminder", conversationId: id, owedSince: 3, step: "agent" },
      { ...start, seq: 5 },
    ],
  ];
  test.each(cases.map(([change, fresh]) => [change.kind, change, fresh] as const))("%s", (_kind, change, fresh) => {
    expect(applyDeskChange(start, 5, change)).toEqual(fresh);
  });
  test("a repeat and a change behind a hole change nothing", () => {
    for (const seq of [3, 4, 6])
      expect(applyDeskChange(start, seq, { kind: "offer_ended", offerId: offerId(1), how: "expired" })).toBe(start);
  });
});

test("messages in any order, repeated, give the fresh conversation with the right unread count", () => {
  const items = [said(1), replied(2), said(3), said(4), replied(5), said(6)];
  const view = (seq: number) => conversationView(1, { headSeq: seq, lastText: `t${seq}` });
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...items, ...items], { minLength: 12, maxLength: 12 }),
      fc.integer({ min: 0, max: 6 }),
      (events, read) => {
        const cache = held(conversationView(1), []);
        events.forEach((item, index) => {
          applyAgentEvent(cache, "item:created", { item, conversation: headOf(view(item.seq)) });
          if (index === 6)
            applyAgentEvent(cache, "cursor:moved", {
              conversationId: id,
              by: "staff",
              cursor: { deliveredSeq: read, readSeq: read },
            });
        });
        const unread = items.filter((item) => item.seq > read && item.author.kind === "customer").length;
        const fresh = openConversation(
          undefined,
          opened({ ...view(6), unread }, items, { ownCursor: { deliveredSeq: read, readSeq: read } }),
        );
        expect(cache.read(conversationKey(id))).toEqual(fresh);
        expect(cache.read(deskKey)?.conversations[0]).toEqual(fresh.conversation);
      },
    ),
    { numRuns: 100 },
  );
});

describe("what follows from the log beside the head", () => {
  const staffOnly = { id: itemId(1, 9), conversationId: id, publicSeq: null, clientId: null, createdAt: 9_000 };
  const author = { kind: "system" as const, id: null, name: null };
  const agent = { agentId: me.id, agentName: "Lin" };
  const row = (cache: ReturnType<typeof held>) => cache.read(deskKey)?.conversations[0];
  const hear = (cache: ReturnType<typeof held>, item: Item, change: Partial<ConversationView>) =>
    applyAgentEvent(cache, "item:created", {
      item,
      conversation: headOf(conversationView(1, { headSeq: item.seq, ...change })),
    });
  const reminded = (seq: number): Item => ({
    ...staffOnly,
    author,
    seq,
    kind: "reminder",
    data: { ...agent, step: "reoffer", owedSince: 5, ladderStep: 4, isReoffered: true },
  });

  test("a reminder stands until the customer is answered", () => {
    const cache = held();
    hear(cache, reminded(3), { owedSince: 5 });
    expect(row(cache)).toMatchObject({ ladderStep: 4, isReoffered: true });
    hear(cache, replied(4), { owedSince: null });
    expect(row(cache)).toMatchObject({ ladderStep: 0, isReoffered: false });
  });

  test("a promise stands until its time, or a new holder", () => {
    const cache = held();
    const promise = (seq: number, until: number | null, isDue = false): Item => ({
      ...staffOnly,
      author,
      seq,
      kind: "promise",
      data: { ...agent, until, isDue },
    });
    hear(cache, promise(3, 77), {});
    expect(row(cache)?.promisedAt).toBe(77);
    hear(cache, promise(4, 77, true), {});
    expect(row(cache)?.promisedAt).toBeNull();
    hear(cache, promise(5, 88), {});
    hear(cache, reminded(6), { owedSince: 5, assigneeId: staffId(2) });
    expect(row(cache)).toMatchObject({ promisedAt: null, ladderStep: 4 });
  });
});
