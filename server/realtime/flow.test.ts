import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Item, ItemOf } from "../contract/items.ts";
import type { OfferView } from "../contract/views.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { knownQuestion, strangeQuestion, type ShopCustomer, type ShopPerson } from "../testing/chat-shop.ts";
import { mirrorConversation, mirrorDesk, mirrorThread, type Mirror } from "../testing/mirror.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** One customer's whole way, over real sockets; after each step what events built equals a fresh snapshot. */

let server: TestChatServer;
let customer: ShopCustomer;
let tab: CustomerWire;
let secondTab: CustomerWire;
let agents: { lin: AgentWire; mia: AgentWire; tom: AgentWire };
let sue: AgentWire;
let mirrors: Mirror[];
let conversationId: never;
/** Of the agents of the default team: who was asked first, and the other. */
let first: { person: ShopPerson; wire: AgentWire };
let second: { person: ShopPerson; wire: AgentWire };

const id = () => randomUUID();
const same = async () => {
  for (const mirror of mirrors) await mirror.same();
};
const canary = "canary-6f1c-the-customer-owes-us-money";
const transferCanary = "canary-9d20-hard-to-please";

beforeAll(async () => {
  server = await startChatServer();
  customer = await server.newCustomer();
  [tab, secondTab] = await Promise.all([server.connectCustomer(customer), server.connectCustomer(customer)]);
  const { lin, mia, tom } = server.shop;
  const [a, b, c, d] = await Promise.all([
    server.connectStaff(lin),
    server.connectStaff(mia),
    server.connectStaff(tom),
    server.connectStaff(server.shop.sue),
  ]);
  agents = { lin: a, mia: b, tom: c };
  sue = d;
  mirrors = [await mirrorThread(tab, secondTab), await mirrorDesk(a), await mirrorDesk(b), await mirrorDesk(c)];
});
afterAll(() => server.stop());

async function offerTo(wire: AgentWire, fits: (offer: OfferView) => boolean = () => true): Promise<OfferView> {
  const { change } = await wire.until(
    "desk:changed",
    ({ change: each }) => each.kind === "offer_made" && fits(each.offer),
  );
  return (change as Extract<typeof change, { kind: "offer_made" }>).offer;
}

const itemsOf = async (kind: Item["kind"]) =>
  (await sue.ask("conversation:open", { conversationId })).items.filter((item) => item.kind === kind);

