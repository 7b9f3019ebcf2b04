import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { RoutingState } from "../routing/state.ts";
import { rebuild } from "../routing/rows.ts";
import { openDatabase, type Database } from "../store/database.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { buildCustomer, buildShop, type Shop } from "../testing/shop-builder.ts";
import { startWorkingNode, type WorkingNode } from "../testing/start-working-node.ts";
import type { Thing, Told } from "../testing/working-node-orders.ts";
import type { EventDraft } from "./dispatcher.ts";

/**
 * Races of people on two processes, round after round: exactly one wins, the others are refused with a code that says why,
 * and nothing is left behind. The whole run: ANSWERLINE_ROUNDS=500.
 */
const ROUNDS = Number(process.env["ANSWERLINE_ROUNDS"] ?? 12);
/** Where customers are connected. */
const HERE = randomUUID();
const TIMEOUT_MS = 30_000 + ROUNDS * 1_000;

let nodes: WorkingNode[];
let made: TestDatabase;
let database: Database;
let shop: Shop;

beforeAll(() => {
  nodes = [startWorkingNode(), startWorkingNode()];
});
afterAll(async () => {
  await Promise.all(nodes.map((node) => node.kill()));
  await database.close();
  await made.drop();
});
beforeEach(async () => {
  if (made !== undefined) {
    for (const node of nodes) await node.ask({ kind: "close" }, "closed");
    await database.close();
    await made.drop();
  }
  made = await createTestDatabase();
  database = openDatabase(made.url, () => undefined);
  shop = await buildShop(database.main, { teams: 1, agentsPerTeam: 10, customers: 0 });
  for (const [at, node] of nodes.entries())
    await node.ask({ kind: "open", url: made.url, shop, isFirst: at === 0 }, "opened");
});

const decision = (principalId: string, draft: EventDraft): Thing => ({
  what: "decision",
  principalId,
  clientId: randomUUID(),
  draft,
});

/** Dealt to both processes in turns, all at once. */
async function race(things: readonly Thing[]): Promise<Told[]> {
  const parts = await Promise.all(
    nodes.map((node, at) =>
      node.ask({ kind: "tell", things: things.filter((_, number) => number % nodes.length === at) }, "told"),
    ),
  );
  return things.map((_, number) => parts[number % nodes.length]?.results[Math.floor(number / nodes.length)] as Told);
}

async function one(thing: Thing): Promise<Told> {
  const { results } = await (nodes[0] as WorkingNode).ask({ kind: "tell", things: [thing] }, "told");
  return results[0] as Told;
}

async function looked(): Promise<RoutingState> {
  const { rows } = await (nodes[0] as WorkingNode).ask({ kind: "look" }, "looked");
  return rebuild(structuredClone(rows));
}

/** Both copies, rows, replay, logs and desks tell the same. */
async function nothingBroken(): Promise<void> {
  const states = await Promise.all(nodes.map((node) => node.ask({ kind: "look" }, "looked")));
  await expectSameEverywhere(database, ...states.map(({ rows }) => rebuild(structuredClone(rows))));
  await expectConsistent(database.main, rebuild(structuredClone((states[0] as (typeof states)[number]).rows)));
}

