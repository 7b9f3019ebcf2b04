import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { OfferView } from "../contract/views.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { mirrorConversation, mirrorDesk, mirrorThread } from "../testing/mirror.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** What agents and supervisors say over real sockets of their time and of the line, and what they are refused. */

let server: TestChatServer;
let lin: AgentWire;
let mia: AgentWire;
let tom: AgentWire;
let sue: AgentWire;

const begun: { tab: CustomerWire; conversationId: never }[] = [];
const id = () => randomUUID();
/** By the database's clock, in whole ms as the contract has them. */
const now = () => Math.round(server.chat.now());
const once = () => ({ clientId: id() });

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 100 });
  const { shop } = server;
  [lin, mia, tom, sue] = (await Promise.all([shop.lin, shop.mia, shop.tom, shop.sue].map(server.connectStaff))) as [
    AgentWire,
    AgentWire,
    AgentWire,
    AgentWire,
  ];
});
afterAll(() => server.stop());
beforeEach(async () => {
  await rules({});
  for (const wire of [lin, mia, tom]) await be(wire, "offline");
});
afterEach(async () => {
  // Nobody of one test is in the line of the next.
  for (const { tab, conversationId } of begun.splice(0)) {
    await tab.call("conversation:end", { ...once(), conversationId });
    tab.close();
  }
});

const be = (wire: AgentWire, availability: "available" | "busy" | "offline") =>
  wire.ask("availability:set", { ...once(), availability, reason: null });

/** As an admin sets them for the front desk; what is left out is off. */
async function rules(set: Record<string, unknown>): Promise<void> {
  const off = {
    ladder: { agentMs: null, customerMs: null, supervisorMs: null, reofferMs: null, unresponsiveMs: null, maxHops: 3 },
  };
  await server.database.main.query("UPDATE teams SET rules = $2 WHERE id = $1", [
    server.shop.teams.front,
    JSON.stringify({ ...off, wrapUpMs: null, lapsesAllowed: null, overflow: null, longWaitMs: null, ...set }),
  ]);
  await server.chat.app.settingsChanged("teams");
}

/** A customer in the front desk's line, with what they asked. */
async function waiting(text = "Do you have oolong?"): Promise<{ tab: CustomerWire; conversationId: never }> {
  const tab = await server.connectCustomer(await server.newCustomer());
  const { conversation } = await tab.ask("message:send", {
    ...once(),
    conversationId: null,
    text,
    mediaId: null,
    answerId: null,
  });
  await tab.until("item:created", (data) => data.item.author.kind === "library");
  await tab.ask("handoff:request", { ...once(), conversationId: conversation.id });
  begun.push({ tab, conversationId: conversation.id as never });
  return { tab, conversationId: conversation.id as never };
}
const offerOf = async (wire: AgentWire, conversationId: string): Promise<OfferView> => {
  const { change } = await wire.until(
    "desk:changed",
    ({ change: each }) => each.kind === "offer_made" && each.offer.conversation.id === conversationId,
  );
  return (change as Extract<typeof change, { kind: "offer_made" }>).offer;
};
/** A chat that Lin serves. */
async function served(): Promise<{ tab: CustomerWire; conversationId: never }> {
  await be(lin, "available");
  const made = await waiting();
  await lin.ask("offer:accept", { ...once(), offerId: (await offerOf(lin, made.conversationId)).id });
  await made.tab.ask("connection:acknowledge", { ...once(), conversationId: made.conversationId });
  return made;
}

describe("leaving", () => {
  it("is for oneself to say, for a supervisor also of others, and is taken back", async () => {
    await be(lin, "available");
    const { leavingAt } = await lin.ask("leaving:set", { ...once(), agentId: null, inMs: 600_000 });
    expect(leavingAt).toBeGreaterThan(now());
    expect(await lin.ask("desk:open", {})).toMatchObject({ leavingAt });
    expect(await mia.refused("leaving:set", { ...once(), agentId: server.shop.lin.staffId as never, inMs: null })).toBe(
      "forbidden",
    );
    expect(await sue.ask("leaving:set", { ...once(), agentId: server.shop.lin.staffId as never, inMs: null })).toEqual({
      leavingAt: null,
    });
    expect(await lin.ask("desk:open", {})).toMatchObject({ leavingAt: null });
    expect(await sue.refused("leaving:set", { ...once(), agentId: id() as never, inMs: 0 })).toBe("not_found");
  });

  it("said twice with one intent is done once, and another body under it is refused", async () => {
    const clientId = id();
    const first = await lin.ask("leaving:set", { clientId, agentId: null, inMs: 600_000 });
    expect(await lin.ask("leaving:set", { clientId, agentId: null, inMs: 600_000 })).toEqual(first);
    expect(await lin.refused("leaving:set", { clientId, agentId: null, inMs: 700_000 })).toBe("conflict");
    await lin.ask("leaving:set", { ...once(), agentId: null, inMs: null });
  });
});

