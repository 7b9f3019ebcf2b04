import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";

/** Two nodes without Redis: a supervisor is called on whichever they are connected to, once. */

let server: TestChatServer;
let other: ChatNode;
const once = () => ({ clientId: randomUUID() });

beforeAll(async () => {
  server = await startChatServer({ limitsFactor: 100, isAlone: false });
  other = await server.startAnother();
  const ladder = {
    agentMs: null,
    customerMs: null,
    supervisorMs: 300,
    reofferMs: null,
    unresponsiveMs: null,
    maxHops: 3,
  };
  await server.database.main.query("UPDATE teams SET rules = $1", [JSON.stringify({ ladder })]);
  await server.chat.app.settingsChanged("teams");
});
afterAll(() => server.stop());

it("a customer who waits for a word", async () => {
  const { lin, sue } = server.shop;
  const [here, there] = [await server.connectStaff(sue), await other.connectStaff(sue)];
  const agent = await server.connectStaff(lin);
  const tab = await server.connectCustomer(await server.newCustomer());
  await agent.ask("availability:set", { ...once(), availability: "available", reason: null });
  const { conversation } = await tab.ask("handoff:request", { ...once(), conversationId: null });
  const offered = await agent.until("desk:changed", ({ change }) => change.kind === "offer_made");
  const offerId = offered.change.kind === "offer_made" ? offered.change.offer.id : ("" as never);
  await agent.ask("offer:accept", { ...once(), offerId });
  for (const wire of [here, there]) {
    const call = await wire.until("agent:alerted");
    expect(call).toMatchObject({ conversationId: conversation.id, agentName: "Lin", step: "supervisor" });
  }
  // Both have looked again meanwhile.
  await Promise.all([server.chat.look(), other.chat.look()]);
  for (const wire of [here, there]) expect(wire.heard.filter(({ name }) => name === "agent:alerted")).toHaveLength(1);
  const reminders = await server.database.main.query("SELECT 1 FROM items WHERE kind = 'reminder'");
  expect(reminders.rows).toHaveLength(1);
});