describe("a customer", { sequential: true }, () => {
  it("asks and is answered by the library; the degree is stored, for staff only", async () => {
    const ack = await tab.ask("message:send", {
      clientId: id(),
      conversationId: null,
      text: knownQuestion,
      mediaId: null,
      answerId: null,
    });
    conversationId = ack.conversation.id as never;
    expect(ack.item).toMatchObject({
      kind: "message",
      seq: 1,
      author: { kind: "customer" },
      data: { text: knownQuestion },
    });
    const { item } = await tab.until("item:created", (data) => data.item.author.kind === "library");
    expect(item).toMatchObject({
      kind: "message",
      seq: 2,
      data: { text: "Two to four working days.", reply: { say: "answer", title: "Delivery times", prompt: null } },
    });
    expect(Object.keys((item as { data: { reply: object } }).data.reply).sort()).toEqual([
      "followUps",
      "pictures",
      "prompt",
      "quickReplies",
      "say",
      "suggestions",
      "title",
    ]);
    const [, reply] = (await itemsOf("message")) as ItemOf<"message">[];
    expect(reply?.data.reply?.match.degree).toBeGreaterThan(0.9);
    expect(reply?.data.reply?.match.candidates[0]).toMatchObject({ answerId: server.shop.answers.delivery });
    expect(reply?.data.reply?.match.thresholds).toMatchObject({
      reason: expect.any(String),
      single: expect.any(Number),
    });
    mirrors.push(await mirrorConversation(sue, conversationId));
    await same();
  });

  it('a question outside the library prompts for a person; "keep asking" is kept', async () => {
    await tab.ask("message:send", {
      clientId: id(),
      conversationId,
      text: strangeQuestion,
      mediaId: null,
      answerId: null,
    });
    const { item } = await tab.until(
      "item:created",
      (data) => data.item.author.kind === "library" && data.item.seq > 2,
    );
    expect(item).toMatchObject({ data: { reply: { prompt: { isAnybodyReachable: false } } } });
    await tab.ask("answer:rate", { clientId: id(), conversationId, itemId: item.id, isHelpful: false });
    await tab.ask("handoff:decline", { clientId: id(), conversationId });
    await same();
  });

  it("asks for a person with nobody there, is told so at once, and leaves a message that is stored before it is acknowledged", async () => {
    const began = performance.now();
    expect(await tab.refused("handoff:request", { clientId: id(), conversationId })).toBe("nobody_available");
    expect(performance.now() - began).toBeLessThan(3_000);
    const { requestId, number } = await tab.ask("request:leave", {
      clientId: id(),
      conversationId,
      text: "Please call me about the lamp.",
      name: "Kim",
      contact: "kim@example.com",
    });
    const stored = await server.database.main.query(
      "SELECT text, state, contact FROM service_requests WHERE id = $1 AND number = $2",
      [requestId, number],
    );
    expect(stored.rows).toEqual([
      { text: "Please call me about the lamp.", state: "stored", contact: "kim@example.com" },
    ]);
    expect(await agents.lin.until("request:changed", ({ request }) => request.id === requestId)).toMatchObject({
      openRequests: 1,
      request: { state: "stored", customerName: "Kim" },
    });
    await same();
  });

  it("the message is claimed by one, answered into the thread, and read", async () => {
    const [request] = (await agents.lin.ask("request:list", { states: ["stored"], before: null })).requests;
    const requestId = request?.id as never;
    await agents.lin.ask("request:claim", { clientId: id(), requestId });
    expect(await agents.mia.refused("request:claim", { clientId: id(), requestId })).toBe("already_claimed");
    expect(await agents.mia.refused("request:answer", { clientId: id(), requestId, text: "Mine?" })).toBe(
      "already_claimed",
    );
    expect(
      await agents.lin.ask("request:answer", { clientId: id(), requestId, text: "The lamp ships on Monday." }),
    ).toMatchObject({ state: "answered" });
    const { item } = await tab.until("item:created", (data) => data.item.author.kind === "agent");
    expect(item).toMatchObject({ author: { name: "Lin" }, data: { text: "The lamp ships on Monday.", requestId } });
    await tab.ask("cursor:advance", { conversationId, deliveredSeq: item.seq, readSeq: item.seq });
    expect(await agents.mia.until("request:changed", (data) => data.request.state === "read")).toMatchObject({
      request: { id: requestId },
    });
    await same();
  });

  it("with people available gets a place; one declines, the other accepts", async () => {
    await agents.lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const { place, conversation } = await tab.ask("handoff:request", { clientId: id(), conversationId });
    expect(conversation.state).toBe("waiting");
    expect(place).toMatchObject({ position: 1, isAnybodyReachable: true });
    expect(await tab.refused("handoff:request", { clientId: id(), conversationId })).toBe("already_waiting");
    await agents.mia.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const offer = await offerTo(agents.lin);
    expect(offer).toMatchObject({ isTransfer: false, quote: strangeQuestion, conversation: { id: conversationId } });
    expect(offer.deadlineAt).toBeGreaterThan(offer.now);
    await same();
    expect(await agents.mia.refused("offer:accept", { clientId: id(), offerId: offer.id })).toBe("offer_gone");
    await agents.lin.ask("offer:decline", { clientId: id(), offerId: offer.id });
    const next = await offerTo(agents.mia);
    await same();
    expect(await agents.mia.ask("offer:accept", { clientId: id(), offerId: next.id })).toEqual({ conversationId });
    expect(await tab.until("item:created", (data) => data.item.kind === "assigned")).toMatchObject({
      conversation: { state: "served", agentName: "Mia" },
    });
    first = { person: server.shop.mia, wire: agents.mia };
    second = { person: server.shop.lin, wire: agents.lin };
    await same();
  });

  it("the page acknowledges the connection; the count served rises once", async () => {
    const assignment = () =>
      [...server.chat.app.dispatcher.state.assignments.values()].find((each) => each.conversationId === conversationId);
    expect(assignment()).toMatchObject({ connectedAt: null, connectDeadlineAt: expect.any(Number) });
    await Promise.all(
      [tab, secondTab].map((wire) => wire.ask("connection:acknowledge", { clientId: id(), conversationId })),
    );
    expect(assignment()).toMatchObject({ connectedAt: expect.any(Number), connectDeadlineAt: null });
    expect(server.chat.app.dispatcher.state.agents.get(first.person.staffId)?.servedCount).toBe(1);
    mirrors.push(await mirrorConversation(first.wire, conversationId));
    await same();
  });

  it("both sides write; states follow by cursors", async () => {
    const { item } = await tab.ask("message:send", {
      clientId: id(),
      conversationId,
      text: "My lamp is broken.",
      mediaId: null,
      answerId: null,
    });
    const heard = await first.wire.until("item:created", (data) => data.item.id === item.id);
    await first.wire.ask("cursor:advance", { conversationId, deliveredSeq: heard.item.seq, readSeq: 0 });
    expect(
      await tab.until("cursor:moved", (data) => data.by === "staff" && data.cursor.deliveredSeq >= item.seq),
    ).toMatchObject({ cursor: { readSeq: 0 } });
    await first.wire.ask("cursor:advance", { conversationId, deliveredSeq: heard.item.seq, readSeq: heard.item.seq });
    await tab.until("cursor:moved", (data) => data.by === "staff" && data.cursor.readSeq >= item.seq);
    const reply = await first.wire.ask("message:send", {
      clientId: id(),
      conversationId,
      text: "We will replace it.",
      mediaId: null,
      answerId: null,
    });
    const shown = await secondTab.until("item:created", (data) => data.item.id === reply.item.id);
    expect(shown.item).toMatchObject({
      author: { kind: "agent", name: "Mia" },
      clientId: null,
      data: { text: "We will replace it." },
    });
    await secondTab.ask("cursor:advance", { conversationId, deliveredSeq: shown.item.seq, readSeq: shown.item.seq });
    expect(
      await first.wire.until(
        "cursor:moved",
        (data) => data.by === "customer" && data.cursor.readSeq === reply.item.seq,
      ),
    ).toMatchObject({ cursor: { deliveredSeq: reply.item.seq } });
    await tab.ask("typing:set", { conversationId, isTyping: true, preview: "And the" });
    expect(await first.wire.until("typing:changed", (data) => data.by === "customer")).toMatchObject({
      preview: "And the",
    });
    await first.wire.ask("typing:set", { conversationId, isTyping: true });
    expect(await tab.until("typing:changed")).toMatchObject({ name: "Mia", isTyping: true });
    await same();
  });

  it("a note reaches staff and nobody else", async () => {
    const { item } = await first.wire.ask("note:add", { clientId: id(), conversationId, text: canary });
    expect(item).toMatchObject({ kind: "note", publicSeq: null });
    await sue.until("item:created", (data) => data.item.id === item.id);
    await same();
  });

  it("is transferred to a colleague: the giver keeps it until it is accepted", async () => {
    const to = { toAgentId: second.person.staffId as never, toTeamId: null, note: transferCanary };
    await first.wire.ask("transfer:start", { clientId: id(), conversationId, ...to });
    const offer = await offerTo(second.wire, (each) => each.isTransfer);
    expect(offer).toMatchObject({ fromName: "Mia", note: transferCanary });
    await same();
    await first.wire.ask("message:send", {
      clientId: id(),
      conversationId,
      text: "I am asking a colleague.",
      mediaId: null,
      answerId: null,
    });
    await first.wire.ask("transfer:withdraw", { clientId: id(), conversationId });
    await second.wire.until(
      "desk:changed",
      ({ change }) => change.kind === "offer_ended" && change.offerId === offer.id && change.how === "withdrawn",
    );
    await first.wire.ask("transfer:start", { clientId: id(), conversationId, ...to });
    const again = await offerTo(second.wire, (each) => each.isTransfer && each.id !== offer.id);
    await second.wire.ask("offer:accept", { clientId: id(), offerId: again.id });
    await tab.until("item:created", (data) => data.item.kind === "assigned" && data.item.data.agentName === "Lin");
    expect(
      await first.wire.refused("message:send", {
        clientId: id(),
        conversationId,
        text: "Still here?",
        mediaId: null,
        answerId: null,
      }),
    ).toBe("not_found");
    await first.wire.until(
      "desk:changed",
      ({ change }) => change.kind === "conversation_gone" && change.why === "transferred",
    );
    // The giver no longer follows; a colleague of the team may open it again.
    mirrors.pop();
    mirrors.push(await mirrorConversation(second.wire, conversationId));
    await same();
  });

  it("is transferred to another team, into its line at the old place", async () => {
    const to = { toAgentId: null, toTeamId: server.shop.teams.workshop as never, note: transferCanary };
    expect(await second.wire.refused("transfer:start", { clientId: id(), conversationId, ...to })).toBe(
      "nobody_available",
    );
    await agents.tom.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    await second.wire.ask("transfer:start", { clientId: id(), conversationId, ...to });
    const offer = await offerTo(agents.tom);
    await agents.tom.ask("offer:accept", { clientId: id(), offerId: offer.id });
    await tab.until("item:created", (data) => data.item.kind === "assigned" && data.item.data.agentName === "Tom");
    mirrors.pop();
    mirrors.push(await mirrorConversation(agents.tom, conversationId));
    await same();
  });

  it("is closed with an outcome; the seat is free; rated once", async () => {
    expect(await tab.refused("conversation:rate", { clientId: id(), conversationId, score: 5, comment: null })).toBe(
      "not_found",
    );
    await agents.tom.ask("conversation:close", {
      clientId: id(),
      conversationId,
      outcome: { isSolved: true, category: "Lamps" },
    });
    const closed = await tab.until("item:created", (data) => data.item.kind === "closed");
    expect(closed).toMatchObject({ item: { data: { reason: "agent" } }, conversation: { state: "closed" } });
    expect(JSON.stringify(closed)).not.toContain("Lamps");
    await agents.tom.until("desk:changed", ({ change }) => change.kind === "state" && change.load === 0);
    const rating = { clientId: id(), conversationId, score: 5, comment: "Quick and kind." };
    await tab.ask("conversation:rate", rating);
    await secondTab.ask("conversation:rate", rating);
    expect(await tab.refused("conversation:rate", { ...rating, clientId: id() })).toBe("already_rated");
    expect(await itemsOf("rating")).toHaveLength(1);
    await same();
  });

  it("writes again: a new chapter in the same thread", async () => {
    const ack = await tab.ask("message:send", {
      clientId: id(),
      conversationId,
      text: "When are you open?",
      mediaId: null,
      answerId: null,
    });
    expect(ack.conversation.id).not.toBe(conversationId);
    expect(ack.item.seq).toBe(1);
    await tab.until(
      "item:created",
      (data) => data.item.conversationId === ack.conversation.id && data.item.author.kind === "library",
    );
    await same();
  });

  it("both tabs heard the same log, in order", () => {
    const log = (wire: CustomerWire) =>
      wire.heard.filter(({ name }) => name === "item:created").map(({ data }) => data);
    expect(log(secondTab)).toEqual(log(tab));
    const seqs = (log(tab) as { item: { conversationId: string; seq: number } }[])
      .filter(({ item }) => item.conversationId === conversationId)
      .map(({ item }) => item.seq);
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
  });

  it("nothing of staff ever came over the customer's sockets", () => {
    const bytes = [...tab.received, ...secondTab.received].join("\n");
    expect(bytes.includes("We will replace it.")).toBe(true);
    const { lin, mia, tom } = server.shop;
    const secrets = [
      canary,
      transferCanary,
      "canary",
      "degree",
      "candidates",
      "modelId",
      "thresholds",
      '"decision"',
      "isSolved",
      "Lamps",
      "publicSeq",
      "offerId",
      "@shop.example",
      lin.staffId,
      mia.staffId,
      tom.staffId,
    ];
    for (const secret of secrets)
      expect({ secret, isThere: bytes.includes(secret) }).toEqual({ secret, isThere: false });
    // The search finds what is there: staff heard it.
    expect(sue.received.some((packet) => packet.includes(canary))).toBe(true);
  });
});
