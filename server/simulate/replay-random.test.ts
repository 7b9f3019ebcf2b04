import { expect, it } from "vitest";
import type { RoutingEvent } from "#server/routing/events.ts";
import { assertInvariants } from "#server/routing/invariants.ts";
import type { Outcome } from "#server/routing/outcome.ts";
import { RandomShop } from "#server/routing/random-shop.ts";
import { applyOutcome, emptyRows, rebuild, snapshotRows } from "#server/routing/rows.ts";
import { RULES_VERSION } from "#server/routing/state.ts";
import { step } from "#server/routing/step.ts";
import { resimulate } from "./replay-day.ts";
import { JournalReplay } from "./replay-journal.ts";
import { DayReader } from "./replay-reader.ts";
import { Shop } from "./shop.ts";

const SEEDS = 12;
const EVENTS = 400;
const FROM = 120;

const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

it("line 6: days in which anything happens, from their middle on, come out exactly and can be made again", () => {
  let assignments = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const decider = rebuild(emptyRows(seed));
    const shop = new RandomShop(seed);
    const follower = rebuild(emptyRows(seed));
    let replay: JournalReplay | null = null;
    let reader: DayReader | null = null;
    for (let count = 0; count < EVENTS; count += 1) {
      const event = stored<RoutingEvent>(shop.next(decider));
      const result = step(decider, event);
      if (!result.ok) continue;
      const outcome = stored<Outcome>(result.outcome);
      if (outcome.meta.seq === FROM) {
        replay = new JournalReplay(rebuild(stored(snapshotRows(follower))));
        reader = new DayReader(follower, follower.meta.at);
      }
      applyOutcome(follower, outcome);
      reader?.hear(event, outcome);
      replay?.take({ seq: outcome.meta.seq, event, outcome, rulesVersion: RULES_VERSION });
    }
    expect(replay?.result(), `seed ${seed}`).toMatchObject({ differing: 0, differingDecisions: 0, first: null });
    const record = reader?.finish(follower.meta.at, [], { single: 0.55, mean: 0.6 });
    if (record === undefined) continue;
    assignments += record.real.assignments;
    const figures = resimulate(record, [], { seed });
    for (const [name, value] of Object.entries(figures))
      if (typeof value === "number") expect(Number.isFinite(value), `seed ${seed} ${name}`).toBe(true);
    expect(figures.enteredLine).toBeGreaterThanOrEqual(figures.served + figures.abandoned + figures.diverted);
  }
  expect(assignments).toBeGreaterThan(80);
}, 60_000);

it("the engine's invariants hold all through a day that is run again", () => {
  const decider = rebuild(emptyRows(9));
  const shop = new RandomShop(9);
  const reader = new DayReader(decider, 1);
  for (let count = 0; count < EVENTS; count += 1) {
    const event = shop.next(decider);
    const result = step(decider, event);
    if (result.ok) reader.hear(event, result.outcome);
  }
  const record = reader.finish(decider.meta.at, [], { single: 0.55, mean: 0.6 });
  const begun = { ...record, from: record.visits[0]?.enteredAt ?? 1 };
  const { onOutcome } = Shop.prototype;
  let steps = 0;
  Shop.prototype.onOutcome = function watched(this: Shop, listener) {
    onOutcome.call(this, (outcome, event) => {
      steps += 1;
      assertInvariants(this.state, event.type === "tick");
      listener(outcome, event);
    });
  };
  try {
    resimulate(begun, []);
  } finally {
    Shop.prototype.onOutcome = onOutcome;
  }
  expect(steps).toBeGreaterThan(50);
});
