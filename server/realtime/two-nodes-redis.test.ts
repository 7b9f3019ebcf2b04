import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { publishAnswer } from "../testing/publish-answer.ts";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";
import { newSession } from "../testing/chat-shop.ts";
import { startTestRedis, type TestRedis } from "../testing/test-redis.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** Two nodes with Redis between them, and a tail far too slow to have brought anything. */

const SLOW_TAIL_MS = 600_000;
const FAST_MS = 300;
const id = () => randomUUID();
const message = (text: string, conversationId: string | null = null) => ({
  clientId: id(),
  conversationId: conversationId as never,
  text,
  mediaId: null,
  answerId: null,
});
const says = (item: { kind: string; data: unknown }, text: string) =>
  item.kind === "message" && (item.data as { text: string | null }).text === text;

/** How long it takes until it holds. */
async function fast(hold: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await hold();
  const took = performance.now() - began;
  expect(took).toBeLessThan(FAST_MS);
  return took;
}

let redis: TestRedis;
let a: TestChatServer;
let b: ChatNode;

beforeAll(async () => {
  redis = await startTestRedis();
  a = await startChatServer({
    isAlone: false,
    limitsFactor: 100,
    redisUrl: redis.url,
    periods: { tailMs: SLOW_TAIL_MS },
  });
  b = await a.startAnother();
  await vi.waitFor(() => expect([a.redis?.isConnected(), b.redis?.isConnected()]).toEqual([true, true]), 5_000);
});
afterAll(async () => {
  await a.stop();
  await redis.stop();
});

describe("customer at A, agent at B", { sequential: true }, () => {
  let customer: CustomerWire;
  let lin: AgentWire;
  let sue: AgentWire;
  let conversationId: never;

  beforeAll(async () => {
    customer = await a.connectCustomer(await a.newCustomer());
    lin = await b.connectStaff(a.shop.lin);
    sue = await a.connectStaff(a.shop.sue);
    conversationId = (await customer.ask("message:send", message("When are you open?"))).conversation.id as never;
  });

  it("availability set at B is known to the engine at A", async () => {
    await fast(async () => {
      await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
      await vi.waitFor(
        () => expect(a.chat.app.dispatcher.state.agents.get(a.shop.lin.staffId)?.availability).toBe("available"),
        { timeout: FAST_MS, interval: 2 },
      );
    });
  });

  it("an assignment decided at A is told to the agent at B, whose socket follows", async () => {
    await customer.ask("handoff:request", { clientId: id(), conversationId });
    await fast(async () => {
      await sue.ask("conversation:assign", { clientId: id(), conversationId, agentId: a.shop.lin.staffId as never });
      await lin.until("desk:changed", ({ change }) => change.kind === "conversation_taken");
      await vi.waitFor(
        () =>
          expect(b.chat.io.of("/agent").adapter.rooms.get(`conversation:${conversationId as string}`)?.size).toBe(1),
        { timeout: FAST_MS, interval: 2 },
      );
    });
  });

  it("messages, typing and read marks go both ways", async () => {
    await fast(async () => {
      await customer.ask("message:send", message("My lamp is broken.", conversationId));
      await lin.until("item:created", ({ item }) => says(item, "My lamp is broken."));
    });
    await fast(async () => {
      await lin.ask("message:send", message("We replace it.", conversationId));
      await customer.until("item:created", ({ item }) => says(item, "We replace it."));
    });
    await fast(async () => {
      await customer.ask("typing:set", { conversationId, isTyping: true, preview: "Than" });
      await lin.until("typing:changed", ({ by, preview }) => by === "customer" && preview === "Than");
    });
    await fast(async () => {
      await lin.ask("typing:set", { conversationId, isTyping: true });
      await customer.until("typing:changed", ({ isTyping }) => isTyping);
    });
  });
});

