import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerConversation, CustomerItem, QueuePlace } from "#server/contract/index.ts";
import { applyCustomerEvent } from "./apply-customer-event.ts";
import {
  addEarlier,
  addItems,
  currentConversation,
  openThread,
  threadItems,
  type CustomerThread,
} from "./customer-state.ts";
import {
  conversationId,
  customerAssigned,
  customerConversation,
  customerMessage,
  threadSnapshot,
} from "./testing/builders.ts";

const headOf = ({ staffCursor: _staff, ownCursor: _own, ...head }: CustomerConversation) => head;
const created = (item: CustomerItem, conversation: CustomerConversation) => ({
  item,
  conversation: headOf(conversation),
});
const place = (change: Partial<QueuePlace> = {}): QueuePlace => ({
  conversationId: conversationId(1),
  position: 2,
  places: null,
  range: null,
  isAnybodyReachable: true,
  rose: null,
  at: 10,
  ...change,
});

describe("snapshot + event = fresh snapshot", () => {
  const one = customerConversation(1, { headSeq: 1 });
  const before = threadSnapshot({ conversations: [one], items: [customerMessage(1, 1)] });
  const start = openThread(undefined, before);

  test("item:created, in an open chapter and in a new one", () => {
    const grown = { ...one, state: "waiting" as const, headSeq: 2 };
    const after = applyCustomerEvent(start, "item:created", created(customerMessage(1, 2), grown));
    expect(after).toEqual(
      openThread(undefined, {
        ...before,
        conversations: [grown],
        items: [customerMessage(1, 1), customerMessage(1, 2)],
      }),
    );
    const two = customerConversation(2, { headSeq: 1 });
    expect(applyCustomerEvent(start, "item:created", created(customerMessage(2, 1), two))).toEqual(
      openThread(undefined, {
        ...before,
        conversations: [one, two],
        items: [customerMessage(1, 1), customerMessage(2, 1)],
      }),
    );
  });

  test('queue:moved, also a moment before the log says "waiting"', () => {
    const waiting = { ...one, state: "waiting" as const, headSeq: 2 };
    const early = applyCustomerEvent(start, "queue:moved", place());
    const after = applyCustomerEvent(early, "item:created", created(customerMessage(1, 2), waiting));
    expect(after).toEqual(
      openThread(undefined, {
        ...before,
        conversations: [waiting],
        items: [customerMessage(1, 1), customerMessage(1, 2)],
        place: place(),
      }),
    );
    const older = applyCustomerEvent(after, "queue:moved", place({ position: 9, at: 5 }));
    expect(older.place).toEqual(place());
    const left = applyCustomerEvent(after, "item:created", created(customerMessage(1, 3), { ...one, headSeq: 3 }));
    expect(left.place).toBeNull();
  });

  test("cursor:moved on both sides, never back", () => {
    const cursor = { deliveredSeq: 1, readSeq: 1 };
    const staff = applyCustomerEvent(start, "cursor:moved", { conversationId: one.id, by: "staff", cursor });
    expect(staff).toEqual(openThread(undefined, { ...before, conversations: [{ ...one, staffCursor: cursor }] }));
    const own = applyCustomerEvent(start, "cursor:moved", { conversationId: one.id, by: "customer", cursor });
    expect(own).toEqual(openThread(undefined, { ...before, conversations: [{ ...one, ownCursor: cursor }] }));
    expect(
      applyCustomerEvent(staff, "cursor:moved", {
        conversationId: one.id,
        by: "staff",
        cursor: { deliveredSeq: 0, readSeq: 0 },
      }),
    ).toEqual(staff);
  });

  test("people:changed", () => {
    expect(applyCustomerEvent(start, "people:changed", { online: 7 })).toEqual(
      openThread(undefined, { ...before, peopleOnline: 7 }),
    );
  });

  test("heads:moved says what is missing", () => {
    const after = applyCustomerEvent(start, "heads:moved", { heads: [{ conversationId: one.id, seq: 4 }] });
    expect(after.logs[one.id]).toMatchObject({ last: 1, head: 4 });
  });

  test("typing:changed, ended by the agent’s message", () => {
    const typing = applyCustomerEvent(start, "typing:changed", { conversationId: one.id, name: "Lin", isTyping: true });
    expect(typing.typing).toEqual({ conversationId: one.id, name: "Lin" });
    const said = customerMessage(1, 2, { author: { kind: "agent", name: "Lin" } });
    expect(applyCustomerEvent(typing, "item:created", created(said, { ...one, headSeq: 2 })).typing).toBeNull();
    expect(
      applyCustomerEvent(typing, "typing:changed", { conversationId: one.id, name: null, isTyping: false }).typing,
    ).toBeNull();
  });
});

