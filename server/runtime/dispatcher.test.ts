import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CommandKey } from "../store/command-log.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { expectConsistent, expectSameEverywhere } from "../testing/consistency.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;

beforeEach(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { agentsPerTeam: 2, teams: 2, customers: 4 });
  await openShop(node, shop);
});
afterEach(async () => {
  await node.stop();
  await made.drop();
});

const refused = (code: string) => expect.objectContaining({ code });
const customer = (at = 0) => shop.customers[at] as Shop["customers"][number];
const offerOf = (conversationId: string) =>
  [...node.dispatcher.state.offers.values()].find((offer) => offer.conversationId === conversationId);
const accept = async (conversationId: string) => {
  const offer = offerOf(conversationId);
  return node.dispatcher.dispatch({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
};
const keyFor = (principalId: string, command = "conversation:close", bodyHash = "a"): CommandKey => ({
  principalId,
  clientId: uuidv4(),
  command,
  bodyHash,
});
const rowOf = async (id: string) =>
  (await node.database.main.query("SELECT * FROM conversations WHERE id = $1", [id])).rows[0] as Record<
    string,
    unknown
  >;
const kindsOf = async (id: string) =>
  (
    await node.database.main.query<{ kind: string }>("SELECT kind FROM items WHERE conversation_id = $1 ORDER BY seq", [
      id,
    ])
  ).rows.map(({ kind }) => kind);
const decided = async () =>
  Number((await node.database.main.query<{ count: string }>("SELECT count(*) FROM journal")).rows[0]?.count);
const allSame = async () => {
  await expectSameEverywhere(node.database, node.dispatcher.state);
  await expectConsistent(node.database.main, node.dispatcher.state);
};

describe("what a decision leaves behind", () => {
  it("hand-off, offer, accept, close: log, rows, desks and what is told", async () => {
    const { conversationId } = customer();
    await handOff(node, shop, customer());
    const offer = offerOf(conversationId);
    expect(await rowOf(conversationId)).toMatchObject({
      state: "waiting",
      assignee_id: null,
      team_id: shop.teams[0]?.id,
      turn: "agent",
    });
    await accept(conversationId);
    expect(await rowOf(conversationId)).toMatchObject({ state: "served", assignee_id: offer?.agentId, turn: "agent" });
    await allSame();
    const key = keyFor(offer?.agentId ?? "");
    await node.dispatcher.dispatch(
      { type: "conversation:closed", conversationId, by: "agent", byId: offer?.agentId ?? "" },
      { command: key, facts: { outcome: { isSolved: true, category: null } } },
    );
    expect(await rowOf(conversationId)).toMatchObject({
      state: "closed",
      close_reason: "agent",
      outcome: { isSolved: true, category: null },
    });
    expect(await kindsOf(conversationId)).toEqual(["queued", "offered", "assigned", "closed"]);
    await allSame();
    const desk = node.told.flatMap((each) =>
      each.kind === "event" && each.name === "desk:changed" && each.room === `staff:${offer?.agentId}`
        ? [each.data as { seq: number; change: { kind: string } }]
        : [],
    );
    expect(desk.map(({ seq }) => seq)).toEqual(desk.map((_, at) => at + 1));
    expect(desk.map(({ change }) => change.kind).filter((kind) => kind !== "state")).toEqual([
      "offer_made",
      "offer_ended",
      "conversation_taken",
      "conversation_gone",
    ]);
    const seqs = (namespace: string) =>
      node.told.flatMap((each) =>
        each.kind === "event" && each.namespace === namespace && each.name === "item:created"
          ? [(each.data as { item: { seq: number } }).item.seq]
          : [],
      );
    expect(seqs("/agent")).toEqual([1, 2, 3, 4]);
    expect(seqs("/customer")).toEqual([1, 2, 3]);
  });

  it("a declined offer goes to the next agent, a leaver frees the place", async () => {
    const { conversationId } = customer();
    await handOff(node, shop, customer());
    const first = offerOf(conversationId);
    await node.dispatcher.dispatch({ type: "offer:declined", offerId: first?.id ?? "", agentId: first?.agentId ?? "" });
    expect(offerOf(conversationId)?.agentId).not.toBe(first?.agentId);
    await node.dispatcher.dispatch({ type: "queue:left", conversationId, how: "cancelled" });
    expect(await rowOf(conversationId)).toMatchObject({ state: "library", assignee_id: null, turn: "nobody" });
    expect(await kindsOf(conversationId)).toEqual([
      "queued",
      "offered",
      "offer_ended",
      "offered",
      "offer_ended",
      "left_queue",
    ]);
    await allSame();
  });

  it("transfer to a colleague and to another team, supervisor takes and requeues", async () => {
    const { conversationId } = customer();
    const [first, second] = shop.teams[0]?.agentIds ?? [];
    await handOff(node, shop, customer());
    await accept(conversationId);
    const giver = node.dispatcher.state.conversations.get(conversationId)?.assigneeId ?? "";
    const taker = giver === first ? second : first;
    await node.dispatcher.dispatch(
      { type: "transfer:requested", conversationId, byAgentId: giver, toAgentId: taker ?? "", toTeamId: null },
      { facts: { transferNote: "knows teapots" } },
    );
    await accept(conversationId);
    expect(await rowOf(conversationId)).toMatchObject({ state: "served", assignee_id: taker });
    await allSame();
    await node.dispatcher.dispatch(
      {
        type: "transfer:requested",
        conversationId,
        byAgentId: taker ?? "",
        toAgentId: null,
        toTeamId: shop.teams[1]?.id ?? "",
      },
      { facts: { transferTo: { teamId: shop.teams[1]?.id ?? "", name: "Team 2" } } },
    );
    expect(await rowOf(conversationId)).toMatchObject({
      state: "waiting",
      assignee_id: null,
      team_id: shop.teams[1]?.id,
    });
    await allSame();
    await node.dispatcher.dispatch({
      type: "conversation:assigned-by-supervisor",
      conversationId,
      agentId: taker ?? "",
      byId: giver,
    });
    await node.dispatcher.dispatch(
      { type: "conversation:requeued", conversationId, teamId: null, byId: giver },
      { facts: { isRequeue: true } },
    );
    expect(await rowOf(conversationId)).toMatchObject({ state: "waiting", assignee_id: null });
    await allSame();
  });

  it("a chat that changes hands keeps its turn, as the engine does, so that the next word of the customer counts", async () => {
    const { conversationId } = customer();
    await handOff(node, shop, customer());
    await accept(conversationId);
    const giver = node.dispatcher.state.conversations.get(conversationId)?.assigneeId ?? "";
    await node.database.main.query(`UPDATE conversations SET turn = 'customer', turn_seq = 4, seq = 4 WHERE id = $1`, [
      conversationId,
    ]);
    await node.dispatcher.dispatch({ type: "turn:changed", conversationId, turn: "customer", logSeq: 4 });
    await node.dispatcher.dispatch({
      type: "transfer:requested",
      conversationId,
      byAgentId: giver,
      toAgentId: shop.teams[0]?.agentIds.find((id) => id !== giver) ?? "",
      toTeamId: null,
    });
    await accept(conversationId);
    expect(node.dispatcher.state.conversations.get(conversationId)).toMatchObject({ turn: "customer", turnSeq: 4 });
    expect(await rowOf(conversationId)).toMatchObject({ turn: "customer", turn_seq: 4 });
    await node.dispatcher.dispatch({ type: "conversation:requeued", conversationId, teamId: null, byId: giver });
    expect(await rowOf(conversationId)).toMatchObject({ turn: "customer", turn_seq: 4 });
  });

  it("many events in one batch number logs and desks as if they had come one by one", async () => {
    await Promise.all(shop.customers.map((each) => handOff(node, shop, each)));
    await Promise.all(shop.customers.map((each) => accept(each.conversationId)));
    await Promise.all(
      shop.customers.map((each) =>
        node.dispatcher.dispatch({
          type: "conversation:closed",
          conversationId: each.conversationId,
          by: "customer",
          byId: null,
        }),
      ),
    );
    for (const { conversationId } of shop.customers)
      expect(await kindsOf(conversationId)).toEqual(["queued", "offered", "assigned", "closed"]);
    await allSame();
    // The opening came one by one; the four hand-offs, accepts and closes took fewer transactions than decisions.
    expect(node.dispatcher.counts.decisions - node.dispatcher.counts.batches).toBeGreaterThanOrEqual(6);
  });
});

describe("refusals and repeats", () => {
  it("speaks the words of the contract and changes nothing", async () => {
    const before = await decided();
    const { dispatcher } = node;
    await expect(
      dispatcher.dispatch({ type: "offer:accepted", offerId: uuidv7(), agentId: shop.agentIds[0] ?? "" }),
    ).rejects.toEqual(refused("offer_gone"));
    await expect(
      dispatcher.dispatch({ type: "conversation:closed", conversationId: uuidv7(), by: "customer", byId: null }),
    ).rejects.toEqual(refused("not_found"));
    await expect(dispatcher.dispatch({ type: "team:removed", teamId: uuidv7() })).rejects.toEqual(refused("not_found"));
    await expect(handOff(node, shop, customer(), uuidv7())).rejects.toEqual(refused("not_found"));
    expect(await decided()).toBe(before);
    await handOff(node, shop, customer());
    await expect(handOff(node, shop, customer())).rejects.toEqual(refused("already_waiting"));
    await expect(
      dispatcher.dispatch({ type: "agent:removed", agentId: offerOf(customer().conversationId)?.agentId ?? "" }),
    ).rejects.toEqual(refused("in_use"));
    expect(await decided()).toBe(before + 1);
    await allSame();
  });

  it("a closed conversation is not handed off, also when the close shares the batch", async () => {
    const { conversationId } = customer();
    await handOff(node, shop, customer());
    const results = await Promise.allSettled([
      node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 }),
      node.dispatcher.dispatch({ type: "conversation:closed", conversationId, by: "customer", byId: null }),
      handOff(node, shop, customer()),
    ]);
    expect(results).toMatchObject([
      { status: "fulfilled" },
      { status: "fulfilled" },
      { status: "rejected", reason: { code: "closed" } },
    ]);
    await expect(handOff(node, shop, customer())).rejects.toEqual(refused("closed"));
    expect((await kindsOf(conversationId)).at(-1)).toBe("closed");
    await allSame();
  });

  it("a guard is asked under the lock, of the newest state", async () => {
    const { conversationId } = customer();
    const closing = { type: "queue:left", conversationId, how: "cancelled" } as const;
    const guarded = node.dispatcher.dispatch(closing, {
      guard: (state) => (state.conversations.get(conversationId)?.customerId === customer().id ? null : "not_found"),
    });
    await expect(guarded).rejects.toEqual(refused("not_found"));
    const [, kept] = await Promise.all([
      handOff(node, shop, customer()),
      node.dispatcher.dispatch(closing, {
        guard: (state) => (state.conversations.get(conversationId)?.customerId === customer().id ? null : "not_found"),
      }),
    ]);
    expect(kept.isRepeat).toBe(false);
  });

  it("a command said again gets its first answer, on any node; with another body, conflict", async () => {
    const { conversationId, id } = customer();
    await handOff(node, shop, customer());
    const command = keyFor(id, "handoff:leave");
    const leaving = { type: "queue:left", conversationId, how: "cancelled" } as const;
    const first = await node.dispatcher.dispatch(leaving, { command, answer: { left: 1 } });
    expect(first).toMatchObject({ isRepeat: false, answer: { left: 1 } });
    expect(await node.dispatcher.dispatch(leaving, { command, answer: { left: 2 } })).toMatchObject({
      isRepeat: true,
      answer: { left: 1 },
    });
    const second = await startTestNode(made.url);
    expect(await second.dispatcher.dispatch(leaving, { command, answer: { left: 3 } })).toMatchObject({
      isRepeat: true,
      answer: { left: 1 },
    });
    await second.stop();
    await expect(node.dispatcher.dispatch(leaving, { command: { ...command, bodyHash: "b" } })).rejects.toEqual(
      refused("conflict"),
    );
    await expect(node.dispatcher.dispatch(leaving, { command: { ...command, command: "other" } })).rejects.toEqual(
      refused("conflict"),
    );
    expect((await kindsOf(conversationId)).filter((kind) => kind === "left_queue")).toHaveLength(1);
  });

  it("also when the two tries share a batch", async () => {
    const { conversationId, id } = customer();
    await handOff(node, shop, customer());
    const command = keyFor(id, "handoff:leave");
    const leaving = { type: "queue:left", conversationId, how: "cancelled" } as const;
    const results = await Promise.allSettled([
      node.dispatcher.dispatch({ type: "outage:ended", lengthMs: 0 }),
      node.dispatcher.dispatch(leaving, { command }),
      node.dispatcher.dispatch(leaving, { command }),
      node.dispatcher.dispatch(leaving, { command: { ...command, bodyHash: "b" } }),
    ]);
    expect(results.slice(1)).toMatchObject([
      { value: { isRepeat: false } },
      { value: { isRepeat: true } },
      { reason: { code: "conflict" } },
    ]);
  });

  it("a refused command is not remembered: said again later it is done", async () => {
    const { conversationId, id } = customer();
    const command = keyFor(id, "handoff:leave");
    const leaving = { type: "queue:left", conversationId, how: "cancelled" } as const;
    await expect(node.dispatcher.dispatch(leaving, { command })).rejects.toEqual(refused("not_found"));
    await handOff(node, shop, customer());
    expect(await node.dispatcher.dispatch(leaving, { command })).toMatchObject({ isRepeat: false });
  });
});
