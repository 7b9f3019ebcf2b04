import { afterAll, beforeAll, expect, it } from "vitest";
import { createThresholdsKeeper } from "../runtime/thresholds.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { buildShop, type Shop } from "../testing/shop-builder.ts";
import { handOff, keptLogger, openShop, startTestNode, type TestNode } from "../testing/test-node.ts";
import { openDatabase } from "../store/database.ts";

/** Both nodes follow the seats and announce the thresholds; they must not contradict each other for ever. */

const base = { single: 0.55, mean: 0.6 };
/** Nodes look once a second, not at the same moment, and hear of each other's decisions a little later. */
const LOOKS_MS = 1_000;
let made: TestDatabase;
let shop: Shop;
let nodes: TestNode[];
let offsetMs = 0;

beforeAll(async () => {
  made = await createTestDatabase();
  const seeding = openDatabase(made.url, () => undefined);
  shop = await buildShop(seeding.main, { agentsPerTeam: 5, capacity: 2, customers: 9 });
  await seeding.close();
  nodes = [await startTestNode(made.url), await startTestNode(made.url)];
  await openShop(nodes[0] as TestNode, shop, { isAutoAccept: true });
  await nodes[1]?.dispatcher.catchUp();
});
afterAll(async () => {
  for (const node of nodes) await node.stop();
  await made.drop();
});

const announced = async (): Promise<number> =>
  Number(
    (
      await nodes[0]?.database.main.query<{ count: string }>(
        `SELECT count(*) FROM journal WHERE event->>'type' = 'thresholds:moved'`,
      )
    )?.rows[0]?.count,
  );

it.each([100, 350, 500, 700, 950])(
  "looking %i ms apart: few announcements while seats fill, none once they are steady",
  async (apartMs) => {
    const keepers = nodes.map(({ dispatcher }) =>
      createThresholdsKeeper({ dispatcher, base: () => base, clockOffsetMs: () => offsetMs, log: keptLogger().log }),
    );
    const [first, second] = keepers as [(typeof keepers)[0], (typeof keepers)[0]];
    /** Seconds of both nodes looking; every other second they catch up with each other. */
    async function pass(seconds: number): Promise<number> {
      const before = await announced();
      for (let second_ = 0; second_ < seconds; second_ += 1) {
        await first.look();
        if (second_ % 2 === 0) await nodes[1]?.dispatcher.catchUp();
        offsetMs += apartMs;
        await second.look();
        if (second_ % 2 === 1) await nodes[0]?.dispatcher.catchUp();
        offsetMs += LOOKS_MS - apartMs;
      }
      return (await announced()) - before;
    }
    const [a] = nodes as [TestNode];
    const customer = shop.customers.pop();
    if (customer === undefined) throw new Error("too few customers");
    await pass(100);
    await handOff(a, shop, customer);
    // A threshold moves by at most its whole range; one node announces each step of 0.004 at most once.
    expect(await pass(100)).toBeLessThanOrEqual(20);
    expect(await pass(30)).toBe(0);
  },
);
