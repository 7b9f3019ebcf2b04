import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import { createWaitRanges, type WaitRanges } from "./wait-ranges.ts";

let made: TestDatabase;
let node: TestNode;
let shop: Shop;
let ranges: WaitRanges;

const watch = (): WaitRanges =>
  createWaitRanges({
    database: node.database,
    dispatcher: node.dispatcher,
    epoch: () => node.epoch,
    now: () => node.dispatcher.state.meta.at,
    log: node.log,
  });

beforeEach(async () => {
  made = await createTestDatabase();
  node = await startTestNode(made.url);
  shop = await buildShop(node.database.main, { agentsPerTeam: 1, customers: 16 });
  await openShop(node, shop);
  ranges = watch();
  await ranges.start();
});
afterEach(async () => {
  await ranges.stop();
  await node.stop();
  await made.drop();
});

const customer = (at: number) => shop.customers[at] as Shop["customers"][number];
const teamId = () => shop.teams[0]?.id ?? "";
const entryOf = (at: number) => {
  const { conversationId } = customer(at);
  const entry = [...node.dispatcher.state.entries.values()].find((each) => each.conversationId === conversationId);
  if (entry === undefined) throw new Error("not in line");
  return entry;
};
/** Asked for, accepted, closed. */
async function serve(at: number): Promise<void> {
  await handOff(node, shop, customer(at));
  const [offer] = node.dispatcher.state.offers.values();
  await node.dispatcher.dispatch({ type: "offer:accepted", offerId: offer?.id ?? "", agentId: offer?.agentId ?? "" });
  await close(at);
}
const close = (at: number) =>
  node.dispatcher.dispatch({
    type: "conversation:closed",
    conversationId: customer(at).conversationId,
    by: "customer",
    byId: null,
  });
const stored = async () =>
  (
    await node.database.main.query<{ entry_id: string; is_first: boolean; position: number; actual_ms: number | null }>(
      "SELECT entry_id, is_first, position, actual_ms FROM wait_forecasts ORDER BY at, entry_id",
    )
  ).rows;

describe("waiting times", () => {
  it("are told once enough is known, stored, and scored when the entry is assigned", async () => {
    for (let at = 0; at < 8; at += 1) await serve(at);
    await handOff(node, shop, customer(8));
    const entry = entryOf(8);
    expect(ranges.rangeOf(entry, node.dispatcher.state.meta.at)).toMatchObject({ lowMs: expect.any(Number) });
    await node.dispatcher.dispatch({
      type: "offer:accepted",
      offerId: [...node.dispatcher.state.offers.keys()][0] ?? "",
      agentId: shop.agentIds[0] ?? "",
    });
    await ranges.stop();
    expect(await stored()).toEqual([
      { entry_id: entry.id, is_first: true, position: 1, actual_ms: expect.any(Number) },
    ]);
    expect(ranges.heldOf(teamId()).count).toBe(1);
  });

  it("of who left the line are not scored", async () => {
    for (let at = 0; at < 8; at += 1) await serve(at);
    await handOff(node, shop, customer(8));
    await node.dispatcher.dispatch({
      type: "queue:left",
      conversationId: customer(8).conversationId,
      how: "cancelled",
    });
    await ranges.stop();
    expect(await stored()).toMatchObject([{ is_first: true, actual_ms: null }]);
    expect(ranges.heldOf(teamId()).count).toBe(0);
  });

  it("are known again after a restart, with what was told of who waits still; another node scores them", async () => {
    for (let at = 0; at < 10; at += 1) await serve(at);
    await handOff(node, shop, customer(10));
    const { id } = entryOf(10);
    const before = ranges.heldOf(teamId());
    expect(before.count).toBe(2);
    await ranges.stop();
    ranges = watch();
    await ranges.start();
    expect(ranges.heldOf(teamId())).toEqual(before);
    expect(ranges.rangeOf(entryOf(10), node.dispatcher.state.meta.at)).not.toBeNull();
    await node.dispatcher.dispatch({
      type: "offer:accepted",
      offerId: [...node.dispatcher.state.offers.keys()][0] ?? "",
      agentId: shop.agentIds[0] ?? "",
    });
    expect(ranges.heldOf(teamId()).count).toBe(3);
    await ranges.stop();
    expect((await stored()).find((row) => row.entry_id === id)).toMatchObject({ actual_ms: expect.any(Number) });
  });

  it("are stored again for a place that moved, at most every half minute", async () => {
    for (let at = 0; at < 8; at += 1) await serve(at);
    await handOff(node, shop, customer(8));
    const entry = entryOf(8);
    const { at } = node.dispatcher.state.meta;
    ranges.shown(entry, at + 10_000);
    ranges.shown(entry, at + 40_000);
    ranges.shown(entry, at + 60_000);
    await ranges.stop();
    expect((await stored()).map(({ is_first: isFirst }) => isFirst)).toEqual([true, false]);
  });
});
