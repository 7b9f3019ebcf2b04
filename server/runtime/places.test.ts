import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WaitRange } from "../rules/wait-range.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import { createPlaces, type Places } from "./places.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;
let places: Places;
let range: WaitRange | null;
let shown: string[];

beforeEach(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { teams: 2, agentsPerTeam: 1, customers: 16 });
  await openShop(node, shop);
  range = null;
  shown = [];
  places = createPlaces({
    dispatcher: node.dispatcher,
    ranges: { rangeOf: () => range, shown: (entry) => void shown.push(entry.conversationId) },
    now: () => node.dispatcher.state.meta.at,
  });
});
afterEach(async () => {
  places.stop();
  await node.stop();
  await made.drop();
});

const customer = (at: number) => shop.customers[at] as Shop["customers"][number];
const handOff = (at: number, degree: number | null, change: { formerMs?: number; team?: number } = {}) =>
  node.dispatcher.dispatch({
    type: "handoff:requested",
    conversationId: customer(at).conversationId,
    customerId: customer(at).id,
    teamId: shop.teams[change.team ?? 0]?.id ?? "",
    degree,
    customerPresentOn: [node.epoch],
    turnSeq: 0,
    former:
      change.formerMs === undefined
        ? null
        : {
            enteredAt: node.dispatcher.state.meta.at - change.formerMs,
            creditMs: 0,
            endedAt: node.dispatcher.state.meta.at,
          },
    preferAgentId: null,
  });
const leave = (at: number) =>
  node.dispatcher.dispatch({ type: "queue:left", conversationId: customer(at).conversationId, how: "cancelled" });
const everybody = () => true;
const told = (isHere: (customerId: string) => boolean = everybody) =>
  places.moved(isHere).map(({ customerId, place }) => ({
    who: shop.customers.findIndex(({ id }) => id === customerId),
    position: place.position,
    rose: place.rose,
  }));

describe("places in line", () => {
  it("are told to who is here, and again only to those whose place or waiting time reads otherwise", async () => {
    for (const at of [0, 1, 2]) await handOff(at, 0.9);
    expect(told((id) => id !== customer(1).id)).toEqual([
      { who: 0, position: 1, rose: null },
      { who: 2, position: 3, rose: null },
    ]);
    expect(told()).toEqual([{ who: 1, position: 2, rose: null }]);
    expect(told()).toEqual([]);
    range = { lowMs: 130_000, highMs: 290_000 };
    expect(told()).toHaveLength(3);
    // A little less: the same numbers are shown.
    range = { lowMs: 120_500, highMs: 281_000 };
    expect(told()).toEqual([]);
    await leave(1);
    expect(told()).toEqual([{ who: 2, position: 2, rose: null }]);
    // Its range is stored beside the place that moved.
    expect(shown).toEqual([customer(2).conversationId]);
  });

  it("that rise say why: a worse match, a place of before, another team's line (A4)", async () => {
    await handOff(0, 0.9);
    await handOff(1, 0.9);
    told();
    await handOff(2, 0.1);
    expect(told()).toEqual([
      { who: 0, position: 2, rose: "worse_match_first" },
      { who: 1, position: 3, rose: "worse_match_first" },
      { who: 2, position: 1, rose: null },
    ]);
    await handOff(3, 0.9, { formerMs: 200_000 });
    // Only who stands behind it: the worst match stays in front.
    expect(told()).toEqual([
      { who: 0, position: 3, rose: "returned" },
      { who: 1, position: 4, rose: "returned" },
      { who: 3, position: 2, rose: null },
    ]);
    // Moved into a longer line.
    await handOff(4, 0.9, { team: 1 });
    told();
    await node.dispatcher.dispatch({
      type: "entry:moved",
      conversationId: customer(4).conversationId,
      teamId: shop.teams[0]?.id ?? "",
      byId: shop.agentIds[0] ?? "",
    });
    expect(told()).toEqual([{ who: 4, position: 5, rose: "other_line" }]);
  });

  it("far back are several, where a worse match may come before; with credit off the place itself", async () => {
    for (let at = 0; at < 13; at += 1) await handOff(at, 0.9);
    told();
    const last = () => places.placeOf(customer(12).conversationId);
    expect(last()).toMatchObject({ position: 13, places: { from: 11, to: 15 } });
    await leave(0);
    // Still among the same: nothing to tell them.
    expect(told().map(({ who }) => who)).not.toContain(12);
    await node.dispatcher.dispatch({
      type: "settings:changed",
      settings: { ...node.dispatcher.state.settings, creditBoundMs: 0 },
    });
    expect(told().map(({ who }) => who)).toContain(12);
    expect(last()).toMatchObject({ position: 12, places: null });
  });

  it("read in a fresh snapshot as they were last told", async () => {
    await handOff(0, 0.9);
    range = { lowMs: 130_000, highMs: 290_000 };
    const [first] = places.moved(everybody);
    range = { lowMs: 120_500, highMs: 281_000 };
    expect(places.placeOf(customer(0).conversationId)).toBe(first?.place);
    expect(places.placeOf(customer(1).conversationId)).toBeNull();
  });
});
