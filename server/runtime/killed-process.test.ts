import { afterAll, beforeAll, expect, it } from "vitest";
import { seeded } from "../routing/random-shop.ts";
import { forgetOtherNodes, startLease } from "../store/nodes.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { startWorkingNode, type WorkingNode } from "../testing/start-working-node.ts";
import { openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import type { Acknowledged } from "../testing/random-work.ts";
import { forgetDeadEpochs, tellLostTurns } from "./recovery.ts";

/** All twenty of issue 2: ANSWERLINE_KILLS=20. */
const KILLS = Number(process.env["ANSWERLINE_KILLS"] ?? 6);

let made: TestDatabase;
let shop: Shop;
let spare: WorkingNode;

beforeAll(async () => {
  spare = startWorkingNode();
  made = await createTestDatabase();
  const node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { teams: 2, agentsPerTeam: 3, customers: 12 });
  await openShop(node, shop);
  await node.stop();
});
afterAll(async () => {
  await spare.kill();
  await made.drop();
});

/** What `create-chat-server` does at a start with nobody else on the database. */
async function recover(): Promise<TestNode> {
  const node = await startTestNode(made.url);
  await startLease(node.database.main, node.epoch);
  await forgetOtherNodes(node.database.main, node.epoch);
  await forgetDeadEpochs(node.database, node.dispatcher);
  await tellLostTurns(node.database, node.dispatcher, node.log);
  await node.dispatcher.dispatch({ type: "tick", turnSeqs: {} });
  return node;
}

/** Everything a client was told is stored, once. */
async function expectNothingLost(node: TestNode, acknowledged: readonly Acknowledged[]): Promise<void> {
  const find = async (kind: Acknowledged["kind"], table: string, principal: string) => {
    const told = acknowledged.filter((each) => each.kind === kind);
    const found = await node.database.main.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} t JOIN unnest($1::uuid[], $2::uuid[]) AS k(principal, client) ON t.${principal} = k.principal AND t.client_id = k.client`,
      [told.map(({ principalId }) => principalId), told.map(({ clientId }) => clientId)],
    );
    expect({ kind, stored: found.rows[0]?.count }).toEqual({
      kind,
      stored: new Set(told.map(({ clientId }) => clientId)).size,
    });
  };
  await find("command", "command_log", "principal_id");
  await find("message", "items", "author_id");
}

async function killOnce(kill: number, draw: () => number): Promise<{ acknowledged: Acknowledged[]; moment: string }> {
  const worker = spare;
  // The next process starts while this one works.
  spare = startWorkingNode();
  await worker.ask({ kind: "open", url: made.url, shop, isFirst: false }, "opened");
  const stopAt = ([null, "beforeCommit", "afterCommit"] as const)[kill % 3] ?? null;
  const stopAfter = 5 + Math.floor(draw() * 40);
  const until = worker.next("stopped", "worked");
  const order = {
    kind: "work",
    seed: 7_000 + kill,
    name: `kill ${kill}`,
    commands: 400,
    sharedEvery: 0,
    stopAt,
    stopAfter,
  } as const;
  if (stopAt === null) {
    // At any moment: with four things under way, right after one of them was acknowledged.
    const worked = worker.ask(order, "worked").catch(() => undefined);
    for (let count = 0; count < stopAfter; count += 1) await worker.next("acknowledged");
    await worker.kill();
    await worked;
  } else {
    worker.ask(order, "worked").catch(() => undefined);
    expect((await until).kind).toBe("stopped");
    await worker.kill();
  }
  await until.catch(() => undefined);
  return { acknowledged: worker.acknowledged, moment: stopAt ?? "anywhere" };
}

it(
  `${KILLS} kills in the middle of decisions: nothing acknowledged is lost, no seat leaked, nothing stuck`,
  async () => {
    const draw = seeded(KILLS);
    const acknowledged: Acknowledged[] = [];
    const moments: Record<string, number> = {};
    for (let kill = 0; kill < KILLS; kill += 1) {
      const killed = await killOnce(kill, draw);
      acknowledged.push(...killed.acknowledged);
      moments[killed.moment] = (moments[killed.moment] ?? 0) + 1;
      const node = await recover();
      await expectSameEverywhere(node.database, node.dispatcher.state);
      await expectConsistent(node.database.main, node.dispatcher.state);
      await expectNothingLost(node, acknowledged);
      expect(node.lines).toEqual([]);
      await node.stop();
    }
    const drained = await drain();
    console.log(JSON.stringify({ kills: KILLS, ...moments, acknowledged: acknowledged.length, ...drained }));
    expect(acknowledged.length).toBeGreaterThan(KILLS * 5);
  },
  20_000 + KILLS * 10_000,
);

/** Everybody comes back: every conversation that is held can still be served and closed, and every seat is free after. */
async function drain(): Promise<{ drained: number }> {
  const node = await recover();
  const { dispatcher } = node;
  await openShop(node, shop);
  for (const { id: conversationId } of [...dispatcher.state.conversations.values()])
    await dispatcher.dispatch({ type: "person:arrived", person: "customer", conversationId, nodeEpoch: node.epoch });
  const held = dispatcher.state.conversations.size;
  while (dispatcher.state.conversations.size > 0) {
    const before = dispatcher.state.meta.seq;
    for (const offer of [...dispatcher.state.offers.values()])
      await dispatcher.dispatch({ type: "offer:accepted", offerId: offer.id, agentId: offer.agentId });
    for (const { conversationId, agentId } of [...dispatcher.state.assignments.values()])
      await dispatcher.dispatch({ type: "conversation:closed", conversationId, by: "agent", byId: agentId });
    if (dispatcher.state.meta.seq === before)
      throw new Error(`${dispatcher.state.conversations.size} conversations are stuck`);
  }
  expect([...dispatcher.state.agents.values()].map(({ servedCount, overBy }) => [servedCount, overBy])).toEqual(
    shop.agentIds.map(() => [0, 0]),
  );
  await expectSameEverywhere(node.database, dispatcher.state);
  await expectConsistent(node.database.main, dispatcher.state);
  await node.stop();
  return { drained: held };
}
