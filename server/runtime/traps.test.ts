/**
 * What other systems got wrong, one test each, named as they stand in the list of traps. Those of a page (sound, a stale
 * page) are with the components.
 */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SettingsRow } from "../routing/state.ts";
import { DEFAULT_SETTINGS } from "../routing/state.ts";
import { NO_LADDER, type TeamRules } from "../routing/team-rules.ts";
import { openConversation } from "../store/customers.ts";
import { createMessageLog } from "../store/message-log.ts";
import { startChatServer, type TestChatServer } from "../testing/chat-server.ts";
import { knownQuestion } from "../testing/chat-shop.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent } from "../testing/consistency.ts";
import { tickUntil } from "../testing/passing-time.ts";
import { customerSend } from "../testing/send-builder.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;

const open = async (options: Parameters<typeof buildShop>[1], rules: Partial<TeamRules> = {}) => {
  shop = await buildShop(node.database.main, options);
  await openShop(node, shop, { capacity: options?.capacity ?? 2 });
  for (const { id, agentIds } of shop.teams)
    await node.dispatcher.dispatch({ type: "team:changed", team: { id, agentIds, ...rules } });
};
const set = (settings: Partial<SettingsRow>) =>
  node.dispatcher.dispatch({
    type: "settings:changed",
    settings: { ...DEFAULT_SETTINGS, quietWarnMs: null, quietCloseMs: null, isConnectAckNeeded: false, ...settings },
  });
