import { describe, expect, it } from "vitest";
import { hasJustLeftLine, isRatingWanted, openConversation, waitingTeam } from "./chat-model.ts";
import { conversation, logWriter, requestId } from "./testing/items.ts";
import { unreadCount } from "./unread.ts";

const pending = [
  {
    clientId: "a",
    conversationId: null,
    kind: "message" as const,
    text: "x",
    picture: null,
    createdAt: 0,
    state: "sending" as const,
    code: null,
  },
];

describe("isRatingWanted", () => {
  const log = logWriter(0);
  log.mine("Hello");
  log.agent("Lin", "Hi");
  const closed = conversation({ state: "closed", closeReason: "agent" });
  const model = { conversations: [closed], items: log.items, pending: [] };

  it("after a chat somebody answered has ended", () => {
    expect(isRatingWanted(model)).toBe(true);
  });

  it.each([
    ["while it is open", { ...model, conversations: [conversation({ state: "served" })] }],
    ["twice", { ...model, conversations: [{ ...closed, isRated: true }] }],
    ["of somebody who went away", { ...model, conversations: [{ ...closed, closeReason: "customer_left" as const }] }],
    ["once something new is being written", { ...model, pending }],
    ["of a chat nobody answered", { ...model, items: log.items.slice(0, 1) }],
  ])("not %s", (_, other) => {
    expect(isRatingWanted(other)).toBe(false);
  });
});

describe("hasJustLeftLine (C1)", () => {
  it("asks what now after the line was given up, until something else happens", () => {
    const log = logWriter(0);
    log.line("queued", { teamName: "Delivery & returns", isAgain: false, isMoved: false });
    log.line("left_queue", { reason: "cancelled" });
    expect(hasJustLeftLine({ items: log.items, pending: [] })).toBe(true);
    expect(hasJustLeftLine({ items: log.items, pending })).toBe(false);
    log.mine("Another thing");
    expect(hasJustLeftLine({ items: log.items, pending: [] })).toBe(false);
  });

  it("does not ask who left it by leaving a message, or was away", () => {
    const left = logWriter(0);
    left.line("request", { requestId, number: 1, text: "x", contact: null, isAutomatic: false });
    left.line("left_queue", { reason: "cancelled" });
    expect(hasJustLeftLine({ items: left.items, pending: [] })).toBe(false);
    const away = logWriter(0);
    away.line("left_queue", { reason: "away" });
    expect(hasJustLeftLine({ items: away.items, pending: [] })).toBe(false);
  });
});

it("the open chapter is the last one, if it has not ended", () => {
  expect(
    openConversation({ conversations: [conversation({ state: "closed" }), conversation({ state: "waiting" })] })?.state,
  ).toBe("waiting");
  expect(openConversation({ conversations: [conversation({ state: "closed" })] })).toBeNull();
});

it("the team is the one of the newest wait", () => {
  const log = logWriter(0);
  log.line("queued", { teamName: "Lamps", isAgain: false, isMoved: false });
  log.line("queued", { teamName: "Delivery & returns", isAgain: false, isMoved: false });
  expect(waitingTeam({ items: log.items })).toBe("Delivery & returns");
});

it("unread are the other side's messages behind the reading mark; lines and own messages are not", () => {
  const log = logWriter(0);
  log.agent("Lin", "one");
  log.mine("two");
  log.line("assigned", { agentName: "Lin" });
  log.agent("Lin", "four");
  log.library("five");
  expect(unreadCount([conversation({ ownCursor: { deliveredSeq: 5, readSeq: 1 } })], log.items)).toBe(2);
});
