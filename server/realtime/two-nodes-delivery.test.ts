import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { publishAnswer } from "../testing/publish-answer.ts";
import { startChatServer, type ChatNode, type TestChatServer } from "../testing/chat-server.ts";
import { newSession, type ShopCustomer } from "../testing/chat-shop.ts";
import { realAgent, realCustomer, type RealAgent, type RealCustomer } from "../testing/real-clients.ts";
import type { AgentWire, CustomerWire } from "../testing/wire.ts";

/** Two nodes on one database and nothing between them: what is done at A is known to people connected to B within 3 s. */

const WITHIN_MS = 3_000;
let a: TestChatServer;
let b: ChatNode;
let ada: AgentWire;
let sue: AgentWire;
const id = () => randomUUID();
const message = (text: string, conversationId: string | null = null) => ({
  clientId: id(),
  conversationId: conversationId as never,
  text,
  mediaId: null,
  answerId: null,
});
const clients: { stop(): void }[] = [];

beforeAll(async () => {
  a = await startChatServer({ isAlone: false, limitsFactor: 100 });
  b = await a.startAnother();
  [ada, sue] = await Promise.all([a.connectStaff(a.shop.ada), a.connectStaff(a.shop.sue)]);
});
afterAll(async () => {
  for (const client of clients) client.stop();
  await a.stop();
});

/** How long it takes until it holds. */
async function soon(hold: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await hold();
  expect(performance.now() - began).toBeLessThan(WITHIN_MS);
}

async function customerAt(node: ChatNode, customer: ShopCustomer): Promise<RealCustomer> {
  const page = realCustomer(node.url, customer);
  clients.push(page);
  page.start();
  await page.until("the thread", () => page.thread());
  return page;
}

async function agentAt(node: ChatNode, person: Parameters<typeof realAgent>[1]): Promise<RealAgent> {
  const page = realAgent(node.url, person);
  clients.push(page);
  page.start();
  await page.until("the desk", () => page.desk());
  return page;
}

const says = (items: readonly { kind: string; data: unknown }[] | undefined, text: string) =>
  items?.some((item) => item.kind === "message" && (item.data as { text: string | null }).text === text);

describe("a conversation", { sequential: true }, () => {
  let customer: ShopCustomer;
  let tabAtA: CustomerWire;
  let pageAtB: RealCustomer;
  let linAtB: RealAgent;
  let conversationId: never;

  beforeAll(async () => {
    customer = await a.newCustomer();
    tabAtA = await a.connectCustomer(customer);
    pageAtB = await customerAt(b, customer);
    linAtB = await agentAt(b, a.shop.lin);
  });

  it("a chapter begun at A is shown at B, with its answer", async () => {
    await soon(async () => {
      const ack = await tabAtA.ask("message:send", message("When are you open?"));
      conversationId = ack.conversation.id as never;
      await pageAtB.until("the question and the answer", () => pageAtB.items().length === 2);
    });
    expect(pageAtB.items().map(({ seq, author }) => [seq, author.kind])).toEqual([
      [1, "customer"],
      [2, "library"],
    ]);
  });

  it("an assignment decided at A reaches the agent at B, whose sockets follow from then on", async () => {
    await linAtB.client.call("availability:set", { clientId: id(), availability: "available", reason: null });
    await vi.waitFor(
      () => expect(a.chat.app.dispatcher.state.agents.get(a.shop.lin.staffId)?.availability).toBe("available"),
      WITHIN_MS,
    );
    await tabAtA.ask("handoff:request", { clientId: id(), conversationId });
    await soon(async () => {
      await sue.ask("conversation:assign", { clientId: id(), conversationId, agentId: a.shop.lin.staffId as never });
      await linAtB.until("the chat on the desk", () =>
        linAtB.desk()?.conversations.some((each) => each.id === conversationId),
      );
      await pageAtB.until("who is there", () => pageAtB.thread()?.conversations.at(-1)?.agentName === "Lin");
    });
    await linAtB.until("the chat", () => linAtB.conversation(conversationId));
  });

  it("what is written at A reaches customer and agent at B", async () => {
    await soon(async () => {
      await tabAtA.ask("message:send", message("My lamp is broken.", conversationId));
      await linAtB.until("their words", () =>
        says(linAtB.conversation(conversationId)?.log.items, "My lamp is broken."),
      );
      await pageAtB.until("my own words", () => says(pageAtB.items(), "My lamp is broken."));
    });
  });

  it("a customer hears what came before a note told here", async () => {
    const { client } = await agentAt(a, a.shop.lin);
    await soon(async () => {
      await client.call("message:send", message("Which lamp?", conversationId));
      // Numbered after it, and told to staff of B only: for the customer there is no hole.
      await linAtB.client.call("note:add", { clientId: id(), conversationId, text: "Be quick." });
      await pageAtB.until("the reply", () => says(pageAtB.items(), "Which lamp?"));
    });
  });

  it("whoever opens it later does not hide from the first what they have not heard", async () => {
    const first = await agentAt(b, a.shop.mia);
    const release = first.session.follow(conversationId);
    await first.until("the chat", () => first.conversation(conversationId));
    await soon(async () => {
      await tabAtA.ask("message:send", message("The one with the brass foot.", conversationId));
      const second = await b.connectStaff(a.shop.sue);
      await second.ask("conversation:open", { conversationId });
      await first.until("their words", () =>
        says(first.conversation(conversationId)?.log.items, "The one with the brass foot."),
      );
    });
    release();
  });

  it("given away at A: at B neither the former agent nor who looked on hears another word", async () => {
    const [linHears, miaHears, sueHears] = await Promise.all([
      b.connectStaff(a.shop.lin),
      b.connectStaff(a.shop.mia),
      b.connectStaff(a.shop.sue),
    ]);
    await Promise.all([
      miaHears.ask("conversation:open", { conversationId }),
      sueHears.ask("conversation:open", { conversationId }),
    ]);
    const tom = await a.connectStaff(a.shop.tom);
    await tom.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const linAtA = await a.connectStaff(a.shop.lin);
    await linAtA.ask("transfer:start", {
      clientId: id(),
      conversationId,
      toAgentId: null,
      toTeamId: a.shop.teams.workshop as never,
      note: null,
    });
    await soon(async () => {
      await linHears.until("heads:moved", ({ deskSeq }) => deskSeq !== null && deskSeq > 0);
      const isFollowedBy = (wire: AgentWire) =>
        b.chat.io
          .of("/agent")
          .adapter.rooms.get(`conversation:${conversationId as string}`)
          ?.has(wire.socket.id ?? "");
      await vi.waitFor(
        () =>
          expect([isFollowedBy(linHears), isFollowedBy(miaHears), isFollowedBy(sueHears)]).toEqual([
            false,
            false,
            true,
          ]),
        { timeout: WITHIN_MS, interval: 10 },
      );
    });
    const canary = "canary-1f7e-my-card-number";
    await pageAtB.client.call("message:send", message(canary, conversationId));
    await sueHears.until("item:created", ({ item }) => says([item], canary) === true);
    expect(linHears.received.join()).not.toContain(canary);
    expect(miaHears.received.join()).not.toContain(canary);
    expect(await miaHears.refused("conversation:open", { conversationId })).toBe("not_found");
  });
});