describe("not responding", () => {
  it("is ended by oneself, or by a supervisor for somebody", async () => {
    await rules({ lapsesAllowed: 1 });
    await be(lin, "available");
    await server.database.main.query("UPDATE teams SET offer_ms = 5 WHERE id = $1", [server.shop.teams.front]);
    await server.chat.app.settingsChanged("teams");
    const marked = (isMarked: boolean) =>
      lin.until(
        "desk:changed",
        ({ change }) => change.kind === "state" && (change.notResponding !== null) === isMarked && isMarked,
      );
    await waiting();
    await marked(true);
    await server.database.main.query("UPDATE teams SET offer_ms = 120000 WHERE id = $1", [server.shop.teams.front]);
    await server.chat.app.settingsChanged("teams");
    const agentId = server.shop.lin.staffId as never;
    expect(await mia.refused("agent:return", { ...once(), agentId })).toBe("forbidden");
    await sue.ask("agent:return", { ...once(), agentId });
    expect(await lin.ask("desk:open", {})).toMatchObject({ notResponding: null });
    await lin.ask("agent:return", once());
  });
});

describe("being busy", () => {
  it("ends at its time only when one is busy", async () => {
    const until = now() + 600_000;
    await lin.ask("availability:set", { ...once(), availability: "busy", reason: "lunch", until });
    expect(await lin.ask("desk:open", {})).toMatchObject({ availability: "busy", availabilityUntil: until });
    expect(await lin.refused("availability:set", { ...once(), availability: "available", reason: null, until })).toBe(
      "invalid",
    );
    const agentId = server.shop.lin.staffId as never;
    await sue.ask("agent:set-availability", {
      ...once(),
      agentId,
      availability: "busy",
      reason: null,
      until: until + 1,
    });
    expect(await lin.ask("desk:open", {})).toMatchObject({ availabilityUntil: until + 1 });
  });

  it("by inactivity is taken back by activity, and by nothing else that is automatic", async () => {
    await be(lin, "available");
    await lin.ask("availability:set", { ...once(), availability: "busy", reason: null, isAutomatic: true });
    expect(await lin.ask("desk:open", {})).toMatchObject({ availability: "busy", isAwayByItself: true });
    await lin.ask("availability:set", { ...once(), availability: "available", reason: null, isAutomatic: true });
    expect(await lin.ask("desk:open", {})).toMatchObject({ availability: "available", isAwayByItself: false });
  });
});

describe("a promise", () => {
  it("is the holder's to make, within reason, and stands in every snapshot", async () => {
    const { conversationId } = await served();
    const view = await mirrorConversation(sue, conversationId);
    const until = now() + 3_600_000;
    expect(await mia.refused("promise:make", { ...once(), conversationId, until })).toBe("not_found");
    expect(await lin.refused("promise:make", { ...once(), conversationId, until: now() - 5_000 })).toBe("invalid");
    expect(await lin.refused("promise:make", { ...once(), conversationId, until: until + 90 * 86_400_000 })).toBe(
      "invalid",
    );
    await lin.ask("promise:make", { ...once(), conversationId, until });
    expect((await sue.ask("conversation:open", { conversationId })).conversation.promisedAt).toBe(until);
    await view.same();
    await lin.ask("promise:make", { ...once(), conversationId, until: null });
    await view.same();
    expect(view.open().conversation.promisedAt).toBeNull();
  });
});

describe("an answer after a promise", () => {
  const says = (conversationId: never) =>
    lin.ask("message:send", { ...once(), conversationId, text: "It is on its way.", mediaId: null, answerId: null });
  const promised = async (conversationId: never) =>
    (await sue.ask("conversation:open", { conversationId })).conversation.promisedAt;

  it("keeps it, though the agent had spoken last; the line that comes with the promise does not", async () => {
    const { conversationId } = await served();
    const until = now() + 3_600_000;
    await says(conversationId);
    await lin.ask("promise:make", { ...once(), conversationId, until });
    await says(conversationId);
    expect(await promised(conversationId)).toBe(until);
    // Two minutes go by.
    const { dispatcher } = server.chat.app;
    await server.database.main.query(
      "UPDATE routing_conversations SET promise_made_at = promise_made_at - interval '2 min' WHERE id = $1",
      [conversationId],
    );
    await dispatcher.load();
    await says(conversationId);
    await vi.waitFor(async () => expect(await promised(conversationId)).toBeNull(), 5_000);
  });
});