const customer = (at: number) => shop.customers[at] as Shop["customers"][number];
const agent = (at: number) => shop.agentIds[at] ?? "";
const offers = () => [...node.dispatcher.state.offers.values()];
const offerOf = (at: number) => offers().find((offer) => offer.conversationId === customer(at).conversationId);
const accept = async (at: number) => {
  const offer = offerOf(at);
  await node.dispatcher.dispatch({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
  return offer?.agentId ?? "";
};
const be = (agentId: string, availability: "available" | "busy" | "offline") =>
  node.dispatcher.dispatch({ type: "availability:set", agentId, availability, busyReason: null, byId: null });
const close = (at: number, byId: string) =>
  node.dispatcher.dispatch({
    type: "conversation:closed",
    conversationId: customer(at).conversationId,
    by: "agent",
    byId,
  });

describe("routing", () => {
  beforeEach(async () => {
    made = await createTestDatabase();
    node = await startTestNode(made.url);
  });
  afterEach(async () => {
    await node.stop();
    await made.drop();
  });

  it("idle or offline agents still in the pool because only some away states are excluded", async () => {
    await open({ agentsPerTeam: 6, customers: 1 });
    const [busy, offline, gone, leaving, disabled, there] = shop.agentIds;
    await be(busy ?? "", "busy");
    await be(offline ?? "", "offline");
    await node.dispatcher.dispatch({
      type: "person:left",
      person: "agent",
      agentId: gone ?? "",
      nodeEpoch: node.epoch,
    });
    await node.dispatcher.dispatch({ type: "leaving:set", agentId: leaving ?? "", inMs: 60_000, byId: null });
    await node.dispatcher.dispatch({ type: "agent:changed", agentId: disabled ?? "", capacity: 2, isEnabled: false });
    await handOff(node, shop, customer(0));
    expect(offerOf(0)?.agentId).toBe(there);
    await node.dispatcher.dispatch({ type: "offer:declined", offerId: offerOf(0)?.id ?? "", agentId: there ?? "" });
    expect(offers()).toEqual([]);
  });

  it("idle or offline agents still in the pool: who lets offers lapse is not asked again until they are back", async () => {
    await open({ agentsPerTeam: 1, customers: 2 }, { lapsesAllowed: 1, offerMs: 1 });
    await set({ roundRestMs: 1 });
    await handOff(node, shop, customer(0));
    await tickUntil(node, ({ type }) => type === "agent:responding");
    expect(await tickUntil(node, ({ type }) => type === "offer:made", 3).catch(() => "nobody")).toBe("nobody");
    await node.dispatcher.dispatch({ type: "agent:returned", agentId: agent(0) });
    if (offers().length === 0) await tickUntil(node, ({ type }) => type === "offer:made");
    expect(offerOf(0)?.agentId).toBe(agent(0));
  });

  it("assignment only when a chat is created; freed seat does not pull the queue", async () => {
    await open({ agentsPerTeam: 1, customers: 2, capacity: 1 });
    await handOff(node, shop, customer(0));
    await accept(0);
    await handOff(node, shop, customer(1));
    expect(offerOf(1)).toBeUndefined();
    await close(0, agent(0));
    expect(offerOf(1)?.agentId).toBe(agent(0));
  });

  it("re-route timer armed once", async () => {
    await open({ agentsPerTeam: 3, customers: 1 }, { ladder: { ...NO_LADDER, reofferMs: 20, maxHops: 5 } });
    await set({});
    await handOff(node, shop, customer(0));
    const holders = [await accept(0)];
    for (let hop = 0; hop < 4; hop += 1) {
      await tickUntil(node, (notice) => notice.type === "offer:made" && notice.kind === "reoffer");
      holders.push(await accept(0));
    }
    // Never back to the same agent in a row, and never to rest.
    for (const [at, holder] of holders.entries()) {
      expect(holders[at + 1]).not.toBe(holder);
      if (at < holders.length - 2) expect(holders[at + 2]).not.toBe(holder);
    }
    expect(new Set(holders).size).toBe(3);
  });

  it("inactive chats freed for capacity, then all wake at once", async () => {
    await open({ agentsPerTeam: 1, customers: 4, capacity: 2 });
    await set({ quietCloseMs: 1 });
    const log = createMessageLog(node.database.hot);
    for (const at of [0, 1]) {
      await handOff(node, shop, customer(at));
      await accept(at);
      await node.dispatcher.dispatch({
        type: "turn:changed",
        conversationId: customer(at).conversationId,
        turn: "customer",
        logSeq: 99,
      });
    }
    // The log says the same, so that the close holds.
    await node.database.main.query("UPDATE conversations SET turn = 'customer', turn_seq = 99");
    await tickUntil(node, () => node.dispatcher.state.assignments.size === 0);
    for (const at of [2, 3]) {
      await handOff(node, shop, customer(at));
      await accept(at);
    }
    // They write again, both: the old chat stays closed, and in a new one they stand in line like everybody.
    for (const at of [0, 1]) {
      await expect(log.append(customerSend(customer(at), { text: "I am back" }))).rejects.toMatchObject({
        code: "closed",
      });
      const { id } = customer(at);
      const conversationId = await openConversation(node.database.main, { customerId: id, siteId: shop.siteId });
      await handOff(node, shop, { id, conversationId });
      expect(node.dispatcher.state.conversations.get(conversationId)?.state).toBe("waiting");
    }
    expect([...node.dispatcher.state.assignments.values()].map(({ conversationId }) => conversationId).sort()).toEqual(
      [customer(2).conversationId, customer(3).conversationId].sort(),
    );
    await expectConsistent(node.database.main, node.dispatcher.state);
  });

  it("sticky agent without a time limit", async () => {
    await open({ agentsPerTeam: 2, customers: 2, capacity: 1 }, { strategy: "last_agent", preferMs: 1 });
    await handOff(node, shop, customer(0));
    const last = await accept(0);
    // Their last agent is full: waited for, and then no longer.
    await node.dispatcher.dispatch({
      type: "handoff:requested",
      conversationId: customer(1).conversationId,
      customerId: customer(1).id,
      teamId: shop.teams[0]?.id ?? "",
      degree: null,
      customerPresentOn: [node.epoch],
      turnSeq: 0,
      former: null,
      preferAgentId: last,
    });
    expect(offerOf(1)).toBeUndefined();
    await tickUntil(node, ({ type }) => type === "offer:made");
    expect(offerOf(1)?.agentId).toBe(shop.agentIds.find((id) => id !== last));
  });

  it("per-visitor binding to one agent's state", async () => {
    await open({ agentsPerTeam: 2, customers: 1 }, { strategy: "last_agent", preferMs: 60_000 });
    await be(agent(0), "offline");
    await node.dispatcher.dispatch({
      type: "handoff:requested",
      conversationId: customer(0).conversationId,
      customerId: customer(0).id,
      teamId: shop.teams[0]?.id ?? "",
      degree: null,
      customerPresentOn: [node.epoch],
      turnSeq: 0,
      former: null,
      preferAgentId: agent(0),
    });
    expect(offerOf(0)?.agentId).toBe(agent(1));
  });

  it("opening a second device flips status to online", async () => {
    await open({ agentsPerTeam: 2, customers: 0 });
    await be(agent(0), "busy");
    await be(agent(1), "offline");
    for (const agentId of shop.agentIds)
      await node.dispatcher.dispatch({ type: "person:arrived", person: "agent", agentId, nodeEpoch: randomUUID() });
    expect(shop.agentIds.map((id) => node.dispatcher.state.agents.get(id)?.availability)).toEqual(["busy", "offline"]);
  });

  it("silent hand-off: no line to the customer", async () => {
    await open({ agentsPerTeam: 1, teams: 2, customers: 1 });
    const [, there] = shop.teams;
    await handOff(node, shop, customer(0));
    await node.dispatcher.dispatch({
      type: "entry:moved",
      conversationId: customer(0).conversationId,
      teamId: there?.id ?? "",
      byId: agent(0),
    });
    const seen = await node.database.main.query<{ kind: string; data: { teamName: string; why: string } }>(
      "SELECT kind, data FROM items WHERE conversation_id = $1 AND public_seq IS NOT NULL ORDER BY seq",
      [customer(0).conversationId],
    );
    expect(seen.rows).toMatchObject([
      { kind: "queued", data: { teamName: "Team 1", why: "handoff" } },
      { kind: "queued", data: { teamName: "Team 2", why: "moved" } },
    ]);
  });

  it("round robin keyed on the last project-wide request, so departments disturb each other", async () => {
    await open({ agentsPerTeam: 2, teams: 2, customers: 6, capacity: 9 }, { strategy: "round_robin" });
    const [one, two] = shop.teams;
    const asked: string[] = [];
    // Between the turns of the first team the second one has one each.
    for (const [at, team] of [one, two, one, two, one, two].entries()) {
      await handOff(node, shop, customer(at), team?.id);
      if (team === one) asked.push(offerOf(at)?.agentId ?? "");
      await accept(at);
    }
    expect(asked[0]).not.toBe(asked[1]);
    expect(asked[2]).toBe(asked[0]);
  });

  it("queue order depends on whose browser polls first", async () => {
    await open({ agentsPerTeam: 1, customers: 3, capacity: 1 });
    await handOff(node, shop, customer(0));
    await accept(0);
    await handOff(node, shop, customer(1));
    await handOff(node, shop, customer(2));
    // The later one's page comes and goes; the order is by the key.
    for (const type of ["person:left", "person:arrived"] as const)
      await node.dispatcher.dispatch({
        type,
        person: "customer",
        conversationId: customer(2).conversationId,
        nodeEpoch: node.epoch,
      });
    await close(0, agent(0));
    expect(offerOf(1)?.agentId).toBe(agent(0));
    expect(offerOf(2)).toBeUndefined();
  });

  it("polling ticker of minutes for live chat", async () => {
    await open({ agentsPerTeam: 1, customers: 1 });
    // The offer is part of the decision that put them in line: nothing ticks in between.
    const { notices } = await handOff(node, shop, customer(0));
    expect(notices.map(({ type }) => type)).toEqual(["entry:queued", "offer:made"]);
  });

  it("oldest chat force-ended when the cap is reached", async () => {
    await open({ agentsPerTeam: 1, customers: 3, capacity: 2 });
    for (const at of [0, 1]) {
      await handOff(node, shop, customer(at));
      await accept(at);
    }
    await handOff(node, shop, customer(2));
    expect(node.dispatcher.state.assignments.size).toBe(2);
    expect(node.dispatcher.state.conversations.get(customer(2).conversationId)?.state).toBe("waiting");
    await expectConsistent(node.database.main, node.dispatcher.state);
  });
});

describe("over real sockets", () => {
  let server: TestChatServer;
  const id = () => randomUUID();
  const say = (text: string, conversationId: string | null = null) => ({
    clientId: id(),
    conversationId: conversationId as never,
    text,
    mediaId: null,
    answerId: null,
  });

  beforeAll(async () => {
    server = await startChatServer({ limitsFactor: 100 });
  });
  afterAll(() => server.stop());

  it('reconnect asks for "last n seconds" instead of "since my last number"', async () => {
    const tab = await server.connectCustomer(await server.newCustomer());
    const first = await tab.ask("message:send", say("What is the oldest tea you have?"));
    const conversationId = first.conversation.id;
    await tab.until("item:created", (data) => data.item.author.kind === "library");
    // What was missed is a day old; it is found by its number all the same.
    await server.database.main.query(
      "UPDATE items SET created_at = created_at - interval '1 day' WHERE conversation_id = $1",
      [conversationId],
    );
    const { items } = await tab.ask("stream:resume", { conversationId, afterSeq: 1 });
    expect(items.map(({ seq }) => seq)).toEqual([2]);
  });

  it("availability cached in the page after the last agent leaves", async () => {
    const lin = await server.connectStaff(server.shop.lin);
    await lin.ask("availability:set", { clientId: id(), availability: "available", reason: null });
    const tab = await server.connectCustomer(await server.newCustomer());
    expect((await tab.ask("thread:open", { pageUrl: null })).peopleOnline).toBe(1);
    await lin.ask("availability:set", { clientId: id(), availability: "offline", reason: null });
    await tab.until("people:changed", ({ online }) => online === 0);
    // Somebody who comes now is told so with the answer, not by what a page remembers.
    const later = await server.connectCustomer(await server.newCustomer());
    expect((await later.ask("thread:open", { pageUrl: null })).peopleOnline).toBe(0);
    lin.close();
  });

  it("business-hours text sent while the bot is handling", async () => {
    const { dispatcher } = server.chat.app;
    const plan = async (hours: TeamRules["hours"]) => {
      for (const teamId of Object.values(server.shop.teams))
        await dispatcher.dispatch({ type: "team:hours-planned", teamId, hours });
    };
    await plan({ isOpen: false, turnsAt: [Date.now() + 3_600_000] });
    const tab = await server.connectCustomer(await server.newCustomer());
    const { conversation } = await tab.ask("message:send", say(knownQuestion));
    await tab.until("item:created", (data) => data.item.author.kind === "library");
    const { items } = await tab.ask("stream:resume", { conversationId: conversation.id, afterSeq: 0 });
    expect(items.map(({ kind, author }) => [kind, author.kind])).toEqual([
      ["message", "customer"],
      ["message", "library"],
    ]);
    // Only who asks for a person hears of the hours.
    expect(await tab.refused("handoff:request", { clientId: id(), conversationId: conversation.id })).toBe(
      "team_closed",
    );
    await plan(null);
  });
});
