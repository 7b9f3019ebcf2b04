import { expect, it } from "vitest";
import type { RoutingEvent } from "../routing/events.ts";
import type { Outcome } from "../routing/outcome.ts";
import { RandomShop } from "../routing/random-shop.ts";
import { applyOutcome, emptyRows, rebuild, snapshotRows } from "../routing/rows.ts";
import { RULES_VERSION } from "../routing/state.ts";
import { step } from "../routing/step.ts";
import { differencesFrom, fullList, recomputeReason, wasCompared } from "./full-list.ts";

const SEEDS = Number(process.env.ANSWERLINE_SEEDS ?? 12);
const EVENTS = 400;

it("C6: every stored reason of random days is what the full list says: the chosen, the next five, the counts", () => {
  let [compared, all, several] = [0, 0, 0];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const decider = rebuild(emptyRows(seed));
    const follower = rebuild(emptyRows(seed));
    const shop = new RandomShop(seed);
    for (let count = 0; count < EVENTS; count += 1) {
      const event = JSON.parse(JSON.stringify(shop.next(decider))) as RoutingEvent;
      const result = step(decider, event);
      if (!result.ok) continue;
      // As the journal gives it back.
      const outcome = JSON.parse(JSON.stringify(result.outcome)) as Outcome;
      if (outcome.reasons.filter(wasCompared).length > 1) several += 1;
      for (const [position, reason] of outcome.reasons.entries()) {
        const before = rebuild(snapshotRows(follower));
        const found = recomputeReason(before, { event, outcome, rulesVersion: RULES_VERSION }, position);
        expect(
          found?.differences,
          `seed ${seed}, event ${event.id} ${event.type}, reason ${position} ${reason.why}`,
        ).toEqual([]);
        all += 1;
        if (wasCompared(reason)) compared += 1;
      }
      applyOutcome(follower, outcome);
    }
  }
  expect(all).toBeGreaterThan(1_000);
  expect(compared).toBeGreaterThan(500);
  expect(several).toBeGreaterThan(50);
}, 600_000);

it("looking back leaves nothing behind that was not there: the state is that of the moment", () => {
  const decider = rebuild(emptyRows(3));
  const shop = new RandomShop(3);
  for (let count = 0; count < EVENTS; count += 1) {
    const event = shop.next(decider);
    const before = snapshotRows(decider);
    const result = step(decider, event);
    if (!result.ok || result.outcome.reasons.length === 0) continue;
    const looked = rebuild(before);
    recomputeReason(looked, { event, outcome: result.outcome, rulesVersion: RULES_VERSION }, 0);
    // Nothing of the choice itself is in it, so making the outcome gives what was decided.
    applyOutcome(looked, result.outcome);
    expect(snapshotRows(looked)).toEqual(snapshotRows(decider));
  }
});

it("a reason of other rules is shown as the moment before the event, and said to be so", () => {
  const decider = rebuild(emptyRows(5));
  const shop = new RandomShop(5);
  for (let count = 0; count < EVENTS; count += 1) {
    const event = shop.next(decider);
    const before = rebuild(snapshotRows(decider));
    const result = step(decider, event);
    if (!result.ok || !result.outcome.reasons.some(wasCompared)) continue;
    const found = recomputeReason(before, { event, outcome: result.outcome, rulesVersion: 0 }, 0);
    expect(found?.isExact).toBe(false);
    expect(found?.members.length).toBeGreaterThan(0);
    return;
  }
  throw new Error("nobody was ever chosen");
});

it("an altered reason is found out", () => {
  const decider = rebuild(emptyRows(7));
  const shop = new RandomShop(7);
  for (let count = 0; count < EVENTS; count += 1) {
    const event = shop.next(decider);
    const before = rebuild(snapshotRows(decider));
    const result = step(decider, event);
    const position = result.ok
      ? result.outcome.reasons.findIndex((each) => wasCompared(each) && each.next.length > 0)
      : -1;
    if (!result.ok || position < 0) continue;
    const { outcome } = result;
    const reason = outcome.reasons[position]!;
    const altered = {
      ...reason,
      chosen: { ...reason.chosen!, load: 99 },
      next: [],
      notEligible: { ...reason.notEligible, busy: 99 },
    };
    const found = recomputeReason(before, { event, outcome, rulesVersion: RULES_VERSION }, position);
    expect(found?.differences).toEqual([]);
    expect(differencesFrom(altered, found?.members ?? [])).toEqual(["chosen", "next", "count of busy"]);
    expect(recomputeReason(before, { event, outcome, rulesVersion: RULES_VERSION }, 999)).toBeNull();
    expect(fullList(before, reason).some(({ isChosen }) => isChosen)).toBe(true);
    return;
  }
  throw new Error("nobody was ever compared");
});
