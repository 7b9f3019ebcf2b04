import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";
import { startTestRedis, type TestRedis } from "../testing/test-redis.ts";

/** With Redis: "leave the room", told by the node that decided, may come seconds late; who opened the chat anew since stays. */
let redis: TestRedis;
let a: TestChatServer;
let b: ChatNode;
const id = () => randomUUID();
beforeAll(async () => {
  redis = await startTestRedis();
  a = await startChatServer({ isAlone: false, limitsFactor: 100, redisUrl: redis.url });
  b = await a.startAnother();
  await vi.waitFor(() => expect([a.redis?.isConnected(), b.redis?.isConnected()]).toEqual([true, true]), 5_000);
});
afterAll(async () => {
  await a.stop();
  await redis.stop();
});

it("who reads on after losing a chat is not taken out by the late word of it", async () => {
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
  await assign(a.shop.mia.staffId);
  await vi.waitFor(() =>
    expect(b.chat.app.dispatcher.state.conversations.get(conversationId)?.assigneeId).toBe(a.shop.mia.staffId),
  );
  await lin.ask("conversation:open", { conversationId });
  // The word of A that had been under way all the time.
  a.chat.io.of("/agent").in(`staff:${a.shop.lin.staffId}`).socketsLeave(`conversation:${conversationId}`);
  // Redis keeps the order: this one comes after it.
  a.chat.io
    .of("/agent")
    .to(`staff:${a.shop.lin.staffId}`)
    .emit("typing:changed" as never, {} as never);
  await lin.until("typing:changed");
  const before = lin.heard.length;
  await mia.ask("message:send", { ...words("Does it still hum?"), conversationId });
  await expect
    .poll(
      () =>
        lin.heard
          .slice(before)
          .filter(
            ({ name, data }) =>
              (name === "item:created" || name === "heads:moved") && JSON.stringify(data).includes(conversationId),
          )
          .map(({ name, data }) => name + JSON.stringify(data).slice(0, 150)),
      { timeout: 6_000 },
    )
    .not.toEqual([]);
}, 30_000);
