import { expect, it } from "vitest";
import { assertInvariants } from "#server/routing/invariants.ts";
import { step } from "#server/routing/step.ts";
import { createChain } from "./chain.ts";
import { crowdedState } from "./crowded-state.ts";
import { CAPACITY, type Conversation, crowdedShop, idOf } from "./shop-size.ts";

const size = { waiting: 40, agents: 10 };

it("a crowded shop has every crowded seat taken, everybody else in line and no offer open", () => {
  const shop = crowdedShop(size);
  const state = crowdedState(shop, 1_000_000);
  assertInvariants(state, false);
  expect(state.entries.size).toBe(40);
  expect(state.offers.size).toBe(0);
  expect(state.assignments.size).toBe(8 * CAPACITY + 2 * 2);
  expect([...state.assignments.values()].every(({ connectDeadlineAt }) => connectDeadlineAt === null)).toBe(true);
});

it("a chain goes round without a refusal, and the line keeps its length", () => {
  const shop = crowdedShop(size);
  const state = crowdedState(shop, 1_000_000);
  const chat = [...state.assignments.values()][0];
  if (chat === undefined) throw new Error("nobody is served");
  let made = 1_000;
  const newcomer = (): Conversation => {
    made += 1;
    return { id: idOf("conversation", made), customerId: idOf("customer", made), teamId: idOf("team", made % 4) };
  };
  const { conversationId, agentId } = chat;
  const chain = createChain({ first: { conversationId, agentId }, epoch: shop.epoch, newcomer, draw: () => 1 });
  const types: string[] = [];
  for (let count = 1; count <= 40; count += 1) {
    const draft = chain.next();
    if (draft === null) throw new Error("nobody is left");
    const result = step(state, { ...draft, id: idOf("event", 1_000_000 + count), at: state.meta.at + 1 });
    if (!result.ok) throw new Error(`${draft.type} was refused: ${result.code}`);
    chain.heard(result.outcome.notices);
    types.push(draft.type);
  }
  const cycle = ["conversation:closed", "offer:accepted", "connection:acknowledged", "handoff:requested"];
  expect(types).toEqual(Array.from({ length: 10 }, () => cycle).flat());
  expect(state.entries.size).toBe(40);
  assertInvariants(state, false);
});

it("a chain whose next customers are all gone has nothing to say", () => {
  const chain = createChain({ first: null, epoch: "e", newcomer: () => null, draw: () => 1 });
  expect(chain.next()).toBeNull();
});