describe("notes after a close", () => {
  it("end with an outcome that replaces that of the close", async () => {
    await rules({ wrapUpMs: 600_000 });
    const { conversationId } = await served();
    const desk = await mirrorDesk(lin);
    const outcome = (isSolved: boolean) => ({ isSolved, category: null });
    await lin.ask("conversation:close", { ...once(), conversationId, outcome: outcome(true) });
    expect(await lin.ask("desk:open", {})).toMatchObject({ wrapUps: [{ conversationId }] });
    await desk.same();
    expect(await mia.refused("wrap-up:end", { ...once(), conversationId, outcome: null })).toBe("not_found");
    await lin.ask("wrap-up:end", { ...once(), conversationId, outcome: outcome(false) });
    await desk.same();
    expect(await lin.ask("desk:open", {})).toMatchObject({ wrapUps: [] });
    expect((await sue.ask("conversation:open", { conversationId })).conversation.outcome).toEqual(outcome(false));
    expect(await lin.refused("wrap-up:end", { ...once(), conversationId, outcome: null })).toBe("not_found");
  });
});

describe("a line", () => {
  it("is taken from by hand only where agents choose, by who is there; of two one gets it", async () => {
    await be(lin, "available");
    await be(mia, "available");
    await be(tom, "available");
    await rules({ strategy: "manual" });
    const { conversationId } = await waiting();
    expect(await tom.refused("entry:take", { ...once(), conversationId })).toBe("not_found");
    await be(mia, "busy");
    expect(await mia.refused("entry:take", { ...once(), conversationId })).toBe("not_available");
    await be(mia, "available");
    const tries = await Promise.all([lin, mia].map((wire) => wire.call("entry:take", { ...once(), conversationId })));
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect(tries.find(({ ok }) => !ok)).toMatchObject({ error: { code: "already_assigned" } });
    await rules({});
    await be(lin, "busy");
    await be(mia, "busy");
    await be(lin, "available");
    for (let at = 0; at < 3; at += 1) await waiting();
    const next = await waiting();
    expect(await lin.refused("entry:take", { ...once(), conversationId: next.conversationId })).toBe("not_manual");
  });

  it("is left for another one by a supervisor; the customer reads so, nobody else may", async () => {
    await be(lin, "available");
    await be(tom, "available");
    await rules({ strategy: "manual" });
    const { tab, conversationId } = await waiting();
    const teamId = server.shop.teams.workshop as never;
    expect(await lin.refused("entry:move", { ...once(), conversationId, teamId })).toBe("not_found");
    expect(await sue.refused("entry:move", { ...once(), conversationId, teamId: id() as never })).toBe("not_found");
    await sue.ask("entry:move", { ...once(), conversationId, teamId });
    const { item } = await tab.until(
      "item:created",
      ({ item: each }) => each.kind === "queued" && each.data.teamName === "Workshop",
    );
    expect(item).toMatchObject({ data: { isAgain: true, isMoved: true } });
    expect((await offerOf(tom, conversationId)).kind).toBe("queue");
  });
});

describe("reasons", () => {
  it("are listed for who may read the conversation, and the whole team behind one for supervisors", async () => {
    const { conversationId } = await served();
    const { decisions } = await lin.ask("decision:list", { conversationId });
    expect(decisions.map(({ about }) => about)).toEqual(["offer", "assignment"]);
    expect(decisions[0]).toMatchObject({ chosen: { agentId: server.shop.lin.staffId }, names: expect.anything() });
    expect(decisions[0]?.names[server.shop.lin.staffId]).toBe("Lin");
    expect(await tom.refused("decision:list", { conversationId })).toBe("not_found");
    const { journalSeq, position } = decisions[0] as (typeof decisions)[number];
    const full = await sue.ask("decision:full", { journalSeq, position });
    expect(full.isExact).toBe(true);
    expect(full.members.map(({ name, isChosen, code }) => [name, isChosen, code])).toEqual([
      ["Lin", true, null],
      ["Mia", false, "offline"],
    ]);
    expect(await sue.refused("decision:full", { journalSeq, position: 99 })).toBe("not_found");
    // Who is erased is a number to everybody from then on.
    const named = await server.database.main.query("SELECT 1 FROM routing_reasons WHERE reason::text LIKE '%Lin%'");
    expect(named.rows).toEqual([]);
  });
});