describe("customer thread", () => {
  test("events of two chapters in any order, repeated, give the fresh snapshot’s items and chapters", () => {
    const history = [
      ...[1, 2, 3].map((seq) =>
        created(
          customerMessage(1, seq),
          customerConversation(1, { headSeq: seq, state: seq === 3 ? "closed" : "library" }),
        ),
      ),
      ...[1, 2, 3, 4].map((seq) =>
        created(
          seq === 3 ? customerAssigned(2, seq) : customerMessage(2, seq),
          customerConversation(2, { headSeq: seq, state: seq >= 3 ? "served" : "library" }),
        ),
      ),
    ];
    const fresh = openThread(
      undefined,
      threadSnapshot({
        conversations: [
          customerConversation(1, { headSeq: 3, state: "closed" }),
          customerConversation(2, { headSeq: 4, state: "served" }),
        ],
        items: history.map(({ item }) => item),
      }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray([...history, ...history], { minLength: 14, maxLength: 14 }), (events) => {
        const end = events.reduce<CustomerThread>(
          (thread, event) => applyCustomerEvent(thread, "item:created", event),
          openThread(undefined, threadSnapshot()),
        );
        expect(end).toEqual(fresh);
        expect(threadItems(end)).toEqual(history.map(({ item }) => item));
      }),
      { numRuns: 200 },
    );
  });

  test("a first snapshot holds the newest items; earlier pages lead back to the first message across chapters", () => {
    const all = [
      ...[1, 2, 3, 4, 5].map((seq) => customerMessage(1, seq)),
      ...[1, 2, 3].map((seq) => customerMessage(2, seq)),
    ];
    const conversations = [
      customerConversation(1, { headSeq: 5, state: "closed" }),
      customerConversation(2, { headSeq: 3 }),
    ];
    let thread = openThread(undefined, threadSnapshot({ conversations, items: all.slice(-2), hasEarlier: true }));
    expect(threadItems(thread)).toEqual(all.slice(-2));
    for (const [from, to] of [
      [3, 6],
      [1, 3],
      [0, 1],
    ] as const) {
      thread = addEarlier(thread, {
        conversations: [conversations[0] as CustomerConversation],
        items: all.slice(from, to),
        hasEarlier: from > 0,
      });
      expect(threadItems(thread)).toEqual(all.slice(from));
    }
    expect(thread.hasEarlier).toBe(false);
  });

  test("a snapshot after an absence keeps history and shows what is missing as a hole", () => {
    const start = openThread(
      undefined,
      threadSnapshot({
        conversations: [customerConversation(1, { headSeq: 2 })],
        items: [customerMessage(1, 1), customerMessage(1, 2)],
      }),
    );
    const away = openThread(
      start,
      threadSnapshot({
        conversations: [
          customerConversation(1, { headSeq: 9, state: "closed" }),
          customerConversation(2, { headSeq: 60 }),
        ],
        items: [59, 60].map((seq) => customerMessage(2, seq)),
      }),
    );
    expect(away.logs[conversationId(1)]).toMatchObject({ floor: 0, last: 2, head: 9 });
    expect(away.logs[conversationId(2)]).toMatchObject({ floor: 0, last: 0, head: 60 });
    expect(currentConversation(away)?.id).toBe(conversationId(2));
  });

  test("an older view does not undo a newer one", () => {
    const start = openThread(
      undefined,
      threadSnapshot({ conversations: [customerConversation(1, { headSeq: 5, state: "closed" })], items: [] }),
    );
    const after = addItems(start, headOf(customerConversation(1, { headSeq: 3, state: "served" })), []);
    expect(currentConversation(after)).toBeNull();
  });
});
