import type { Item } from "#server/contract/index.ts";
import { describe, expect, it } from "vitest";
import {
  conversationId,
  itemId,
  me,
  message,
  offerId,
  staffId,
  teamId,
} from "#components/realtime/testing/builders.ts";
import { entriesOf, type EntryContext } from "./entries.ts";
import { pendingTransfer } from "./pending-transfer.ts";

const system = { kind: "system" as const, id: null, name: null };
const base = (seq: number) => ({
  id: itemId(1, seq),
  conversationId: conversationId(1),
  seq,
  publicSeq: null,
  author: system,
  clientId: null,
  createdAt: seq * 1_000,
});
const queued = (seq: number): Item => ({
  ...base(seq),
  kind: "queued",
  data: { teamId: teamId(1), teamName: "Returns", degree: null, isAgain: false },
});
const offered = (seq: number, n = 1): Item => ({
  ...base(seq),
  kind: "offered",
  data: { offerId: offerId(n), agentId: me.id, agentName: "Lin", isTransfer: false, decision: null },
});
const offerEnded = (seq: number, how: "declined" | "expired" | "withdrawn", n = 1): Item => ({
  ...base(seq),
  kind: "offer_ended",
  data: { offerId: offerId(n), agentId: staffId(2), agentName: "Mei", how },
});
const assigned = (seq: number): Item => ({
  ...base(seq),
  kind: "assigned",
  data: { agentId: me.id, agentName: "Lin", waitedMs: 5_000, decision: null },
});
const transfer = (seq: number, note: string | null = null): Item => ({
  ...base(seq),
  author: { kind: "agent", id: me.id, name: "Lin" },
  kind: "transfer",
  data: { toAgentId: staffId(2), toTeamId: null, toName: "Mei", note },
});

const context: EntryContext = {
  myId: me.id,
  customerCursor: { deliveredSeq: 3, readSeq: 2 },
  customerName: "Visitor 0001",
  libraryName: "Library",
  staffName: "Colleague",
  mediaSrc: (id) => `/api/media/${id}`,
  pictureAlt: (name) => `Picture from ${name}`,
  line: ({ item, queued: from, isStraight }) =>
    `${item.kind}${from ? ` after ${from.seq}${isStraight ? "" : " with others"}` : ""}`,
  automaticLine: (key) => `auto ${key}`,
  said: (say) => `said ${say}`,
  replyMenu: ({ id }) => `menu ${id}`,
  promptMark: (cause) => cause,
  below: (titles, missing) => [...titles, missing].join(),
};
const texts = (items: Item[]) => entriesOf(items, context).map((entry) => ("text" in entry ? entry.text : entry.kind));

describe("entriesOf", () => {
  it("shows how far my own messages came, and nobody else's", () => {
    const mine = (seq: number) => message(1, seq, { author: { kind: "agent", id: me.id, name: "Lin" } });
    const colleague = message(1, 5, { author: { kind: "agent", id: staffId(2), name: "Mei" } });
    const deliveries = entriesOf([mine(2), mine(3), mine(4), colleague, message(1, 6)], context).map(
      (entry) => entry.kind === "message" && entry.delivery,
    );
    expect(deliveries).toEqual(["read", "delivered", "sent", undefined, undefined]);
  });

  it("keeps the key of a message from before it was stored", () => {
    expect(entriesOf([message(1, 1, { clientId: "made-here" })], context)[0]?.key).toBe("made-here");
  });

  it("puts helpful or not on the answer it was said of, not on a line of its own", () => {
    const match = { degree: 0.31, mean: 0.5, candidates: [], thresholds: null, modelId: null };
    const reply = {
      say: "answer" as const,
      answerId: null,
      title: "A",
      suggestions: [],
      prompt: { cause: "single" as const, isAnybodyReachable: true },
      pictures: [],
      quickReplies: [],
      followUps: [],
      match,
    };
    const answer = message(1, 1, {
      author: { kind: "library", id: null, name: null },
      data: { text: "Try this", picture: null, reply, requestId: null, answerId: null, auto: null },
    });
    const feedback: Item = { ...base(2), kind: "feedback", data: { itemId: answer.id, isHelpful: false } };
    expect(entriesOf([answer, feedback], context)).toMatchObject([
      { kind: "message", automatic: { degree: 0.31, isHelpful: false }, mark: "single", speaker: { kind: "library" } },
    ]);
  });

  it("tells a straight way to an agent in one sentence", () => {
    expect(texts([queued(1), offered(2), assigned(3)])).toEqual(["assigned after 1"]);
    expect(texts([queued(1), offered(2), offerEnded(3, "withdrawn"), offered(4, 2), assigned(5)])).toEqual([
      "offer_ended",
      "assigned after 1",
    ]);
  });

  it("tells the steps when somebody declined between", () => {
    expect(texts([queued(1), offered(2), offerEnded(3, "declined"), offered(4, 2), assigned(5)])).toEqual([
      "queued",
      "offer_ended",
      "assigned after 1 with others",
    ]);
  });

  it("shows a line still in line, and an offer still open", () => {
    expect(texts([queued(1), offered(2)])).toEqual(["queued", "offered"]);
  });

  it("shows a transfer's note as a note, which never looks like a message", () => {
    expect(entriesOf([transfer(1, "Wants the refund on another card")], context).map(({ kind }) => kind)).toEqual([
      "system",
      "note",
    ]);
  });

  it("says an automatic line of ours as what happened", () => {
    const auto = message(1, 1, {
      author: system,
      data: { text: null, picture: null, reply: null, requestId: null, answerId: null, auto: "quiet_warning" },
    });
    expect(entriesOf([auto], context)).toMatchObject([{ kind: "system", text: "auto quiet_warning" }]);
  });
});

describe("pendingTransfer", () => {
  it("stands from the asking until any end", () => {
    expect(pendingTransfer([assigned(1), transfer(2), offered(3), message(1, 4)])).toEqual({
      toName: "Mei",
      startedAt: 2_000,
    });
    expect(pendingTransfer([assigned(1), transfer(2), offered(3), offerEnded(4, "declined")])).toBeNull();
    expect(pendingTransfer([assigned(1), transfer(2), offered(3), assigned(4)])).toBeNull();
    expect(pendingTransfer([])).toBeNull();
  });
});

describe("reminders in the log", () => {
  const reminder = (seq: number, step: "agent" | "customer" | "supervisor", owedSince = 1): Item => ({
    ...base(seq),
    kind: "reminder",
    data: { step, agentId: me.id, agentName: "Lin", owedSince, ladderStep: 1, isReoffered: false },
  });
  const keys = (items: readonly Item[]) => entriesOf(items, { ...context, line: () => "said" }).map(({ key }) => key);

  it("of one wait the last alone is told, and not that the customer was: that is a line of its own", () => {
    expect(keys([reminder(1, "agent")])).toEqual([itemId(1, 1)]);
    expect(keys([reminder(1, "agent"), reminder(2, "customer")])).toEqual([itemId(1, 1)]);
    expect(keys([reminder(1, "agent"), reminder(2, "customer"), reminder(3, "supervisor")])).toEqual([itemId(1, 3)]);
  });

  it("another wait has a line of its own", () => {
    expect(keys([reminder(1, "agent", 1), reminder(2, "agent", 2)])).toEqual([itemId(1, 1), itemId(1, 2)]);
  });
});
