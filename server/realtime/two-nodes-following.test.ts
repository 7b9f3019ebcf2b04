import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";

/** Two nodes that look at each other only when the test says so: what arrives late is applied late, and harms nobody. */

let a: TestChatServer;
let b: ChatNode;
const id = () => randomUUID();

beforeAll(async () => {
  a = await startChatServer({ isAlone: false, limitsFactor: 100, periods: { tailMs: 3_600_000 } });
  b = await a.startAnother();
});
afterAll(() => a.stop());

it("who lost a chat at A and reads on at B is not taken out by that decision when it arrives at B", async () => {
  const customer = await a.connectCustomer(await a.newCustomer());
  const [sue, mia, lin] = await Promise.all([
    a.connectStaff(a.shop.sue),
    a.connectStaff(a.shop.mia),
    b.connectStaff(a.shop.lin),
  ]);
  for (const agent of [mia, lin])
    await agent.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  const words = (text: string) => ({ clientId: id(), text, mediaId: null, answerId: null });
  const asked = await customer.ask("message:send", { ...words("My lamp hums."), conversationId: null });
  const conversationId = asked.conversation.id as never;
  await customer.ask("handoff:request", { clientId: id(), conversationId });
  const assign = (staffId: string) =>
    sue.ask("conversation:assign", { clientId: id(), conversationId, agentId: staffId as never });
  await assign(a.shop.lin.staffId);
  await b.chat.look();
  await assign(a.shop.mia.staffId);

  const { conversation } = await lin.ask("conversation:open", { conversationId });
  expect(conversation.assigneeId).toBe(a.shop.mia.staffId);
  // Whatever B had not heard of yet.
  await b.chat.look();
  const before = lin.heard.length;
  await mia.ask("message:send", { ...words("Does it still hum?"), conversationId });
  await b.chat.look();
  await expect.poll(() => lin.heard.slice(before).map(({ name }) => name), { timeout: 3_000 }).toContain("heads:moved");
});