describe("taken away", { sequential: true }, () => {
  it("given to another team at A: at B the former agent and onlookers hear no word more, at once", async () => {
    const [linHears, miaHears, sueHears] = await Promise.all([
      b.connectStaff(a.shop.lin),
      b.connectStaff(a.shop.mia),
      b.connectStaff(a.shop.sue),
    ]);
    const customer = await a.connectCustomer(await a.newCustomer());
    const { conversation } = await customer.ask("handoff:request", { clientId: id(), conversationId: null });
    const sueAtA = await a.connectStaff(a.shop.sue);
    await sueAtA.ask("conversation:assign", {
      clientId: id(),
      conversationId: conversation.id,
      agentId: a.shop.lin.staffId as never,
    });
    await linHears.until(
      "desk:changed",
      ({ change }) => change.kind === "conversation_taken" && change.conversation.id === conversation.id,
    );
    await Promise.all(
      [linHears, miaHears, sueHears].map((wire) => wire.ask("conversation:open", { conversationId: conversation.id })),
    );
    const [linAtA, tomAtA] = await Promise.all([a.connectStaff(a.shop.lin), a.connectStaff(a.shop.tom)]);
    await tomAtA.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    await linAtA.ask("transfer:start", {
      clientId: id(),
      conversationId: conversation.id,
      toAgentId: null,
      toTeamId: a.shop.teams.workshop as never,
      note: null,
    });
    const canary = "canary-91d2-my-door-code";
    await fast(async () => {
      await customer.ask("message:send", message(canary, conversation.id));
      await sueHears.until("item:created", ({ item }) => says(item, canary));
    });
    expect(linHears.received.join()).not.toContain(canary);
    expect(miaHears.received.join()).not.toContain(canary);
    const room = () => [...(b.chat.io.of("/agent").adapter.rooms.get(`conversation:${conversation.id}`) ?? [])];
    expect(room()).toEqual([sueHears.socket.id]);
  });

  it("who opened it anew before the word of it came is let back, and hears on", async () => {
    const [sue, mia, lin] = await Promise.all([
      a.connectStaff(a.shop.sue),
      a.connectStaff(a.shop.mia),
      b.connectStaff(a.shop.lin),
    ]);
    for (const agent of [mia, lin])
      await agent.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const customer = await a.connectCustomer(await a.newCustomer());
    const asked = await customer.ask("handoff:request", { clientId: id(), conversationId: null });
    const conversationId = asked.conversation.id;
    for (const { staffId } of [a.shop.lin, a.shop.mia])
      await sue.ask("conversation:assign", { clientId: id(), conversationId, agentId: staffId as never });
    await vi.waitFor(() =>
      expect(b.chat.app.dispatcher.state.conversations.get(conversationId)?.assigneeId).toBe(a.shop.mia.staffId),
    );
    await lin.ask("conversation:open", { conversationId });
    // The word of A that had been under way all the time, and one after it: Redis keeps their order.
    const lins = a.chat.io.of("/agent").in(`staff:${a.shop.lin.staffId}`);
    lins.socketsLeave(`conversation:${conversationId}`);
    lins.emit("typing:changed" as never, {} as never);
    await lin.until("typing:changed");
    const words = "Does it still hum?";
    await fast(async () => {
      await mia.ask("message:send", message(words, conversationId));
      // Told itself, or told how far the log is when it came before the way back was open.
      await vi.waitFor(
        () =>
          expect(
            lin.heard.some(
              ({ name, data }) =>
                (name === "item:created" && says((data as { item: never }).item, words)) ||
                (name === "heads:moved" && JSON.stringify(data).includes(conversationId)),
            ),
          ).toBe(true),
        { timeout: FAST_MS, interval: 5 },
      );
    });
  });

  it("taken and given back by two nodes in turns: who serves it follows on both", async () => {
    const customer = await a.connectCustomer(await a.newCustomer());
    const { conversation } = await customer.ask("handoff:request", { clientId: id(), conversationId: null });
    const conversationId = conversation.id;
    const [sueAtA, sueAtB] = await Promise.all([a.connectStaff(a.shop.sue), b.connectStaff(a.shop.sue)]);
    const people = [a.shop.lin, a.shop.mia, a.shop.tom];
    const sockets = await Promise.all(
      people.map(async (person) => Promise.all([a.connectStaff(person), b.connectStaff(person)])),
    );
    for (const pair of sockets)
      for (const wire of pair)
        await wire.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    for (let round = 0; round < 12; round += 1) {
      const sue = round % 2 === 0 ? sueAtA : sueAtB;
      await sue.ask("conversation:assign", {
        clientId: id(),
        conversationId,
        agentId: people[round % 3]?.staffId as never,
      });
    }
    // Tom had the last one. Whose sockets follow, on one node:
    const followers = ({ chat }: ChatNode) => {
      const { sockets, adapter } = chat.io.of("/agent");
      const rooms = [...(adapter.rooms.get(`conversation:${conversationId}`) ?? [])].flatMap((socketId) => [
        ...(sockets.get(socketId)?.rooms ?? []),
      ]);
      return [...new Set(rooms.filter((room) => room.startsWith("staff:")))];
    };
    const tom = [`staff:${a.shop.tom.staffId}`];
    await vi.waitFor(() => expect([followers(a), followers(b)]).toEqual([tom, tom]), {
      timeout: FAST_MS,
      interval: 5,
    });
  });

  it("a session revoked at A is cut at B at once", async () => {
    const { sessionId, cookie } = await newSession(a.database.main, a.shop.mia.staffId);
    const elsewhere = await b.connectStaff({ cookie });
    const miaAtA = await a.connectStaff(a.shop.mia);
    await fast(async () => {
      await miaAtA.ask("session:revoke", { clientId: id(), id: sessionId as never });
      expect(await elsewhere.until("session:ended")).toEqual({ reason: "revoked" });
      await elsewhere.ended;
    });
    expect(elsewhere.heard.filter(({ name }) => name === "session:ended")).toHaveLength(1);
  });
});

