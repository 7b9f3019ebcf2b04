import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "#server/routing/state.ts";
import { EPOCH, Shop, TEAM } from "./shop.ts";

const OPENED_AT = 1_700_000_000_000;

/** One agent with two seats, present and available. */
function openShop(): Shop {
  const shop = new Shop(OPENED_AT);
  shop.must({ type: "settings:changed", settings: DEFAULT_SETTINGS });
  shop.must({ type: "agent:changed", agentId: "a", capacity: 2, isEnabled: true });
  shop.must({
    type: "team:changed",
    team: { id: TEAM, agentIds: ["a"], offerMs: 20_000, isAutoAccept: false, maxWaiting: null },
  });
  shop.must({ type: "person:arrived", person: "agent", agentId: "a", nodeEpoch: EPOCH });
  shop.must({ type: "availability:set", agentId: "a", availability: "available", busyReason: null, byId: null });
  return shop;
}

function handOff(shop: Shop, name: string, degree: number | null = null): void {
  shop.must({
    type: "handoff:requested",
    conversationId: name,
    customerId: `customer of ${name}`,
    teamId: TEAM,
    degree,
    customerPresentOn: [EPOCH],
    turnSeq: 1,
    former: null,
    preferAgentId: null,
  });
}

it("what is planned happens at its time, and the engine's deadlines between", () => {
  const shop = openShop();
  const heard: [string, number][] = [];
  shop.onNotice((notice) => heard.push([notice.type, shop.now - OPENED_AT]));
  shop.after(5_000, () => handOff(shop, "c"));
  shop.run(OPENED_AT + 30_000);
  expect(heard).toContainEqual(["offer:made", 5_000]);
  // Nobody answers: the offer lapses by itself, to the millisecond.
  expect(heard).toContainEqual(["offer:ended", 25_000]);
  expect(shop.now).toBe(OPENED_AT + 30_000);
});

it("free seats are counted over time", () => {
  const shop = openShop();
  shop.run(OPENED_AT + 10_000);
  expect([shop.freeSeatMs, shop.allSeatMs, shop.idleness]).toEqual([20_000, 20_000, 1]);
  handOff(shop, "c");
  shop.run(OPENED_AT + 20_000);
  // A pending offer is load (R11).
  expect([shop.freeSeatMs, shop.allSeatMs, shop.idleness]).toEqual([30_000, 40_000, 0.5]);
});

it("R2: who came later and matched worse is asked first, and it is noticed by how much", () => {
  const shop = openShop();
  for (const name of ["first", "second"]) {
    handOff(shop, name);
    const offerId = [...shop.state.offers.keys()][0] ?? "";
    shop.must({ type: "offer:accepted", offerId, agentId: "a" });
    shop.must({ type: "connection:acknowledged", conversationId: name });
  }
  shop.after(1_000, () => handOff(shop, "good match", 1));
  shop.after(61_000, () => handOff(shop, "hopeless", 0));
  shop.after(70_000, () => shop.must({ type: "conversation:closed", conversationId: "first", by: "agent", byId: "a" }));
  shop.run(OPENED_AT + 75_000);
  expect([...shop.state.offers.values()].map(({ conversationId }) => conversationId)).toEqual(["hopeless"]);
  expect(shop.mostOvertakenMs).toBe(60_000);
});

it("a refusal is an answer to whoever tells, and a fault to whoever must", () => {
  const shop = openShop();
  expect(shop.tell({ type: "queue:left", conversationId: "nobody", how: "cancelled" })).toBe("unknown_conversation");
  expect(() => shop.must({ type: "queue:left", conversationId: "nobody", how: "cancelled" })).toThrow("refused");
});