it("what is given to an agent at A is heard at B by sockets that opened nothing, and no longer when it is given on", async () => {
  const customer = await a.newCustomer();
  const tabAtA = await a.connectCustomer(customer);
  const [mia, lin] = await Promise.all([b.connectStaff(a.shop.mia), b.connectStaff(a.shop.lin)]);
  await mia.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  await vi.waitFor(
    () => expect(a.chat.app.dispatcher.state.agents.get(a.shop.mia.staffId)?.availability).toBe("available"),
    WITHIN_MS,
  );
  const { conversation } = await tabAtA.ask("handoff:request", { clientId: id(), conversationId: null });
  const conversationId = conversation.id;
  const giveTo = ({ staffId }: { staffId: string }) =>
    sue.ask("conversation:assign", { clientId: id(), conversationId, agentId: staffId as never });
  const isMoved = ({ heads }: { heads: { conversationId: string; seq: number }[] }) =>
    heads.some((head) => head.conversationId === conversationId);
  const holds = (staffId: string) =>
    vi.waitFor(
      () => expect(b.chat.app.dispatcher.state.conversations.get(conversationId)?.assigneeId).toBe(staffId),
      WITHIN_MS,
    );
  await soon(async () => {
    await giveTo(a.shop.mia);
    await holds(a.shop.mia.staffId);
    await mia.until("heads:moved", isMoved);
  });
  const before = mia.heard.length;
  await tabAtA.ask("message:send", message("Told there.", conversationId));
  await soon(() =>
    vi.waitFor(
      () =>
        expect(mia.heard.slice(before).some(({ name, data }) => name === "heads:moved" && isMoved(data as never))).toBe(
          true,
        ),
      WITHIN_MS,
    ),
  );
  const tabAtB = await b.connectCustomer(customer);
  await tabAtB.ask("message:send", message("Told here.", conversationId));
  await mia.until("item:created", ({ item }) => says([item], "Told here.") === true);
  // A colleague of the team may read it, and has not asked to.
  await giveTo(a.shop.lin);
  await holds(a.shop.lin.staffId);
  const last = "canary-52c0-not-for-mia";
  await tabAtB.ask("message:send", message(last, conversationId));
  await lin.until("item:created", ({ item }) => says([item], last) === true);
  expect(mia.received.join()).not.toContain(last);
});

