import { describe, expect, it } from "vitest";
import type { AnswerId } from "#server/contract/index.ts";
import { chatRows } from "./chat-rows.ts";
import { conversation, logWriter, requestId } from "./testing/items.ts";

const suggestions = [
  { answerId: "0198a000-0000-7000-8000-0000000000e1" as AnswerId, title: "Can I return part of an order?" },
];
const prompt = { cause: "single" as const, isAnybodyReachable: true };
const waitingMessage = {
  clientId: "client-0",
  conversationId: null,
  kind: "message" as const,
  text: "Hello",
  picture: null,
  createdAt: 5,
  state: "waiting" as const,
  code: null,
};

describe("chatRows", () => {
  it("a message that was stored and still stands in the outbox is shown once, under one key", () => {
    const log = logWriter(0);
    log.mine("Hello");
    const rows = chatRows({ conversations: [conversation()], items: log.items, pending: [waitingMessage] });
    expect(rows.map(({ key }) => key)).toEqual(["client-0"]);
    expect(rows[0]).toMatchObject({ kind: "mine", delivery: "sent" });
  });

  it("what waits for the network is being sent, what was refused has failed with its reason", () => {
    const refused = { ...waitingMessage, clientId: "b", state: "failed" as const, code: "wrong_type" as const };
    const rows = chatRows({ conversations: [], items: [], pending: [waitingMessage, refused] });
    expect(rows).toMatchObject([{ delivery: "sending" }, { delivery: "failed", code: "wrong_type" }]);
  });

  it("messages are read and delivered as far as our side's cursor of their chapter", () => {
    const log = logWriter(0);
    log.mine("one");
    log.mine("two");
    log.mine("three");
    const rows = chatRows({
      conversations: [conversation({ staffCursor: { readSeq: 1, deliveredSeq: 2 } })],
      items: log.items,
      pending: [],
    });
    expect(rows.map((row) => row.kind === "mine" && row.delivery)).toEqual(["read", "delivered", "sent"]);
  });

  it("what the library has replied to is read, what came after is not", () => {
    const log = logWriter(0);
    log.mine("Where is my parcel?");
    log.library("Please ask your neighbours.");
    log.mine("I did");
    const rows = chatRows({ conversations: [conversation({ state: "waiting" })], items: log.items, pending: [] });
    expect(rows.map((row) => row.kind === "mine" && row.delivery)).toEqual(["read", false, "sent"]);
  });

  it("feedback becomes part of the answer; only answers ask for it", () => {
    const log = logWriter(0);
    const answer = log.library("3–5 days");
    log.library(null, { say: "suggest", suggestions });
    log.line("feedback", { itemId: answer.id, isHelpful: false });
    const rows = chatRows({ conversations: [conversation()], items: log.items, pending: [] });
    expect(rows.map((row) => row.kind === "library" && row.isHelpful)).toEqual([false, undefined]);
  });

  it("chips and the prompt stand while they are the last word, and go with the next message", () => {
    const log = logWriter(0);
    log.mine("Can I swap the shade?");
    log.library(null, { say: "suggest", suggestions, prompt });
    const model = { conversations: [conversation()], items: log.items, pending: [] };
    expect(chatRows(model).at(-2)).toMatchObject({ kind: "library", suggestions });
    expect(chatRows(model).at(-1)).toMatchObject({ kind: "prompt", cause: "single" });
    log.mine("Only the shade");
    expect(
      chatRows(model).some((row) => row.kind === "prompt" || (row.kind === "library" && row.suggestions.length > 0)),
    ).toBe(false);
  });

  it("feedback on an earlier answer does not take the prompt away, a decline does", () => {
    const log = logWriter(0);
    const answer = log.library("Yes.", { prompt });
    log.line("feedback", { itemId: answer.id, isHelpful: false });
    const model = { conversations: [conversation()], items: log.items, pending: [] };
    expect(chatRows(model).at(-1)?.kind).toBe("prompt");
    log.line("person_declined", {});
    expect(chatRows(model).map(({ kind }) => kind)).toEqual(["library"]);
  });

  it("after “not helpful” it asks what was missing, instead of the prompt that came with the answer", () => {
    const log = logWriter(0);
    const answer = log.library("Yes.", { prompt });
    const model = { conversations: [conversation()], items: log.items, pending: [] };
    const said = new Map([[answer.id as string, { isHelpful: false, comment: null }]]);
    expect(chatRows(model, said).at(-1)).toMatchObject({ kind: "prompt", cause: "missing", isOffered: true });
    expect(chatRows(model, new Map([[answer.id as string, { isHelpful: true, comment: null }]])).at(-1)).toMatchObject({
      cause: "single",
    });
  });

  it("“none of these” takes the suggestions away and says so honestly, also after a reload", () => {
    const log = logWriter(0);
    const reply = log.library(null, { say: "suggest", suggestions });
    log.line("feedback", { itemId: reply.id, isHelpful: false });
    const model = { conversations: [conversation()], items: log.items, pending: [] };
    expect(chatRows(model)).toMatchObject([
      { kind: "library", suggestions: [], isHelpful: undefined },
      { kind: "prompt", cause: "none", isOffered: false, isAnybodyReachable: null },
    ]);
  });

  it("quick replies and follow-ups stand under the newest answer only, and go while the next message is on its way", () => {
    const log = logWriter(0);
    const more = { quickReplies: [{ label: "France", text: "To France?" }], followUps: suggestions };
    log.library("3–5 days", more);
    log.library("Anything else?", more);
    const model = { conversations: [conversation()], items: log.items, pending: [] };
    expect(chatRows(model)).toMatchObject([{ quickReplies: [], followUps: [] }, more]);
    expect(chatRows({ ...model, pending: [waitingMessage] })[1]).toMatchObject({ quickReplies: [], followUps: [] });
    log.line("person_declined", {});
    expect(chatRows(model)[1]).toMatchObject(more);
  });

  it.each(["waiting", "served", "closed"] as const)("nothing can be pressed once the chapter is %s", (state) => {
    const log = logWriter(0);
    log.library(null, { say: "suggest", suggestions, prompt });
    const rows = chatRows({ conversations: [conversation({ state })], items: log.items, pending: [] });
    expect(rows).toMatchObject([{ kind: "library", suggestions: [] }]);
  });

  it("a request is a receipt, and the message that answers it says so", () => {
    const log = logWriter(0);
    log.line("request", { requestId, number: 12, text: "Where is it?", contact: null, isAutomatic: false });
    const model = { conversations: [conversation({ state: "closed" })], items: log.items, pending: [] };
    expect(chatRows(model)).toMatchObject([{ kind: "request", isAnswered: false }]);
    log.agent("Lin Hartmann", "At your neighbour's.", { requestId });
    expect(chatRows(model)).toMatchObject([
      { kind: "request", number: 12, isAnswered: true },
      { kind: "person", answersNumber: 12 },
    ]);
  });

  it("what was kept while they were away goes on here once they are back: in line again, or writing (C1)", () => {
    const log = logWriter(0);
    log.line("left_queue", { reason: "away" });
    log.line("request", { requestId, number: 12, text: "Where is it?", contact: null, isAutomatic: true });
    const model = { conversations: [conversation()], items: log.items, pending: [] };
    const kept = () => chatRows(model).find((row) => row.kind === "request");
    expect(kept()).toMatchObject({ isAutomatic: true, isTakenUp: false });
    log.library("Anything else?");
    expect(kept()).toMatchObject({ isTakenUp: false });
    log.mine("I am back");
    expect(kept()).toMatchObject({ isTakenUp: true });
  });
});