it("what an admin changes at A is taken at B, and everybody is told once", async () => {
  const ada = await a.connectStaff(a.shop.ada);
  const [sueAtA, sueAtB] = await Promise.all([a.connectStaff(a.shop.sue), b.connectStaff(a.shop.sue)]);
  await publishAnswer(ada, {
    title: "Dimming",
    body: "Turn the knob.",
    questions: ["Can the brass lamp be dimmed?"],
  });
  for (const sue of [sueAtA, sueAtB]) await sue.until("settings:changed", ({ what }) => what === "answers");
  expect(b.chat.app.library.match("Can the brass lamp be dimmed?", 1).candidates[0]?.degree).toBeGreaterThan(0.9);
  // Everything a tail would tell is told by now.
  await Promise.all([a.chat.look(), b.chat.look()]);
  await Promise.all([sueAtA.ask("desk:open", {}), sueAtB.ask("desk:open", {})]);
  for (const sue of [sueAtA, sueAtB])
    expect(sue.heard.filter(({ name }) => name === "settings:changed")).toHaveLength(1);
});

it("nobody hears an item twice", async () => {
  const customer = await a.newCustomer();
  const [tabAtA, tabAtB] = await Promise.all([a.connectCustomer(customer), b.connectCustomer(customer)]);
  const first = await tabAtA.ask("message:send", message("One"));
  const conversationId = first.conversation.id;
  for (let n = 2; n <= 20; n += 1)
    await (n % 2 === 0 ? tabAtB : tabAtA).ask("message:send", message(`Word ${n}`, conversationId));
  // The last word each of them did not say itself.
  await Promise.all([
    tabAtA.until("item:created", ({ item }) => says(item, "Word 20")),
    tabAtB.until("item:created", ({ item }) => says(item, "Word 19")),
  ]);
  for (const tab of [tabAtA, tabAtB]) {
    const seqs = tab.heard
      .filter(({ name }) => name === "item:created")
      .map(({ data }) => (data as { item: { seq: number } }).item.seq);
    expect(new Set(seqs).size).toBe(seqs.length);
  }
});

