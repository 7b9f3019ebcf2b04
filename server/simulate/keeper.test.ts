import { expect, it } from "vitest";
import { DEFAULT_THRESHOLD_SETTINGS } from "#server/rules/hand-off-thresholds.ts";
import { Keeper, type ThresholdRule } from "./keeper.ts";
import { EPOCH, Shop, TEAM } from "./shop.ts";

const base = { single: 0.55, mean: 0.6 };
const MINUTE = 60_000;

function shopWith(rule: ThresholdRule): { shop: Shop; keeper: Keeper; moves: number[] } {
  const shop = new Shop(1_700_000_000_000);
  shop.must({ type: "agent:changed", agentId: "a", capacity: 2, isEnabled: true });
  shop.must({
    type: "team:changed",
    team: { id: TEAM, agentIds: ["a"], offerMs: 20_000, isAutoAccept: false, maxWaiting: null },
  });
  const moves: number[] = [];
  shop.onNotice((notice) => {
    if (notice.type === "thresholds:moved") moves.push(notice.thresholds.single);
  });
  return { shop, keeper: new Keeper(shop, base, rule), moves };
}

it("fixed thresholds never move and nothing is announced", () => {
  const { shop, keeper, moves } = shopWith({ kind: "fixed", at: { single: 0.4, mean: 0.45 } });
  keeper.start(shop.now + MINUTE);
  keeper.hear({ degree: 0.6, isPersonOffered: false, feedback: "wrong" });
  shop.run(shop.now + MINUTE);
  expect([keeper.inForce(), moves]).toEqual([{ single: 0.4, mean: 0.45 }, []]);
});

it("B4: adaptive ones start low with nobody there and rise, damped, when an idle agent comes", () => {
  const { shop, keeper, moves } = shopWith({ kind: "adaptive", isLearning: false });
  keeper.start(shop.now + 5 * MINUTE);
  expect(keeper.inForce().single).toBeCloseTo(base.single - DEFAULT_THRESHOLD_SETTINGS.fall, 9);
  shop.must({ type: "person:arrived", person: "agent", agentId: "a", nodeEpoch: EPOCH });
  shop.must({ type: "availability:set", agentId: "a", availability: "available", busyReason: null, byId: null });
  shop.run(shop.now + 4 * MINUTE);
  expect(keeper.inForce().single).toBeCloseTo(base.single + DEFAULT_THRESHOLD_SETTINGS.rise, 1);
  expect(moves.length).toBeGreaterThan(10);
  expect([...moves].sort((x, y) => x - y)).toEqual(moves);
});

it("what is heard moves the base only where it learns", () => {
  const single = (isLearning: boolean): number => {
    const { shop, keeper } = shopWith({ kind: "adaptive", isLearning });
    for (let count = 0; count < 60; count += 1) keeper.hear({ degree: 0.6, isPersonOffered: false, feedback: "wrong" });
    keeper.start(shop.now + MINUTE);
    shop.run(shop.now + MINUTE);
    return keeper.inForce().single;
  };
  expect(single(true)).toBeGreaterThan(single(false) + 0.05);
});