const codes = (results: readonly Told[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { code } of results) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

async function handOff(): Promise<{ conversationId: string; customerId: string }> {
  const { id: customerId, conversationId } = await buildCustomer(database.main, shop.siteId);
  const told = await one(
    decision(customerId, {
      type: "handoff:requested",
      conversationId,
      customerId,
      teamId: (shop.teams[0] as Shop["teams"][number]).id,
      degree: null,
      customerPresentOn: [HERE],
      turnSeq: 0,
      former: null,
      preferAgentId: null,
    }),
  );
  expect(told.code).toBe("ok");
  return { conversationId, customerId };
}

async function offerOf(conversationId: string): Promise<{ offerId: string; agentId: string }> {
  const offer = [...(await looked()).offers.values()].find((each) => each.conversationId === conversationId);
  if (offer === undefined) throw new Error("nobody was asked");
  return { offerId: offer.id, agentId: offer.agentId };
}

/** A chat with an agent. */
async function chat(): Promise<{ conversationId: string; customerId: string; agentId: string }> {
  const asked = await handOff();
  const { offerId, agentId } = await offerOf(asked.conversationId);
  expect((await one(decision(agentId, { type: "offer:accepted", offerId, agentId }))).code).toBe("ok");
  return { ...asked, agentId };
}

async function close(conversationId: string, byId: string): Promise<void> {
  await one(decision(byId, { type: "conversation:closed", conversationId, by: "supervisor", byId }));
}

async function rounds(round: () => Promise<void>): Promise<void> {
  for (let n = 0; n < ROUNDS; n += 1) {
    await round();
    if (n % 50 === 49) await nothingBroken();
  }
  await nothingBroken();
}

it(
  "ten agents accept one chat: one has it, nine are told it is gone",
  () =>
    rounds(async () => {
      const { conversationId } = await handOff();
      const { offerId, agentId: asked } = await offerOf(conversationId);
      // The one who was asked twice (two tabs), and eight who were not.
      const others = shop.agentIds.filter((id) => id !== asked).slice(0, 8);
      const told = await race(
        [asked, ...others, asked].map((agentId) => decision(agentId, { type: "offer:accepted", offerId, agentId })),
      );
      expect(codes(told)["ok"]).toBe(1);
      // The first and the last are the tabs of the one who was asked.
      expect([0, told.length - 1]).toContain(told.findIndex(({ code }) => code === "ok"));
      for (const { code } of told) expect(["ok", "offer_gone", "not_found"]).toContain(code);
      const state = await looked();
      expect(state.conversations.get(conversationId)?.assigneeId).toBe(asked);
      await close(conversationId, asked);
    }),
  TIMEOUT_MS,
);

it(
  "ten customers for one seat: one is asked for, nine wait in their order",
  () =>
    rounds(async () => {
      const agentId = shop.agentIds[0] as string;
      for (const id of shop.agentIds.slice(1))
        await one(
          decision(id, { type: "availability:set", agentId: id, availability: "busy", busyReason: null, byId: null }),
        );
      await one(decision(agentId, { type: "agent:changed", agentId, capacity: 1, isEnabled: true }));
      const people = await Promise.all(Array.from({ length: 10 }, () => buildCustomer(database.main, shop.siteId)));
      const told = await race(
        people.map(({ id: customerId, conversationId }) =>
          decision(customerId, {
            type: "handoff:requested",
            conversationId,
            customerId,
            teamId: (shop.teams[0] as Shop["teams"][number]).id,
            degree: null,
            customerPresentOn: [HERE],
            turnSeq: 0,
            former: null,
            preferAgentId: null,
          }),
        ),
      );
      expect(codes(told)).toEqual({ ok: 10 });
      const state = await looked();
      expect([...state.offers.values()].filter((offer) => offer.agentId === agentId)).toHaveLength(1);
      expect([...state.entries.values()].filter((entry) => entry.state === "waiting")).toHaveLength(9);
      for (const { conversationId } of people) await close(conversationId, agentId);
    }),
  TIMEOUT_MS,
);

it(
  "twenty starts by one customer: one conversation, one place in line",
  () =>
    rounds(async () => {
      const { id: customerId } = await buildCustomer(database.main, shop.siteId);
      await database.main.query("DELETE FROM conversations WHERE customer_id = $1", [customerId]);
      const teamId = (shop.teams[0] as Shop["teams"][number]).id;
      const told = await race(
        Array.from({ length: 20 }, () => ({ what: "start", customerId, siteId: shop.siteId, teamId }) as const),
      );
      expect(codes(told)).toEqual({ ok: 1, already_waiting: 19 });
      expect(new Set(told.map(({ conversationId }) => conversationId)).size).toBe(1);
      await close(told[0]?.conversationId ?? "", shop.agentIds[0] as string);
    }),
  TIMEOUT_MS,
);

it(
  "accept against cancel: a chat with the agent that the customer left, or none that ever began",
  () =>
    rounds(async () => {
      const { conversationId, customerId } = await handOff();
      const { offerId, agentId } = await offerOf(conversationId);
      const [accepted, cancelled] = await race([
        decision(agentId, { type: "offer:accepted", offerId, agentId }),
        decision(customerId, { type: "queue:left", conversationId, how: "cancelled" }),
      ]);
      expect([accepted?.code, cancelled?.code].filter((code) => code === "ok")).toHaveLength(1);
      const state = await looked();
      expect(state.conversations.get(conversationId)?.assigneeId).toBe(accepted?.code === "ok" ? agentId : undefined);
      await close(conversationId, agentId);
    }),
  TIMEOUT_MS,
);

it(
  "transfer against close: closed either way, and nobody is left with an offer",
  () =>
    rounds(async () => {
      const { conversationId, agentId } = await chat();
      const toAgentId = shop.agentIds.find((id) => id !== agentId) as string;
      const [, closed] = await race([
        decision(agentId, {
          type: "transfer:requested",
          conversationId,
          byAgentId: agentId,
          toAgentId,
          toTeamId: null,
        }),
        decision(agentId, { type: "conversation:closed", conversationId, by: "agent", byId: agentId }),
      ]);
      expect(closed?.code).toBe("ok");
      const state = await looked();
      expect(state.conversations.has(conversationId)).toBe(false);
      expect([...state.offers.values()].filter((offer) => offer.conversationId === conversationId)).toEqual([]);
    }),
  TIMEOUT_MS,
);

it(
  "disconnect against accept: the agent has it, or the next is asked; never both and never nobody",
  () =>
    rounds(async () => {
      const { conversationId } = await handOff();
      const { offerId, agentId } = await offerOf(conversationId);
      const [accepted, gone] = await race([
        decision(agentId, { type: "offer:accepted", offerId, agentId }),
        decision(agentId, { type: "node:lost", nodeEpoch: await epochOf(agentId) }),
      ]);
      expect(gone?.code).toBe("ok");
      const state = await looked();
      const row = state.conversations.get(conversationId);
      expect(row?.assigneeId ?? null).toBe(accepted?.code === "ok" ? agentId : null);
      for (const offer of state.offers.values()) expect(offer.agentId).not.toBe(agentId);
      await close(conversationId, agentId);
      for (const id of shop.agentIds)
        await one(decision(id, { type: "person:arrived", person: "agent", agentId: id, nodeEpoch: HERE }));
    }),
  TIMEOUT_MS,
);

async function epochOf(agentId: string): Promise<string> {
  return (await looked()).agents.get(agentId)?.presentOn[0] ?? "nowhere";
}