it("what each node works out for its own people, nobody hears from both", async () => {
  const [atA, atB] = await Promise.all([
    a.connectCustomer(await a.newCustomer()),
    b.connectCustomer(await a.newCustomer()),
  ]);
  const sue = await b.connectStaff(a.shop.sue);
  const set = (availability: "available" | "offline") =>
    sue.ask("agent:set-availability", {
      clientId: id(),
      agentId: a.shop.tom.staffId as never,
      availability,
      reason: null,
    });
  const tom = await a.connectStaff(a.shop.tom);
  for (const availability of ["offline", "available", "offline"] as const) {
    const from = [atA.heard.length, atB.heard.length];
    const told = () =>
      [atA, atB].map((wire, at) => wire.heard.slice(from[at]).filter(({ name }) => name === "people:changed").length);
    const before = a.chat.app.dispatcher.state.agents.get(a.shop.tom.staffId)?.availability;
    await set(availability);
    if (before === availability) continue;
    await vi.waitFor(() => expect(Math.min(...told())).toBeGreaterThan(0), { timeout: 3_000, interval: 5 });
    await Promise.all([
      atA.ask("thread:open", { pageUrl: null }),
      atB.ask("thread:open", { pageUrl: null }),
      tom.ask("desk:open", {}),
    ]);
    expect(told()).toEqual([1, 1]);
  }
});

it("a request left at A is heard at B once, and no desk is read again for it", async () => {
  const sue = await b.connectStaff(a.shop.sue);
  const customer = await a.connectCustomer(await a.newCustomer());
  const leave = () =>
    customer.ask("request:leave", {
      clientId: id(),
      conversationId: null,
      text: "Call me.",
      name: null,
      contact: "555",
    });
  await leave();
  await b.chat.look();
  const from = sue.heard.length;
  await fast(async () => {
    await leave();
    await vi.waitFor(() => expect(sue.heard.slice(from).map(({ name }) => name)).toContain("request:changed"), {
      timeout: FAST_MS,
      interval: 2,
    });
  });
  await b.chat.look();
  await sue.ask("desk:open", {});
  const boxes = sue.heard
    .slice(from)
    .filter(({ name, data }) => name === "heads:moved" && (data as { boxSeq: number | null }).boxSeq !== null);
  expect(boxes).toEqual([]);
  expect(sue.heard.slice(from).filter(({ name }) => name === "request:changed")).toHaveLength(1);
});

it("Redis back after a kill: what was said and decided meanwhile is looked at once, without waiting for the tail", async () => {
  const customer = await a.newCustomer();
  const [tabAtA, tabAtB] = await Promise.all([a.connectCustomer(customer), b.connectCustomer(customer)]);
  await tabAtA.ask("message:send", message("Before"));
  await tabAtB.until("item:created", ({ item }) => says(item, "Before"));
  await redis.kill();
  await vi.waitFor(() => expect([a.redis?.isConnected(), b.redis?.isConnected()]).toEqual([false, false]), 1_000);
  const lin = await a.connectStaff(a.shop.lin);
  await lin.ask("availability:set", { clientId: id(), availability: "busy", reason: "lunch" });
  const { item } = await tabAtA.ask("message:send", message("Meanwhile"));
  const began = performance.now();
  await redis.start();
  await tabAtB.until("heads:moved", ({ heads }) => heads.some(({ seq }) => seq >= (item as { seq: number }).seq));
  await vi.waitFor(
    () => expect(b.chat.app.dispatcher.state.agents.get(a.shop.lin.staffId)?.availability).toBe("busy"),
    3_000,
  );
  expect(performance.now() - began).toBeLessThan(3_000);
  await fast(async () => {
    await tabAtA.ask("message:send", message("After"));
    await tabAtB.until("item:created", (told) => says(told.item, "After"));
  });
});
