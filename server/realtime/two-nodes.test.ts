import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { queueCustomerMessage, queueNote, queueReply } from "#components/realtime/queue-message.ts";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";
import { realAgent, realCustomer, type RealAgent, type RealCustomer } from "../testing/real-clients.ts";

/** The customer on one node, the agent on another, no Redis between them: what one node says the other's people see within seconds. */

let server: TestChatServer;
let other: ChatNode;
let customer: RealCustomer;
let agent: RealAgent;
const id = () => randomUUID();

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 100 });
  other = await server.startAnother();
  customer = realCustomer(server.url, await server.newCustomer());
  agent = realAgent(other.url, server.shop.lin);
  customer.start();
  agent.start();
});
afterAll(async () => {
  customer.stop();
  agent.stop();
  await server.stop();
});

it("a whole chat across two nodes", async () => {
  await agent.until("the desk", () => agent.desk());
  expect(
    await agent.client.call("availability:set", { clientId: id(), availability: "available", reason: null }),
  ).toMatchObject({ ok: true });
  queueCustomerMessage(customer.outbox, null, { text: "When are you open?" });
  await customer.until("the answer", () => customer.items().some(({ author }) => author.kind === "library"));
  const conversationId = customer.thread()?.conversations.at(-1)?.id as never;

  expect(await customer.client.call("handoff:request", { clientId: id(), conversationId })).toMatchObject({ ok: true });
  const offer = await agent.until("the offer", () => agent.desk()?.offers[0]);
  expect(await agent.client.call("offer:accept", { clientId: id(), offerId: offer.id })).toMatchObject({
    ok: true,
    data: { conversationId },
  });
  await customer.until("who is with them", () => customer.thread()?.conversations.at(-1)?.agentName === "Lin");
  await agent.until("the chat", () => agent.conversation(conversationId));

  queueCustomerMessage(customer.outbox, conversationId, { text: "My lamp is broken." });
  await agent.until("their words", () =>
    agent
      .conversation(conversationId)
      ?.log.items.some((item) => item.kind === "message" && item.data.text === "My lamp is broken."),
  );
  queueNote(agent.outbox, conversationId, "A note");
  queueReply(agent.outbox, conversationId, { text: "We will replace it." });
  await customer.until("the reply", () =>
    customer.items().some((item) => item.kind === "message" && item.data.text === "We will replace it."),
  );
  expect(customer.items().map(({ seq }) => seq)).toEqual(customer.items().map((_, at) => at + 1));

  const outcome = { isSolved: true, category: null };
  expect(await agent.client.call("conversation:close", { clientId: id(), conversationId, outcome })).toMatchObject({
    ok: true,
  });
  await customer.until("the end", () => customer.thread()?.conversations.at(-1)?.state === "closed");
  await agent.until("an empty desk", () => agent.desk()?.conversations.length === 0 && agent.desk()?.load === 0);
});

it("a snapshot of a desk is never behind its own number, whichever node decided", async () => {
  const first = await server.connectStaff(server.shop.mia);
  const second = await other.connectStaff(server.shop.mia);
  for (const [availability, reason] of [
    ["busy", "lunch"],
    ["available", null],
    ["offline", null],
    ["busy", "break"],
    ["available", null],
  ] as const) {
    await first.ask("availability:set", { clientId: id(), availability, reason });
    const [here, there] = await Promise.all([first.ask("desk:open", {}), second.ask("desk:open", {})]);
    expect(there).toMatchObject({
      seq: here.seq,
      availability,
      busyReason: reason,
      availabilityAt: here.availabilityAt,
    });
  }
});