describe("requests beside chats", () => {
  it("weigh with who holds them, from the claim to the answer", async () => {
    await be(lin, "available");
    const tab = await server.connectCustomer(await server.newCustomer());
    const ask = { conversationId: null, text: "Call me, please", name: null, contact: "a@shop.example" };
    const { requestId } = await tab.ask("request:leave", { ...once(), ...ask });
    const before = (await lin.ask("desk:open", {})).load;
    await lin.ask("request:claim", { ...once(), requestId });
    expect((await lin.ask("desk:open", {})).load).toBe(before + 0.5);
    const board = await sue.ask("board:open", {});
    expect(board.agents.find(({ name }) => name === "Lin")).toMatchObject({ sideWork: { requests: 1, consults: 0 } });
    await lin.ask("request:release", { ...once(), requestId });
    expect((await lin.ask("desk:open", {})).load).toBe(before);
    await lin.ask("request:claim", { ...once(), requestId });
    await lin.ask("request:answer", { ...once(), requestId, text: "We did." });
    expect((await lin.ask("desk:open", {})).load).toBe(before);
    await sue.ask("board:leave", {});
  });
});

describe("a customer who waits for a word", () => {
  it("is on the board, on the desk and in the log alike, step by step", async () => {
    await rules({
      ladder: { agentMs: 300, customerMs: 600, supervisorMs: 900, reofferMs: null, unresponsiveMs: null, maxHops: 3 },
    });
    const { tab, conversationId } = await served();
    const mirrors = [await mirrorConversation(sue, conversationId), await mirrorDesk(lin)];
    await tab.ask("message:send", { ...once(), conversationId, text: "Hello?", mediaId: null, answerId: null });
    const { change } = await lin.until(
      "desk:changed",
      ({ change: each }) => each.kind === "reminder" && each.conversationId === conversationId,
    );
    const { item } = await tab.until(
      "item:created",
      ({ item: each }) => each.kind === "message" && each.data.auto === "still_waiting",
    );
    expect(item.author).toEqual({ kind: "system", name: null });
    expect(await sue.until("agent:alerted", (data) => data.conversationId === conversationId)).toMatchObject({
      agentName: "Lin",
      step: "supervisor",
    });
    const board = await sue.ask("board:open", {});
    const dazed = board.dazed.find(({ conversation }) => conversation.id === conversationId);
    expect(dazed).toMatchObject({ step: "supervisor", ladderStep: 3, hops: 0 });
    expect(change).toMatchObject({ step: "agent", owedSince: dazed?.owedSince });
    for (const mirror of mirrors) await mirror.same();
    // An answer ends it everywhere.
    await lin.ask("message:send", { ...once(), conversationId, text: "Here I am", mediaId: null, answerId: null });
    for (const mirror of mirrors) await mirror.same();
    const { conversation } = await sue.ask("conversation:open", { conversationId });
    expect(conversation).toMatchObject({ owedSince: null, ladderStep: 0, isReoffered: false });
    await sue.ask("board:leave", {});
  });

  it("is offered on: the holder keeps the chat until somebody else has it, and all desks say the same", async () => {
    await rules({
      ladder: { agentMs: null, customerMs: null, supervisorMs: null, reofferMs: 300, unresponsiveMs: null, maxHops: 3 },
    });
    const { tab, conversationId } = await served();
    await be(mia, "available");
    const mirrors = [await mirrorConversation(sue, conversationId), await mirrorDesk(lin), await mirrorDesk(mia)];
    await tab.ask("message:send", { ...once(), conversationId, text: "Anybody?", mediaId: null, answerId: null });
    const offer = await offerOf(mia, conversationId);
    expect(offer).toMatchObject({ kind: "reoffer", isTransfer: false, fromName: "Lin", note: null });
    const [again] = (await mia.ask("desk:open", {})).offers;
    expect(again).toMatchObject({ kind: "reoffer", fromName: "Lin", note: null });
    for (const mirror of mirrors) await mirror.same();
    await mia.ask("offer:accept", { ...once(), offerId: offer.id });
    for (const mirror of mirrors) await mirror.same();
    expect((await sue.ask("conversation:open", { conversationId })).conversation).toMatchObject({
      assigneeName: "Mia",
      isReoffered: false,
    });
  });

  it("is on every tab of theirs with the same honest line", async () => {
    await rules({
      ladder: { agentMs: null, customerMs: 200, supervisorMs: null, reofferMs: null, unresponsiveMs: null, maxHops: 3 },
    });
    const customer = await server.newCustomer();
    const [tab, other] = [await server.connectCustomer(customer), await server.connectCustomer(customer)];
    await be(lin, "available");
    await tab.ask("handoff:request", { ...once(), conversationId: null });
    const thread = await mirrorThread(tab, other);
    const conversationId = thread.thread().conversations.at(-1)?.id ?? "";
    await lin.ask("offer:accept", { ...once(), offerId: (await offerOf(lin, conversationId)).id });
    await tab.until("item:created", ({ item }) => item.kind === "message" && item.data.auto === "still_waiting");
    await thread.same();
  });
});