it("places in line and people online at B follow what happens at A", async () => {
  const [mine, theirs] = [await a.newCustomer(), await a.newCustomer()];
  const miaAtA = await a.connectStaff(a.shop.mia);
  await miaAtA.ask("availability:set", { clientId: id(), availability: "available", reason: null });
  await sue.ask("agent:set-availability", {
    clientId: id(),
    agentId: a.shop.lin.staffId as never,
    availability: "offline",
    reason: null,
  });
  const tabAtA = await a.connectCustomer(theirs);
  const pageAtB = await customerAt(b, mine);
  const before = await tabAtA.ask("handoff:request", { clientId: id(), conversationId: null });
  expect(before.place).toMatchObject({ position: 1 });
  await vi.waitFor(() => expect(b.chat.app.dispatcher.state.entries.size).toBe(1), WITHIN_MS);
  expect(await pageAtB.client.call("handoff:request", { clientId: id(), conversationId: null })).toMatchObject({
    ok: true,
  });
  await pageAtB.until("second in line", () => pageAtB.thread()?.place?.position === 2);
  await soon(async () => {
    await tabAtA.ask("queue:leave", { clientId: id(), conversationId: before.conversation.id });
    await pageAtB.until("first in line", () => pageAtB.thread()?.place?.position === 1);
  });
  const online = pageAtB.thread()?.peopleOnline ?? 0;
  await soon(async () => {
    await miaAtA.ask("availability:set", { clientId: id(), availability: "offline", reason: null });
    await pageAtB.until("one fewer", () => pageAtB.thread()?.peopleOnline === online - 1);
  });
});

it("a session revoked at A ends its sockets at B", async () => {
  const { sessionId, cookie } = await newSession(a.database.main, a.shop.mia.staffId);
  const elsewhere = await b.connectStaff({ cookie });
  const miaAtA = await a.connectStaff(a.shop.mia);
  await soon(async () => {
    await miaAtA.ask("session:revoke", { clientId: id(), id: sessionId as never });
    expect(await elsewhere.until("session:ended")).toEqual({ reason: "revoked" });
    await elsewhere.ended;
  });
});

it("who leaves a team at A stops to follow its conversations at B", async () => {
  const customer = await b.connectCustomer(await a.newCustomer());
  const { conversation } = await customer.ask("message:send", message("How long does delivery take?"));
  const conversationId = conversation.id;
  await b.database.main.query("UPDATE conversations SET team_id = $2 WHERE id = $1", [
    conversationId,
    a.shop.teams.front,
  ]);
  const [mia, sueAtB] = await Promise.all([b.connectStaff(a.shop.mia), b.connectStaff(a.shop.sue)]);
  await Promise.all([mia, sueAtB].map((wire) => wire.ask("conversation:open", { conversationId })));
  const { staffId, email, name } = a.shop.mia;
  await ada.ask("person:save", {
    clientId: id(),
    id: staffId as never,
    email,
    name,
    roles: ["agent"],
    teamIds: [],
    capacity: 3,
  });
  await vi.waitFor(
    () => expect(b.chat.io.of("/agent").adapter.rooms.get(`conversation:${conversationId}`)?.size).toBe(1),
    { timeout: WITHIN_MS, interval: 10 },
  );
  await customer.ask("message:send", message("canary-77aa-my-address", conversationId));
  await sueAtB.until("item:created", ({ item }) => says([item], "canary-77aa-my-address") === true);
  expect(mia.received.join()).not.toContain("canary-77aa");
});

it("an answer published at A is given at B", async () => {
  const customer = await b.connectCustomer(await a.newCustomer());
  await soon(async () => {
    await publishAnswer(ada, {
      title: "Dimming",
      body: "Turn the knob.",
      questions: ["Can the brass lamp be dimmed?"],
    });
    await vi.waitFor(
      () =>
        expect(b.chat.app.library.match("Can the brass lamp be dimmed?", 1).candidates[0]?.degree).toBeGreaterThan(0.9),
      { timeout: WITHIN_MS, interval: 10 },
    );
    await customer.ask("message:send", message("Can the brass lamp be dimmed?"));
    await customer.until("item:created", ({ item }) => says([item], "Turn the knob.") === true);
  });
});

it("a request left at A and settings saved at A are told at B", async () => {
  const lin = await b.connectStaff(a.shop.lin);
  const { boxSeq } = await lin.ask("request:list", { states: ["stored"], before: null });
  const customer = await a.connectCustomer(await a.newCustomer());
  await soon(async () => {
    await customer.ask("request:leave", {
      clientId: id(),
      conversationId: null,
      text: "Call me.",
      name: null,
      contact: "555",
    });
    await lin.until("heads:moved", (moved) => (moved.boxSeq ?? 0) > boxSeq);
  });
  const { site, busyReasons, handOff } = await ada.ask("settings:get", {});
  await ada.ask("settings:save", {
    clientId: id(),
    name: site.name,
    greeting: site.greeting,
    accentColor: site.accentColor,
    allowedOrigins: [],
    busyReasons,
    handOff: { ...handOff, single: 0.5 },
  });
  await lin.until("settings:changed", ({ what }) => what === "settings");
  // Announced with the new base by whichever node looks next; the other does not take it back.
  // What the customers of this file taught the teams moves it by a few thousandths; the base before was 0.55.
  const announced = () => [...b.chat.app.dispatcher.state.teams.values()].map((team) => team.thresholds?.baseSingle);
  const near = expect.closeTo(0.5, 1.9);
  await vi.waitFor(() => expect(announced()).toEqual([near, near]), { timeout: 2 * WITHIN_MS, interval: 50 });
});
